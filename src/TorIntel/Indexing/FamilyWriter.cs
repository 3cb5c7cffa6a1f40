using System.Numerics;

namespace TorIntel;

/// <summary>Writes the sections of one address family.</summary>
internal sealed class FamilyWriter(BlockWriter writer, bool isIPv4)
{
    // Sixteen filter bits for a host let one miss in sixteen pass at worst; two or three slots for a host answer most hits at the first probe.
    private const int FilterBitsPerHost = 16;
    private const int FewHosts = 4096;
    private const int LongestGoodProbe = 24;

    private readonly int _hostLength = isIPv4 ? 32 : 128;
    private readonly int _hashBits = isIPv4 ? 32 : 64;
    private readonly int _minFilterWords = isIPv4 ? 2048 : 1024;

    public FamilyLayout Write(List<PrefixEntry> entries)
    {
        List<PrefixEntry> hosts = [];
        List<PrefixEntry> shorter = [];
        foreach (var entry in entries)
        {
            (entry.Length == _hostLength ? hosts : shorter).Add(entry);
        }

        var layout = new FamilyLayout { HostCount = hosts.Count, PrefixCount = shorter.Count };
        WriteHosts(hosts, ref layout);
        WritePrefixes(shorter, ref layout);
        return layout;
    }

    private void WriteHosts(List<PrefixEntry> hosts, ref FamilyLayout layout)
    {
        var filter = new uint[hosts.Count == 0 ? 1 : FilterWords(hosts.Count)];
        layout.FilterShift = _hashBits - IndexHash.FilterHashBits(filter.Length);
        layout.SlotCount = Math.Max(1, hosts.Count * (hosts.Count < FewHosts ? 3 : 2));

        var slots = ChooseSeed(hosts, ref layout);
        foreach (var host in hosts)
        {
            var (word, bits) = IndexHash.FilterBits((uint)(Hash(host, layout.HashSeed) >> layout.FilterShift));
            filter[word] |= bits;
        }

        layout.Filter = writer.Add<uint>(filter);
        layout.WideSlots = hosts.Count < ushort.MaxValue ? 0 : 1;
        layout.Slots = layout.WideSlots != 0 ? writer.Add<uint>(slots) : writer.Add<ushort>(Array.ConvertAll(slots, slot => (ushort)slot));
        layout.HostKeys = AddKeys(hosts);
        layout.HostValueBase = hosts.Count == 0 ? 0 : hosts[0].Value;
        var (hostValueBase, i) = (layout.HostValueBase, 0u);
        layout.HostValues = hosts.TrueForAll(host => host.Value == hostValueBase + i++) ? 0 : writer.Add<uint>(hosts.Select(host => host.Value).ToArray());
    }

    private int FilterWords(int hostCount) =>
        (int)Math.Clamp(BitOperations.RoundUpToPowerOf2((ulong)hostCount * FilterBitsPerHost / 32), (uint)_minFilterWords, IndexHash.MaxFilterWords);

    // A list made to collide with one seed gets another; if it collides with all, the best of them.
    private uint[] ChooseSeed(List<PrefixEntry> hosts, ref FamilyLayout layout)
    {
        uint[]? best = null;
        var bestProbe = int.MaxValue;
        for (var seed = 0; seed < IndexHash.Seeds && bestProbe > LongestGoodProbe; seed++)
        {
            var (slots, probe) = FillSlots(hosts, layout.SlotCount, seed);
            if (probe < bestProbe)
            {
                (best, bestProbe, layout.HashSeed) = (slots, probe, seed);
            }
        }

        return best!;
    }

    // Linear probing without wrapping around: the table grows behind its end and closes with two empty slots, because lookups read slots in pairs.
    private (uint[] Slots, int LongestProbe) FillSlots(List<PrefixEntry> hosts, int slotCount, int seed)
    {
        var slots = new uint[slotCount + hosts.Count + 2];
        var longest = 0;
        var used = slotCount;
        for (var i = 0; i < hosts.Count; i++)
        {
            var hash = Hash(hosts[i], seed) >> (_hashBits - 32);
            var home = (int)((hash * (uint)slotCount) >> 32);
            var slot = home;
            while (slots[slot] != 0)
            {
                slot++;
            }

            slots[slot] = (uint)i + 1;
            longest = Math.Max(longest, slot - home);
            used = Math.Max(used, slot + 1);
        }

        return (slots[..(used + 2)], longest);
    }

    private ulong Hash(PrefixEntry host, int seed)
    {
        if (isIPv4)
        {
            return (uint)(host.Bits >> 96) * IndexHash.Multiplier4(seed);
        }

        var (high, low) = IndexHash.Multipliers6(seed);
        return ((ulong)(host.Bits >> 64) * high) + ((ulong)host.Bits * low);
    }

    private void WritePrefixes(List<PrefixEntry> prefixes, ref FamilyLayout layout)
    {
        var trie = new TrieBuilder(prefixes);
        var root = isIPv4 ? trie.BuildWideRoot() : trie.Build();
        layout.PrefixKeys = AddKeys(prefixes);
        layout.PrefixLengths = writer.Add<byte>(prefixes.Select(prefix => prefix.Length).ToArray());
        layout.PrefixParents = writer.Add<uint>(trie.Parents);
        layout.PrefixValues = writer.Add<uint>(prefixes.Select(prefix => prefix.Value).ToArray());
        layout.NodeCount = trie.Nodes.Count;
        layout.Nodes = writer.Add<TrieNode>(trie.Nodes.ToArray());
        layout.RootEntry = root;
        if (isIPv4 && prefixes.Count != 0)
        {
            layout.RootEntry = (uint)trie.Entries.Count;
            (layout.TrieRoot, layout.TrieRanks) = AddWideRoot(trie);
        }

        layout.EntryCount = trie.Entries.Count;
        layout.Entries = writer.Add<uint>(trie.Entries.ToArray());
    }

    private (int Bitmap, int Ranks) AddWideRoot(TrieBuilder trie)
    {
        var bitmap = new ulong[TrieBuilder.WideRootSlots / 64];
        var ranks = new ushort[bitmap.Length];
        var before = 0;
        for (var i = 0; i < TrieBuilder.WideRootSlots; i++)
        {
            if (i % 64 == 0)
            {
                ranks[i / 64] = (ushort)before;
            }

            if (trie.WideRoot[i] != 0)
            {
                bitmap[i / 64] |= 1ul << (i % 64);
                trie.Entries.Add(trie.WideRoot[i]);
                before++;
            }
        }

        return (writer.Add<ulong>(bitmap), writer.Add<ushort>(ranks));
    }

    private int AddKeys(List<PrefixEntry> entries)
    {
        if (isIPv4)
        {
            return writer.Add<uint>(entries.Select(entry => (uint)(entry.Bits >> 96)).ToArray());
        }

        var keys = new ulong[entries.Count * 2];
        for (var i = 0; i < entries.Count; i++)
        {
            keys[2 * i] = (ulong)(entries[i].Bits >> 64);
            keys[(2 * i) + 1] = (ulong)entries[i].Bits;
        }

        return writer.Add<ulong>(keys);
    }
}
