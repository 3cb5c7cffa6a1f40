using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Encodings.Web;

namespace TorIntel.Pipelines;

/// <summary>Bytes that are put together, used again for each record.</summary>
internal sealed class ByteBuffer
{
    private static readonly SearchValues<byte> s_plain =
        SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Where(c => c is not ('"' or '\\')).Select(c => (byte)c)]);

    private byte[] _bytes = new byte[4096];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public void Truncate(int length) => Length = length;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        Length += bytes.Length;
    }

    public void Write(byte value)
    {
        Room(1)[0] = value;
        Length++;
    }

    public void Write(long number)
    {
        Utf8Formatter.TryFormat(number, Room(20), out var written);
        Length += written;
    }

    public void Write(string text) => Length += Encoding.UTF8.GetBytes(text, Room(Encoding.UTF8.GetMaxByteCount(text.Length)));

    /// <summary>Writes text, which need not be valid UTF-8, as the inside of a JSON string.</summary>
    public void WriteEscaped(ReadOnlySpan<byte> text)
    {
        if (!text.ContainsAnyExcept(s_plain))
        {
            Write(text);
            return;
        }

        Write(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(Encoding.UTF8.GetString(text)));
    }

    private Span<byte> Room(int count)
    {
        if (_bytes.Length - Length < count)
        {
            Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, Length + count));
        }

        return _bytes.AsSpan(Length);
    }
}
