using System.Diagnostics.CodeAnalysis;

namespace TorIntel;

/// <summary>Keeps what was parsed of texts that occur again and again, such as exit policies, so that equal ones are one object. Bounded.</summary>
internal sealed class Utf8Cache<T>
    where T : class
{
    private const int MaxEntries = 16 * 1024;
    private const int MaxTextLength = 4096; // Longer ones are of hostile documents.

    private readonly Dictionary<byte[], T> _entries;
    private readonly Dictionary<byte[], T>.AlternateLookup<ReadOnlySpan<byte>> _byText;
    private readonly Parser _parse;

    public Utf8Cache(Parser parse)
    {
        _parse = parse;
        _entries = new Dictionary<byte[], T>(new Comparer());
        _byText = _entries.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    public delegate bool Parser(ReadOnlySpan<byte> text, [NotNullWhen(true)] out T? result);

    public bool TryGet(ReadOnlySpan<byte> text, [NotNullWhen(true)] out T? result)
    {
        if (_byText.TryGetValue(text, out result))
        {
            return true;
        }

        if (!_parse(text, out result))
        {
            return false;
        }

        if (_entries.Count < MaxEntries && text.Length <= MaxTextLength)
        {
            _byText[text] = result;
        }

        return true;
    }

    private sealed class Comparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] obj) => GetHashCode(obj.AsSpan());

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = default(HashCode);
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
