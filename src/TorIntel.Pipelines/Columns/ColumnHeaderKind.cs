namespace TorIntel.Pipelines;

/// <summary>Where the names of columns stand.</summary>
internal enum ColumnHeaderKind
{
    /// <summary>Nowhere: columns are known by their numbers, or by the names that the mapping gives them.</summary>
    None,

    /// <summary>In lines such as <c>#fields</c> and <c>#types</c>, as Zeek writes them; they may come again and differ.</summary>
    Zeek,

    /// <summary>In lines that begin with <c>#Fields:</c> (W3C extended log file format); they may come again and differ.</summary>
    W3c,

    /// <summary>In the first line.</summary>
    First,
}
