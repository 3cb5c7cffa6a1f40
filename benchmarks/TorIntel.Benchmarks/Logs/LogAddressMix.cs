namespace TorIntel.Benchmarks;

/// <summary>The public addresses of a made-up log: a listed one now and then, else random ones, one in ten IPv6. Random addresses are the hardest case, no cache knows them.</summary>
/// <param name="planted">The addresses of which hits are made.</param>
/// <param name="avoided">The addresses that no other event has.</param>
/// <param name="hitRate">The share of events with a listed address.</param>
/// <param name="random">The source of everything that is random.</param>
internal sealed class LogAddressMix(IReadOnlyList<IPAddressValue> planted, IPPrefixIndex avoided, double hitRate, Random random)
{
    public long Hits { get; private set; }

    /// <summary>The public address of the next event.</summary>
    public IPAddressValue Next()
    {
        if (random.NextDouble() >= hitRate)
        {
            return Unlisted();
        }

        Hits++;
        return planted[random.Next(planted.Count)];
    }

    /// <summary>A public address that is in no list.</summary>
    public IPAddressValue Unlisted() => random.Next(10) == 0 ? UnlistedV6() : UnlistedV4();

    public IPAddressValue UnlistedV4()
    {
        while (true)
        {
            var address = IPAddressValue.FromIPv4((uint)random.NextInt64(0x0B00_0000, 0xDF00_0000));
            if (IsUnlisted(address))
            {
                return address;
            }
        }
    }

    /// <summary>A client of ours.</summary>
    public IPAddressValue Client() => IPAddressValue.FromIPv4(0x0A00_0000 | (uint)random.Next(1, 1 << 24));

    /// <summary>A server of ours.</summary>
    public IPAddressValue Server() => IPAddressValue.FromIPv4(0x0A00_0A00 | (uint)random.Next(1, 255));

    private IPAddressValue UnlistedV6()
    {
        while (true)
        {
            var network = 0x2000_0000_0000_0000 | (ulong)random.NextInt64(0x0001_0200_0000_0000, 0x0C00_0000_0000_0000);
            var host = random.Next(2) == 0 ? (ulong)random.Next(1, 1 << 16) : (ulong)random.NextInt64();
            var address = IPAddressValue.FromIPv6(new UInt128(network, host));
            if (IsUnlisted(address))
            {
                return address;
            }
        }
    }

    private bool IsUnlisted(IPAddressValue address) => !avoided.Contains(address) && SpecialPurposeRanges.IsGloballyReachable(address);
}
