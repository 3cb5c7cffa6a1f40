namespace TorIntel.Pipelines;

/// <summary>Resolves the escapes of values that are not JSON.</summary>
internal static class ValueText
{
    /// <summary>Resolves the escapes of a value.</summary>
    /// <param name="value">The value, without quotes around it.</param>
    /// <param name="encoding">How it is written.</param>
    /// <param name="buffer">Room for the result; what does not fit is dropped.</param>
    public static ReadOnlySpan<byte> Decode(ReadOnlySpan<byte> value, ValueEncoding encoding, Span<byte> buffer)
    {
        var escape = encoding switch
        {
            ValueEncoding.Quoted => (byte)'"',
            ValueEncoding.Backslash => (byte)'\\',
            _ => (byte)0,
        };
        if (escape == 0 || !value.Contains(escape))
        {
            return value;
        }

        var written = 0;
        for (var i = 0; i < value.Length && written < buffer.Length; i++)
        {
            i += value[i] == escape && i + 1 < value.Length ? 1 : 0;
            buffer[written++] = value[i];
        }

        return buffer[..written];
    }
}
