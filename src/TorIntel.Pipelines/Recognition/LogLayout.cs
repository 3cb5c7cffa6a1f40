namespace TorIntel.Pipelines;

/// <summary>How the records of a log lie in it.</summary>
internal enum LogLayout
{
    /// <summary>More of the log is needed to tell.</summary>
    Unknown,

    /// <summary>A record a line.</summary>
    Lines,

    /// <summary>JSON objects that are spread over lines, or the elements of an array.</summary>
    Documents,

    /// <summary>JSON documents around records, spread over lines.</summary>
    Envelopes,

    /// <summary>JSON documents around records, each on a line of its own.</summary>
    EnvelopeLines,
}
