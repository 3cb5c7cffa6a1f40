namespace TorIntel.Pipelines;

/// <summary>How the values of a record are written.</summary>
internal enum ValueEncoding
{
    /// <summary>As they are.</summary>
    Plain,

    /// <summary>As the inside of JSON strings.</summary>
    Json,

    /// <summary>Between quotes, with two for one inside (RFC 4180).</summary>
    Quoted,

    /// <summary>With a backslash in front of what would end them (CEF, LEEF, quoted values of FortiGate).</summary>
    Backslash,
}
