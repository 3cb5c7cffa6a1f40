using System.Net;

namespace TorIntel.Benchmarks;

/// <summary>Events as sensors at the border see them: a client of ours, a public server, one in ten over IPv6.</summary>
internal sealed class EventWorkload
{
    public const int Count = 65_536;

    private EventWorkload(TorEvent[] events, (IPAddress Source, IPAddress Destination)[] pairs, int hits)
    {
        Events = events;
        Pairs = pairs;
        Hits = hits;
    }

    public TorEvent[] Events { get; }

    public (IPAddress Source, IPAddress Destination)[] Pairs { get; }

    public int Hits { get; }

    public static EventWorkload Make(RelaySet listed, int hitPercent)
    {
        var random = new Random(2026);
        var index = listed.ToIndex();
        uint[] misses = [.. Workload.Make(listed, ProbeStream.V4RandomMiss).ToV4().Where(address => !index.Contains(address))];
        UInt128[] misses6 = [.. Workload.Make(listed, ProbeStream.V6Miss).ToV6().Where(address => !index.Contains(address))];
        var events = new TorEvent[Count];
        var pairs = new (IPAddress, IPAddress)[Count];
        var hits = 0;
        for (var i = 0; i < Count; i++)
        {
            var isHit = random.Next(100) < hitPercent;
            var destination = isHit ? listed.Addresses[random.Next(listed.Addresses.Length)]
                : i % 10 == 0 ? IPAddressValue.FromIPv6(misses6[i % misses6.Length])
                : IPAddressValue.FromIPv4(misses[i % misses.Length]);
            events[i] = new TorEvent
            {
                Source = IPAddressValue.FromIPv4(0x0A00_0000 | (uint)random.Next(1 << 24)),
                SourcePort = (ushort)random.Next(32768, 61000),
                Destination = destination,
                DestinationPort = 443,
                Transport = TransportProtocol.Tcp,
            };
            pairs[i] = (events[i].Source.ToIPAddress(), destination.ToIPAddress());
            hits += isHit ? 1 : 0;
        }

        return new EventWorkload(events, pairs, hits);
    }

    /// <summary>The view of the addresses as exits and as nothing else.</summary>
    public static TorNetwork NetworkOf(RelaySet listed) => NetworkOf(listed.Addresses.Select(IPPrefix.Host));

    /// <summary>The view of the prefixes as exits and as nothing else.</summary>
    public static TorNetwork NetworkOf(IEnumerable<IPPrefix> prefixes)
    {
        var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
        foreach (var prefix in prefixes)
        {
            builder.AddExitAddress(prefix);
        }

        return builder.Build();
    }
}
