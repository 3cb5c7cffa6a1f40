namespace TorIntel.Pipelines;

/// <summary>The lines of a header, as one thing that threads can compare.</summary>
internal sealed class LogHeader(byte[] lines)
{
    public static LogHeader None { get; } = new([]);

    public byte[] Lines { get; } = lines;

    /// <summary>Gets or sets a value indicating whether it was written again with the columns of the tag; only the thread whose turn it is to write may ask.</summary>
    public bool IsExtended { get; set; }
}
