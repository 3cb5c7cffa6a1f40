namespace TorIntel.Pipelines;

/// <summary>The families of syntax.</summary>
internal enum LogSyntax
{
    /// <summary>A JSON object for each event.</summary>
    Json,

    /// <summary>Columns behind separators, by name or number.</summary>
    Columns,

    /// <summary>Keys and values.</summary>
    Pairs,

    /// <summary>Text with fixed words around what matters.</summary>
    Text,

    /// <summary>Access logs of Apache and nginx.</summary>
    Access,
}
