namespace TorIntel;

/// <summary>The findings of one view that were made before, for addresses come again. Bounded: one that falls on the place of another replaces it.</summary>
/// <remarks>Safe for any number of threads: entries are immutable, and a lost write costs time only.</remarks>
internal sealed class FindingCache(TorNetwork network)
{
    private const int Size = 1024;

    private readonly Entry?[] _entries = new Entry?[Size];

    public TorNetwork Network { get; } = network;

    public TorFinding? Find(in FindingKey key) => Volatile.Read(ref _entries[key.Hash & (Size - 1)]) is { } entry && entry.Key.IsSameAs(key) ? entry.Finding : null;

    public void Add(in FindingKey key, TorFinding finding) => Volatile.Write(ref _entries[key.Hash & (Size - 1)], new Entry(key, finding));

    private sealed class Entry(in FindingKey key, TorFinding finding)
    {
        private readonly FindingKey _key = key;

        public ref readonly FindingKey Key => ref _key;

        public TorFinding Finding { get; } = finding;
    }
}
