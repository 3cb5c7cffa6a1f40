namespace TorIntel;

/// <summary>The findings of one view that were made before, for addresses come again. Bounded: where the four places of an address are taken, one of them is replaced.</summary>
/// <remarks>Safe for any number of threads: entries are immutable, and a lost write costs time only.</remarks>
internal sealed class FindingCache(TorNetwork network)
{
    private const int Size = 1024;
    private const int Ways = 4;

    private readonly Entry?[] _entries = new Entry?[Size];
    private int _next;

    public TorNetwork Network { get; } = network;

    public TorFinding? Find(in FindingKey key)
    {
        foreach (ref var place in PlacesOf(key))
        {
            if (Volatile.Read(ref place) is { } entry && entry.Key.IsSameAs(key))
            {
                return entry.Finding;
            }
        }

        return null;
    }

    public void Add(in FindingKey key, TorFinding finding)
    {
        var places = PlacesOf(key);
        var way = 0;
        while (way < Ways && places[way] is not null)
        {
            way++;
        }

        Volatile.Write(ref places[way < Ways ? way : _next++ & (Ways - 1)], new Entry(key, finding));
    }

    private Span<Entry?> PlacesOf(in FindingKey key) => _entries.AsSpan(key.Hash & (Size - Ways), Ways);

    private sealed class Entry(in FindingKey key, TorFinding finding)
    {
        private readonly FindingKey _key = key;

        public ref readonly FindingKey Key => ref _key;

        public TorFinding Finding { get; } = finding;
    }
}
