namespace TorIntel;

/// <summary>Parses each text of a policy summary once: thousands of relays share a few hundred of them.</summary>
internal sealed class ExitPolicySummaryCache
{
    // A bound on what hostile documents can have kept beyond the relays themselves.
    private const int MaxCount = 10_000;
    private const int MaxTextLength = 1024;

    private readonly Dictionary<byte[], ExitPolicySummary?> _byText = new(BytesComparer.Instance);
    private readonly Dictionary<byte[], ExitPolicySummary?>.AlternateLookup<ReadOnlySpan<byte>> _bySpan;

    public ExitPolicySummaryCache() => _bySpan = _byText.GetAlternateLookup<ReadOnlySpan<byte>>();

    /// <summary>Gets the summary of a text such as <c>accept 80,443</c>; null if it is none.</summary>
    public ExitPolicySummary? Get(ReadOnlySpan<byte> text)
    {
        if (_bySpan.TryGetValue(text, out var summary))
        {
            return summary;
        }

        summary = ExitPolicySummary.TryParse(text, out var parsed) ? parsed : null;
        if (_byText.Count < MaxCount && text.Length <= MaxTextLength)
        {
            _byText.Add(text.ToArray(), summary);
        }

        return summary;
    }

    private sealed class BytesComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public static BytesComparer Instance { get; } = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(byte[] obj) => GetHashCode(obj.AsSpan());

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = default(HashCode);
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
