namespace TorIntel.Controls;

/// <summary>How rows are spelled and grouped by several targets.</summary>
internal static class ControlFormats
{
    private const long LongestTimeout = 2_147_483;

    /// <summary>An address where it is one, a prefix otherwise.</summary>
    public static string Short(this IPPrefix prefix) => prefix.IsHost ? prefix.Address.ToString() : prefix.ToString();

    public static bool IsBoth(this ControlPlan plan) => plan.Inbound != ControlAction.None && plan.Outbound != ControlAction.None;

    /// <summary>The networks that rules only log for: those of the one policy that asks for it.</summary>
    public static IReadOnlyList<IPPrefix> Monitored(this ControlPlan plan) => plan.Options.Policy == ControlPolicy.Blended ? plan.Options.MonitoredNetworks : [];

    /// <summary>The time of the list; if it is not known, the instant that ages are reckoned from.</summary>
    public static DateTimeOffset ListTime(this ControlPlan plan) => plan.Network.Time ?? plan.Options.Now;

    /// <summary>How many seconds entries have left, at most what timeouts in the kernel take.</summary>
    public static long SecondsLeft(this ControlPlan plan) => Math.Clamp((long)Math.Floor((plan.Expires - plan.Options.Now).TotalSeconds), 1, LongestTimeout);

    /// <summary>Endpoints by port, so that a target that takes one port with many addresses stays exact.</summary>
    public static IEnumerable<(ushort Port, IReadOnlyList<IPAddressValue> Addresses)> ByPort(this IEnumerable<ControlEndpoint> endpoints) =>
        endpoints.GroupBy(row => row.Endpoint.Port).OrderBy(group => group.Key).Select(group => (group.Key, (IReadOnlyList<IPAddressValue>)[.. group.Select(row => row.Endpoint.Address)]));

    public static string Names(this RelayRoles roles, string separator = " ") => string.Join(separator, EvidenceNames.NamesOf(roles));

    public static string Fingerprints(this IEnumerable<TorRelay> relays) => string.Join(' ', relays.Select(relay => relay.Fingerprint.ToString()));

    public static string Nicknames(this IEnumerable<TorRelay> relays) => string.Join(' ', relays.Select(relay => relay.Nickname).OfType<string>());

    /// <summary>What stands at an address, in words: the strongest role first.</summary>
    public static string Describe(this RelayRoles roles) => (roles & RelayRoles.Exit) != 0 ? "Tor exit"
        : (roles & RelayRoles.Authority) != 0 ? "Tor directory authority"
        : (roles & RelayRoles.Guard) != 0 ? "Tor guard" : "Tor relay";

    public static string Spell(this ControlAction action) => action switch
    {
        ControlAction.Block => "block",
        ControlAction.Monitor => "monitor",
        _ => "none",
    };
}
