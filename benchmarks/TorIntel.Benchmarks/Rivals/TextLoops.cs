using System.Collections.Frozen;
using System.Net;
using System.Text;

namespace TorIntel.Benchmarks;

/// <summary>The same loop for every contestant: look each text up and count the hits.</summary>
internal static class TextLoops
{
    public static int Count(IPPrefixIndex index, PackedText texts)
    {
        var (hits, start) = (0, 0);
        foreach (var end in texts.Ends)
        {
            if (index.Contains(texts.Bytes[start..end]))
            {
                hits++;
            }

            start = end;
        }

        return hits;
    }

    public static int CountParsed(FrozenSet<IPAddress> set, PackedText texts)
    {
        var (hits, start) = (0, 0);
        foreach (var end in texts.Ends)
        {
            if (IPAddress.TryParse(texts.Bytes[start..end], out var address) && set.Contains(address))
            {
                hits++;
            }

            start = end;
        }

        return hits;
    }

    public static int CountParsed(HashSet<IPAddress> set, PackedText texts)
    {
        var (hits, start) = (0, 0);
        foreach (var end in texts.Ends)
        {
            if (IPAddress.TryParse(texts.Bytes[start..end], out var address) && set.Contains(address))
            {
                hits++;
            }

            start = end;
        }

        return hits;
    }

    public static int CountStrings(FrozenSet<string> set, PackedText texts)
    {
        var (hits, start) = (0, 0);
        foreach (var end in texts.Ends)
        {
            if (set.Contains(Encoding.UTF8.GetString(texts.Bytes[start..end])))
            {
                hits++;
            }

            start = end;
        }

        return hits;
    }

    /// <summary>Without a string for each address: finds canonical spelling only, like <see cref="CountStrings"/>.</summary>
    public static int CountWidened(FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> set, PackedText texts)
    {
        var (hits, start) = (0, 0);
        Span<char> buffer = stackalloc char[64];
        foreach (var end in texts.Ends)
        {
            var length = Encoding.UTF8.GetChars(texts.Bytes[start..end], buffer);
            if (set.Contains(buffer[..length]))
            {
                hits++;
            }

            start = end;
        }

        return hits;
    }
}
