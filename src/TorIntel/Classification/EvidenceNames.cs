namespace TorIntel;

/// <summary>How evidence, confidence, direction and roles are spelled in tags and tables.</summary>
public static class EvidenceNames
{
    private static readonly string[] s_kinds =
    [
        "none",
        "source-exit",
        "source-exit-policy-rejects",
        "source-relay",
        "destination-or-endpoint",
        "destination-authority",
        "destination-directory-port",
        "destination-guard",
        "destination-relay",
        "own-relay",
        "domain-onion-v3",
        "domain-onion-v2",
        "domain-onion-invalid",
        "domain-tor2web",
        "domain-tor-project",
        "tls-name-tor-link",
        "port-relay",
        "port-client",
        "process-tor",
    ];

    private static readonly string[] s_confidences = ["none", "low", "medium", "high", "confirmed"];
    private static readonly string[] s_directions = ["unknown", "inbound", "outbound", "internal", "external"];
    private static readonly (RelayRoles Role, string Name)[] s_roles =
    [
        (RelayRoles.Relay, "relay"),
        (RelayRoles.Guard, "guard"),
        (RelayRoles.Exit, "exit"),
        (RelayRoles.Authority, "authority"),
        (RelayRoles.Bridge, "bridge"),
    ];

    /// <summary>Spells a kind of evidence, such as <c>destination-or-endpoint</c>.</summary>
    /// <param name="kind">The kind.</param>
    public static string NameOf(EvidenceKind kind) => s_kinds[(int)kind];

    /// <summary>Spells a confidence, such as <c>confirmed</c>.</summary>
    /// <param name="confidence">The confidence.</param>
    public static string NameOf(Confidence confidence) => s_confidences[(int)confidence];

    /// <summary>Spells a direction, such as <c>outbound</c>.</summary>
    /// <param name="direction">The direction.</param>
    public static string NameOf(TorDirection direction) => s_directions[(int)direction];

    /// <summary>Spells roles, in the order relay, guard, exit, authority, bridge.</summary>
    /// <param name="roles">The roles.</param>
    public static IEnumerable<string> NamesOf(RelayRoles roles) => s_roles.Where(entry => (roles & entry.Role) != 0).Select(entry => entry.Name);

    internal static EvidenceKind Parse(string name) => Array.IndexOf(s_kinds, name) is var index and > 0
        ? (EvidenceKind)index
        : throw new InvalidOperationException($"'{name}' is no kind of evidence.");
}
