namespace TorIntel;

/// <summary>The members of a tag in the schema <see cref="TorSchema.Flat"/>.</summary>
internal static class FlatMembers
{
    private const string Start = "tor_";

    private static readonly TorAttributes s_attributes = new(TorSchema.Flat);

    public static IReadOnlyList<string> Names { get; } =
    [
        "confidence", "direction", "initiator", "roles", "evidence", "evidence_fields", "evidence_values", "authorised", "fingerprints", "nicknames", "techniques", "attack_version", "source",
        "list_time", "list_age_s", "list_stale", "list_verified",
    ];

    /// <summary>Gives the name that the member has as a property, with or without what it begins with there; null if there is none.</summary>
    public static string? Find(string member)
    {
        foreach (var name in Names)
        {
            if (member.Equals(name, StringComparison.OrdinalIgnoreCase) || member.Equals(Start + name, StringComparison.OrdinalIgnoreCase))
            {
                return Start + name;
            }
        }

        return null;
    }

    public static object? ValueOf(TorFinding finding, string property, DateTimeOffset time)
    {
        if (property == s_attributes.AgeName)
        {
            return finding.AgeAt(time);
        }

        if (property == s_attributes.StaleName)
        {
            return finding.AgeAt(time) is null ? null : finding.IsStaleAt(time);
        }

        foreach (var (name, value) in DescribedFinding.Of(finding, s_attributes))
        {
            if (name == property)
            {
                return value;
            }
        }

        return null;
    }
}
