namespace TorIntel.Pipelines;

/// <summary>The schemas that tags can be written in; docs/tag.md shows each.</summary>
public enum TagSchema
{
    /// <summary>One object with everything, <c>tor</c>; in key=value formats the keys of <see cref="Flat"/>.</summary>
    Tor = 0,

    /// <summary>Elastic Common Schema: <c>tags</c>, <c>threat</c>, <c>related</c>, and an object of our own.</summary>
    Ecs = 1,

    /// <summary>Open Cybersecurity Schema Framework: <c>enrichments</c>, <c>osint</c>, <c>attacks</c>, and an object of our own under <c>unmapped</c>.</summary>
    Ocsf = 2,

    /// <summary>Advanced Security Information Model (Microsoft Sentinel): <c>Threat…</c> and an object of our own under <c>AdditionalFields</c>.</summary>
    Asim = 3,

    /// <summary>Common Information Model (Splunk): <c>app</c>, <c>threat_…</c>, <c>annotations</c>, and the members of <see cref="Flat"/>.</summary>
    Cim = 4,

    /// <summary>OpenTelemetry attributes: <c>torintel.…</c> and <c>security_rule.…</c>, dotted names without nesting.</summary>
    OpenTelemetry = 5,

    /// <summary>Plain members without nesting and without arrays: <c>tor_confidence</c> and so on.</summary>
    Flat = 6,
}
