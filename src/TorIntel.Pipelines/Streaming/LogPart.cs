namespace TorIntel.Pipelines;

/// <summary>A part of a log, of whole lines, that one thread deals with.</summary>
internal sealed class LogPart
{
    public const int Length = 512 * 1024;

    private byte[] _bytes = new byte[Length];

    /// <summary>Gets the place among all parts, from 0.</summary>
    public long Number { get; set; }

    /// <summary>Gets or sets a value indicating whether it begins within a line that is too long.</summary>
    public bool BeginsInTooLongLine { get; set; }

    /// <summary>Gets or sets a value indicating whether it ends within a line that is too long.</summary>
    public bool EndsInTooLongLine { get; set; }

    /// <summary>Gets or sets a value indicating whether the log begins with it.</summary>
    public bool IsFirst { get; set; }

    /// <summary>Gets or sets a value indicating whether nothing follows.</summary>
    public bool IsAtEnd { get; set; }

    /// <summary>Gets or sets the header in force at its beginning.</summary>
    public LogHeader HeaderBefore { get; set; } = LogHeader.None;

    /// <summary>Gets or sets the header in force at its end.</summary>
    public LogHeader HeaderBehind { get; set; } = LogHeader.None;

    /// <summary>Gets how many bytes were read into it, with the beginning of a line that ends in the next part.</summary>
    public int Filled { get; private set; }

    /// <summary>Gets or sets how many of its bytes are whole lines.</summary>
    public int Used { get; set; }

    /// <summary>Gets what was read.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Filled);

    public void Begin(ReadOnlySpan<byte> rest)
    {
        Filled = 0;
        Append(rest);
    }

    public int Fill(Stream input)
    {
        if (Filled == _bytes.Length)
        {
            Array.Resize(ref _bytes, _bytes.Length * 2);
        }

        var read = input.Read(_bytes, Filled, _bytes.Length - Filled);
        Filled += read;
        return read;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (_bytes.Length - Filled < bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Filled + bytes.Length));
        }

        bytes.CopyTo(_bytes.AsSpan(Filled));
        Filled += bytes.Length;
    }
}
