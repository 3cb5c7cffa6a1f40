using System.Net;

namespace TorIntel.Benchmarks;

/// <summary>A stream of addresses to look up in a set, in all the forms that contestants take, with the number of hits that each must find.</summary>
internal sealed class Workload
{
    /// <summary>So many that no branch predictor can learn them by heart, and that objects come from memory, as those of a busy server do.</summary>
    public const int Probes = 1_048_576;

    /// <summary>Fewer, because text that is looked up has just been read, and is in the cache.</summary>
    public const int TextProbes = 65_536;

    private Workload(RelaySet set, IPAddressValue[] addresses, int hits)
    {
        Set = set;
        Addresses = addresses;
        Hits = hits;
    }

    public RelaySet Set { get; }

    public IPAddressValue[] Addresses { get; }

    public int Hits { get; }

    /// <summary>Gets the hits that a MaxMind database can have: it does not take 6to4 addresses.</summary>
    public int HitsOutside6to4 { get; private init; }

    public static bool IsIPv4(ProbeStream stream) => stream < ProbeStream.V6Miss;

    public static Workload Make(RelaySet set, ProbeStream stream, int probes = Probes)
    {
        var addresses = new ProbeMaker(set).Make(stream, probes);
        var relays = new HashSet<UInt128>(set.Addresses.Select(address => address.ToIPv6()));
        var hits = addresses.Count(address => relays.Contains(address.ToIPv6()));
        int? expected = stream switch
        {
            ProbeStream.V4RandomMiss or ProbeStream.V6Miss => ProbeMaker.HitsOfMissStream(probes),
            ProbeStream.V4NearMiss => 0,
            ProbeStream.V4Half or ProbeStream.V6Half => probes / 2,
            ProbeStream.V4Hits or ProbeStream.V6Hits => probes,
            _ => null,
        };
        if (addresses.Length != probes || (expected is not null && hits != expected) || addresses.Any(address => address.IsIPv4 != IsIPv4(stream)))
        {
            throw new InvalidOperationException($"The workload {stream} hits {hits} times, which is not what its name says.");
        }

        var hits6to4 = addresses.Count(address => address.ToIPv6() >> 112 == 0x2002 && relays.Contains(address.ToIPv6()));
        return new Workload(set, addresses, hits) { HitsOutside6to4 = hits - hits6to4 };
    }

    public uint[] ToV4() => [.. Addresses.Select(address => address.ToIPv4())];

    public UInt128[] ToV6() => [.. Addresses.Select(address => address.ToIPv6())];

    public IPAddress[] ToIPAddresses() => [.. Addresses.Select(address => address.ToIPAddress())];

    public string[] ToStrings() => [.. Addresses.Select(address => address.ToString())];

    public PackedText ToText() => new(Addresses);

    /// <summary>Throws if a contestant does not find what is there.</summary>
    public static void Check(string contestant, long hits, long expected)
    {
        if (hits != expected)
        {
            throw new InvalidOperationException($"{contestant} finds {hits} addresses of {expected}.");
        }
    }
}
