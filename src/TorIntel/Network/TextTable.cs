using System.Runtime.InteropServices;
using System.Text;

namespace TorIntel;

/// <summary>Numbered texts, one behind the other, decoded when first asked for: nicknames and policies of a view that may lie in a mapped file.</summary>
/// <remarks>Safe for several threads: two may decode the same text at once, and either result serves.</remarks>
/// <param name="ends">Where each text ends, as little-endian <see cref="int"/>; each not before the one in front of it, and within the text.</param>
/// <param name="text">The texts as UTF-8.</param>
/// <param name="decode">Makes a value of a text; null if it is none.</param>
internal sealed class TextTable<T>(ReadOnlyMemory<byte> ends, ReadOnlyMemory<byte> text, TextDecoder<T> decode)
    where T : class
{
    private static readonly object s_nothing = new();

    private object?[]? _decoded;

    public int Count => ends.Length / sizeof(int);

    public ReadOnlyMemory<byte> Ends => ends;

    public ReadOnlyMemory<byte> Text => text;

    public T? this[int number]
    {
        get
        {
            var decoded = _decoded ?? Interlocked.CompareExchange(ref _decoded, new object?[Count], null) ?? _decoded;
            var value = decoded[number] ??= decode(TextOf(number)) ?? s_nothing;
            GC.KeepAlive(this); // A span of a mapped file does not keep it mapped.
            return value as T;
        }
    }

    /// <summary>Makes a table of texts; null stands for an empty one.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="decode">Makes a value of a text.</param>
    /// <param name="decoded">The values, if they are there already.</param>
    public static TextTable<T> Create(IReadOnlyList<string?> texts, TextDecoder<T> decode, IEnumerable<T>? decoded = null)
    {
        var ends = new int[texts.Count];
        var text = new byte[texts.Sum(item => (long)Encoding.UTF8.GetByteCount(item ?? ""))];
        var end = 0;
        for (var i = 0; i < ends.Length; i++)
        {
            end += Encoding.UTF8.GetBytes(texts[i] ?? "", text.AsSpan(end));
            ends[i] = end;
        }

        return new TextTable<T>(MemoryMarshal.AsBytes<int>(ends).ToArray(), text, decode) { _decoded = decoded?.ToArray<object?>() };
    }

    private ReadOnlySpan<byte> TextOf(int number)
    {
        var numbers = MemoryMarshal.Cast<byte, int>(ends.Span);
        return text.Span[(number == 0 ? 0 : numbers[number - 1])..numbers[number]];
    }
}
