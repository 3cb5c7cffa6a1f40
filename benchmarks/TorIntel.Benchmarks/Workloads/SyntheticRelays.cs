namespace TorIntel.Benchmarks;

/// <summary>Relay addresses as the real lists have them: many in few hosters' networks, some alone.</summary>
internal static class SyntheticRelays
{
    public static IEnumerable<IPAddressValue> Make(int countOfV4, int countOfV6)
    {
        var random = new Random(countOfV4);
        HashSet<IPAddressValue> v4 = [];
        uint[] subnets = [.. Enumerable.Range(0, countOfV4 / 2).Select(_ => (uint)random.NextInt64(1L << 24, 223L << 24) & 0xFFFF_FF00)];
        while (v4.Count < countOfV4)
        {
            AddReachable(v4, IPAddressValue.FromIPv4(subnets[random.Next(random.Next(subnets.Length) + 1)] | (uint)random.Next(1, 255)));
        }

        HashSet<IPAddressValue> v6 = [];
        ulong[] hosters = [.. Enumerable.Range(0, countOfV6 / 6).Select(_ => (ulong)random.NextInt64(0x2001_0200, 0x2C00_0000) << 32)];
        while (v6.Count < countOfV6)
        {
            var network = hosters[random.Next(random.Next(hosters.Length) + 1)] | (uint)random.Next();
            var host = random.Next(2) == 0 ? (ulong)random.Next(1, 256) : (ulong)random.NextInt64();
            AddReachable(v6, IPAddressValue.FromIPv6(new UInt128(network, host)));
        }

        return v4.Concat(v6);
    }

    // Lists are cleaned of others when they are loaded.
    private static void AddReachable(HashSet<IPAddressValue> addresses, IPAddressValue address)
    {
        if (SpecialPurposeRanges.IsGloballyReachable(address))
        {
            addresses.Add(address);
        }
    }
}
