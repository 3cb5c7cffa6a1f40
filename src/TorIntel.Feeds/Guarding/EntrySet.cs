namespace TorIntel.Feeds;

/// <summary>The addresses of a document, to be compared with those of another: as sorted hashes, eight bytes an address.</summary>
internal sealed class EntrySet
{
    private readonly ulong[] _hashes; // ascending, each once

    public EntrySet(IEnumerable<IPPrefix> prefixes)
    {
        var hashes = prefixes.Select(Hash).ToArray();
        Array.Sort(hashes);
        var count = 0;
        foreach (var hash in hashes)
        {
            if (count == 0 || hashes[count - 1] != hash)
            {
                hashes[count++] = hash;
            }
        }

        _hashes = hashes[..count];
    }

    public static EntrySet Empty { get; } = new([]);

    public int Count => _hashes.Length;

    /// <summary>Counts what both have. O(n).</summary>
    public int CountCommon(EntrySet other)
    {
        var (i, j, common) = (0, 0, 0);
        while (i < _hashes.Length && j < other._hashes.Length)
        {
            var (a, b) = (_hashes[i], other._hashes[j]);
            common += a == b ? 1 : 0;
            i += a <= b ? 1 : 0;
            j += b <= a ? 1 : 0;
        }

        return common;
    }

    // Two addresses of 64 bits' hash alike once in a century of lists; a guard that counts in percent does not notice.
    private static ulong Hash(IPPrefix prefix)
    {
        var bits = prefix.Address.ToIPv6();
        var hash = ((ulong)(bits >> 64) * 0x9E3779B97F4A7C15) ^ ((ulong)bits + ((ulong)prefix.Length << 56));
        hash = (hash ^ (hash >> 32)) * 0xD6E8FEB86659FD93;
        return hash ^ (hash >> 29);
    }
}
