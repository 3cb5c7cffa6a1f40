namespace TorIntel.Benchmarks;

/// <summary>Makes the streams of a set, the same ones in every run.</summary>
internal sealed class ProbeMaker(RelaySet set)
{
    private readonly HashSet<IPAddressValue> _relays = [.. set.Addresses];
    private readonly Random _random = new(20_251_123);

    public static int HitsOfMissStream(int count) => count / 1_000;

    public IPAddressValue[] Make(ProbeStream stream, int count) => stream switch
    {
        ProbeStream.V4RandomMiss => Mix(count, HitsOfMissStream(count), RelayV4, () => IPAddressValue.FromIPv4((uint)_random.NextInt64(1L << 32))),
        ProbeStream.V4NearMiss => Mix(count, 0, RelayV4, NeighbourV4),
        ProbeStream.V4Half => Mix(count, count / 2, RelayV4, () => IPAddressValue.FromIPv4((uint)_random.NextInt64(1L << 32))),
        ProbeStream.V4Hits => Mix(count, count, RelayV4, NeighbourV4),
        ProbeStream.V6Miss => Mix(count, HitsOfMissStream(count), RelayV6, StrangerV6),
        ProbeStream.V6Half => Mix(count, count / 2, RelayV6, StrangerV6),
        ProbeStream.V6Hits => Mix(count, count, RelayV6, StrangerV6),
        ProbeStream.V4Logs => Repeat(LogAddresses.Read(), count),
        _ => throw new ArgumentOutOfRangeException(nameof(stream)),
    };

    private IPAddressValue[] Mix(int count, int hits, Func<IPAddressValue> relay, Func<IPAddressValue> stranger)
    {
        var probes = new IPAddressValue[count];
        for (var i = 0; i < count; i++)
        {
            probes[i] = i < hits ? relay() : Miss(stranger);
        }

        _random.Shuffle(probes);
        return probes;
    }

    private IPAddressValue Miss(Func<IPAddressValue> stranger)
    {
        while (true)
        {
            var address = stranger();
            if (!_relays.Contains(address))
            {
                return address;
            }
        }
    }

    // Without logs: a busy day of a web server, few clients over and over.
    private IPAddressValue[] Repeat(IReadOnlyList<IPAddressValue> addresses, int count)
    {
        IPAddressValue[] v4 = [.. addresses.Where(address => address.IsIPv4)];
        if (v4.Length == 0)
        {
            v4 = [.. Enumerable.Range(0, 20_000).Select(_ => _random.Next(50) == 0 ? RelayV4() : IPAddressValue.FromIPv4((uint)_random.NextInt64(1L << 32)))];
        }

        return [.. Enumerable.Range(0, count).Select(i => v4[i % v4.Length])];
    }

    private IPAddressValue RelayV4() => IPAddressValue.FromIPv4(set.V4[_random.Next(set.V4.Length)]);

    private IPAddressValue RelayV6() => IPAddressValue.FromIPv6(set.V6[_random.Next(set.V6.Length)]);

    private IPAddressValue NeighbourV4() => IPAddressValue.FromIPv4((set.V4[_random.Next(set.V4.Length)] & 0xFFFF_FF00) | (uint)_random.Next(256));

    private IPAddressValue StrangerV6()
    {
        var low = (ulong)_random.NextInt64(long.MinValue, long.MaxValue);
        var high = _random.Next(2) == 0
            ? ((ulong)(set.V6[_random.Next(set.V6.Length)] >> 64) & 0xFFFF_FFFF_0000_0000) | (uint)_random.NextInt64(1L << 32)
            : (ulong)_random.NextInt64(0x2000_0000_0000_0000, 0x3FFF_FFFF_FFFF_FFFF);
        return IPAddressValue.FromIPv6(new UInt128(high, low));
    }
}
