namespace TorIntel;

/// <summary>How the plain fields of our own are called in a schema.</summary>
internal sealed record OwnFieldNames
{
    public required string Confidence { get; init; }

    public required string Direction { get; init; }

    public required string Initiator { get; init; }

    public required string Roles { get; init; }

    public required string Evidence { get; init; }

    public required string EvidenceFields { get; init; }

    public required string EvidenceValues { get; init; }

    public required string Authorised { get; init; }

    public required string Fingerprints { get; init; }

    public required string Nicknames { get; init; }

    public required string Techniques { get; init; }

    public required string AttackVersion { get; init; }

    public required string Source { get; init; }

    public required string Time { get; init; }

    public required string Age { get; init; }

    public required string Stale { get; init; }

    public required string Verified { get; init; }

    /// <summary>Names with one word behind the other.</summary>
    /// <param name="start">What each name begins with, its separator included.</param>
    public static OwnFieldNames Plain(string start) => new()
    {
        Confidence = start + "confidence",
        Direction = start + "direction",
        Initiator = start + "initiator",
        Roles = start + "roles",
        Evidence = start + "evidence",
        EvidenceFields = start + "evidence_fields",
        EvidenceValues = start + "evidence_values",
        Authorised = start + "authorised",
        Fingerprints = start + "fingerprints",
        Nicknames = start + "nicknames",
        Techniques = start + "techniques",
        AttackVersion = start + "attack_version",
        Source = start + "source",
        Time = start + "list_time",
        Age = start + "list_age_s",
        Stale = start + "list_stale",
        Verified = start + "list_verified",
    };

    /// <summary>Names in namespaces, so that none is a leaf and a namespace at once.</summary>
    /// <param name="name">The outermost namespace.</param>
    public static OwnFieldNames OpenTelemetry(string name) => Plain(name + ".") with
    {
        Evidence = name + ".evidence.names",
        EvidenceFields = name + ".evidence.fields",
        EvidenceValues = name + ".evidence.values",
        Fingerprints = name + ".relay.fingerprints",
        Nicknames = name + ".relay.nicknames",
        Techniques = name + ".attack.techniques",
        AttackVersion = name + ".attack.version",
        Source = name + ".list.source",
        Time = name + ".list.time",
        Age = name + ".list.age_s",
        Stale = name + ".list.stale",
        Verified = name + ".list.verified",
    };
}
