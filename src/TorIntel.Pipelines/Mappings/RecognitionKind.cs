namespace TorIntel.Pipelines;

/// <summary>How a log is looked at to recognise it.</summary>
internal enum RecognitionKind
{
    /// <summary>By fields of a JSON event.</summary>
    Fields,

    /// <summary>By the beginning of a line.</summary>
    Starts,

    /// <summary>By texts within a line.</summary>
    Contains,

    /// <summary>By the names in a header.</summary>
    Header,

    /// <summary>By the number of columns, and values in some: <c>14 #1=2</c>.</summary>
    Columns,

    /// <summary>By whether a line can be read at all.</summary>
    Line,

    /// <summary>By whether a line can be read, if none of the first lines is of another format.</summary>
    Otherwise,
}
