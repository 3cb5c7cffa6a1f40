using System.Collections.Frozen;
using System.Net;
using MaxMind.Db;

namespace TorIntel.Benchmarks;

/// <summary>The same loop for every contestant: look each address up and count the hits.</summary>
internal static class LookupLoops
{
    public static int Count(IPPrefixIndex index, uint[] probes)
    {
        var hits = 0;
        foreach (var probe in probes)
        {
            if (index.Contains(probe))
            {
                hits++;
            }
        }

        return hits;
    }

    public static int Count(IPPrefixIndex index, UInt128[] probes)
    {
        var hits = 0;
        foreach (var probe in probes)
        {
            if (index.Contains(probe))
            {
                hits++;
            }
        }

        return hits;
    }

    public static int Count(IPPrefixIndex index, IPAddress[] probes)
    {
        var hits = 0;
        foreach (var probe in probes)
        {
            if (index.Contains(probe))
            {
                hits++;
            }
        }

        return hits;
    }

    public static int Count(FrozenSet<uint> set, uint[] probes)
    {
        var hits = 0;
        foreach (var probe in probes)
        {
            if (set.Contains(probe))
            {
                hits++;
            }
        }

        return hits;
    }

    public static int Count(FrozenSet<UInt128> set, UInt128[] probes)
    {
        var hits = 0;
        foreach (var probe in probes)
        {
            if (set.Contains(probe))
            {
                hits++;
            }
        }

        return hits;
    }

    public static int Count(FrozenSet<IPAddress> set, IPAddress[] probes)
    {
        var hits = 0;
        foreach (var probe in probes)
        {
            if (set.Contains(probe))
            {
                hits++;
            }
        }

        return hits;
    }

    public static int Count(HashSet<IPAddress> set, IPAddress[] probes)
    {
        var hits = 0;
        foreach (var probe in probes)
        {
            if (set.Contains(probe))
            {
                hits++;
            }
        }

        return hits;
    }

    public static int Count(FrozenSet<string> set, string[] probes)
    {
        var hits = 0;
        foreach (var probe in probes)
        {
            if (set.Contains(probe))
            {
                hits++;
            }
        }

        return hits;
    }

    public static int CountSorted(uint[] sorted, uint[] probes)
    {
        var hits = 0;
        foreach (var probe in probes)
        {
            if (Array.BinarySearch(sorted, probe) >= 0)
            {
                hits++;
            }
        }

        return hits;
    }

    public static int CountSorted(UInt128[] sorted, UInt128[] probes)
    {
        var hits = 0;
        foreach (var probe in probes)
        {
            if (Array.BinarySearch(sorted, probe) >= 0)
            {
                hits++;
            }
        }

        return hits;
    }

    public static int Count(Reader database, IPAddress[] probes)
    {
        var hits = 0;
        foreach (var probe in probes)
        {
            if (database.Find<Dictionary<string, object>>(probe) is not null)
            {
                hits++;
            }
        }

        return hits;
    }

    public static int CountLinear(IPNetwork[] networks, ReadOnlySpan<IPAddress> probes)
    {
        var hits = 0;
        foreach (var probe in probes)
        {
            foreach (var network in networks)
            {
                if (network.Contains(probe))
                {
                    hits++;
                    break;
                }
            }
        }

        return hits;
    }

    public static int CountLinear(IPNetwork2[] networks, ReadOnlySpan<IPAddress> probes)
    {
        var hits = 0;
        foreach (var probe in probes)
        {
            foreach (var network in networks)
            {
                if (network.Contains(probe))
                {
                    hits++;
                    break;
                }
            }
        }

        return hits;
    }
}
