using System.Numerics;

namespace TorIntel.Controls;

/// <summary>Sets of addresses as runs from a first to a last one, sorted, apart from one another.</summary>
internal sealed class AddressRuns
{
    private AddressRuns(List<(uint Start, uint End)> ipv4, List<(UInt128 Start, UInt128 End)> ipv6)
    {
        IPv4 = ipv4;
        IPv6 = ipv6;
    }

    public List<(uint Start, uint End)> IPv4 { get; }

    public List<(UInt128 Start, UInt128 End)> IPv6 { get; }

    public static AddressRuns Of(IEnumerable<IPPrefix> prefixes)
    {
        ArgumentNullException.ThrowIfNull(prefixes);
        var (ipv4, ipv6) = (new Bounds<uint>(), new Bounds<UInt128>());
        foreach (var prefix in prefixes)
        {
            if (prefix.IsIPv4)
            {
                var start = prefix.Address.ToIPv4();
                ipv4.Add(start, start | (uint)(0xFFFF_FFFFUL >> prefix.Length));
            }
            else
            {
                var start = prefix.Address.ToIPv6();
                ipv6.Add(start, prefix.IsHost ? start : start | (UInt128.MaxValue >> prefix.Length)); // A shift by 128 would be one by 0.
            }
        }

        return new AddressRuns(ipv4.Join(), ipv6.Join());
    }

    public AddressRuns Without(AddressRuns exceptions) => new(Without(IPv4, exceptions.IPv4), Without(IPv6, exceptions.IPv6));

    private static List<(T Start, T End)> Without<T>(List<(T Start, T End)> runs, List<(T Start, T End)> exceptions)
        where T : struct, IBinaryInteger<T>
    {
        if (exceptions.Count == 0)
        {
            return runs;
        }

        List<(T Start, T End)> rest = [];
        var next = 0; // the first exception that does not end before the run
        foreach (var (runStart, end) in runs)
        {
            var start = runStart;
            var isEmpty = false;
            while (next < exceptions.Count && exceptions[next].End < start)
            {
                next++;
            }

            for (var i = next; i < exceptions.Count && exceptions[i].Start <= end && !isEmpty; i++)
            {
                if (exceptions[i].Start > start)
                {
                    rest.Add((start, exceptions[i].Start - T.One));
                }

                isEmpty = exceptions[i].End >= end;
                start = isEmpty ? start : exceptions[i].End + T.One;
            }

            if (!isEmpty)
            {
                rest.Add((start, end));
            }
        }

        return rest;
    }

    /// <summary>First and last addresses as they come.</summary>
    private sealed class Bounds<T>
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
    {
        private readonly List<T> _starts = [];
        private readonly List<T> _ends = [];
        private bool _hasWide;

        public void Add(T start, T end)
        {
            _starts.Add(start);
            _ends.Add(end);
            _hasWide |= start != end;
        }

        public List<(T Start, T End)> Join()
        {
            List<(T Start, T End)> runs = [];
            T[] starts = [.. _starts];
            var ends = starts;
            if (_hasWide)
            {
                ends = [.. _ends];
                Array.Sort(starts, ends);
            }
            else
            {
                Array.Sort(starts); // Single addresses, as lists mostly are: their ends come along.
            }

            for (var i = 0; i < starts.Length; i++)
            {
                var start = starts[i];
                var end = ends[i];
                for (; i + 1 < starts.Length && (end == T.MaxValue || starts[i + 1] <= end + T.One); i++)
                {
                    end = T.Max(end, ends[i + 1]);
                }

                runs.Add((start, end));
            }

            return runs;
        }
    }
}
