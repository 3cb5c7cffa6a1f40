namespace TorIntel.Benchmarks;

/// <summary>A list far longer than Tor's: hosts and networks of both families.</summary>
internal static class ManyPrefixes
{
    public static HashSet<IPPrefix> Make(int count)
    {
        var random = new Random(count);
        var prefixes = new HashSet<IPPrefix>(count);
        while (prefixes.Count < count)
        {
            var v4 = (uint)random.NextInt64(0x0B00_0000, 0xDF00_0000);
            var (high, low) = (0x2A00_0000_0000_0000 | (ulong)random.NextInt64(1L << 56), (ulong)random.NextInt64());
            var (address, length) = random.Next(10) switch
            {
                < 6 => (IPAddressValue.FromIPv4(v4), 32),
                < 8 => (IPAddressValue.FromIPv4(v4 & 0xFFFF_FF00), 24),
                8 => (IPAddressValue.FromIPv6(new UInt128(high, 0)), 64),
                _ => (IPAddressValue.FromIPv6(new UInt128(high, low)), 128),
            };
            if (SpecialPurposeRanges.IsGloballyReachable(address) && IPPrefix.TryCreate(address, length, out var prefix))
            {
                prefixes.Add(prefix);
            }
        }

        return prefixes;
    }
}
