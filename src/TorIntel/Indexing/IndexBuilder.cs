using System.Runtime.InteropServices;

namespace TorIntel;

/// <summary>Sorts prefixes and writes the block of an <see cref="IPPrefixIndex"/>.</summary>
internal static class IndexBuilder
{
    private const int Root4Bytes = 65536 / 8;

    public static byte[] Build(IEnumerable<KeyValuePair<IPPrefix, uint>> prefixes)
    {
        var (v4, v6) = Split(prefixes);
        var layout = new IndexLayout { Magic = IndexLayout.MagicNumber, Version = IndexLayout.CurrentVersion };
        var writer = new BlockWriter(Marshal.SizeOf<IndexLayout>());
        layout.Root4 = writer.Add<uint>(Root4(v4));
        layout.V4 = new FamilyWriter(writer, isIPv4: true).Write(v4);
        layout.V6 = new FamilyWriter(writer, isIPv4: false).Write(v6);
        layout.BlockLength = writer.Length;
        return writer.ToArray(in layout);
    }

    private static (List<PrefixEntry> V4, List<PrefixEntry> V6) Split(IEnumerable<KeyValuePair<IPPrefix, uint>> prefixes)
    {
        List<PrefixEntry> v4 = [];
        List<PrefixEntry> v6 = [];
        foreach (var (prefix, value) in prefixes)
        {
            (prefix.IsIPv4 ? v4 : v6).Add(new PrefixEntry(prefix.Bits, (byte)prefix.Length, value));
        }

        Sort(v4);
        Sort(v6);
        return (v4, v6);
    }

    // List.Sort is not stable, but "the last of equals counts" needs the order in which they came.
    private static void Sort(List<PrefixEntry> entries)
    {
        var order = new int[entries.Count];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        var items = CollectionsMarshal.AsSpan(entries).ToArray();
        Array.Sort(order, (a, b) =>
        {
            var result = PrefixEntry.Compare(items[a], items[b]);
            return result != 0 ? result : a.CompareTo(b);
        });

        entries.Clear();
        for (var i = 0; i < order.Length; i++)
        {
            var isLastOfEquals = i + 1 == order.Length || PrefixEntry.Compare(items[order[i]], items[order[i + 1]]) != 0;
            if (isLastOfEquals)
            {
                entries.Add(items[order[i]]);
            }
        }
    }

    private static uint[] Root4(List<PrefixEntry> entries)
    {
        var bits = new uint[Root4Bytes / sizeof(uint)];
        foreach (var entry in entries)
        {
            var first = (int)(uint)(entry.Bits >> 112);
            var count = entry.Length >= 16 ? 1 : 1 << (16 - entry.Length);
            for (var i = first; i < first + count; i++)
            {
                bits[i >> 5] |= 1u << (i & 31);
            }
        }

        return bits;
    }
}
