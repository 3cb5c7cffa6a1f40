namespace TorIntel.Tests;

/// <summary>Longest-prefix match by looking at every prefix.</summary>
internal sealed class LinearOracle(IEnumerable<KeyValuePair<IPPrefix, uint>> prefixes) : IMatchOracle
{
    private readonly KeyValuePair<IPPrefix, uint>[] _prefixes = [.. prefixes];

    public uint? Match(IPAddressValue address)
    {
        uint? best = null;
        var bestLength = -1;
        foreach (var (prefix, value) in _prefixes)
        {
            // The last of equal prefixes counts.
            if (prefix.Length >= bestLength && Covers(prefix, address))
            {
                (best, bestLength) = (value, prefix.Length);
            }
        }

        return best;
    }

    private static bool Covers(IPPrefix prefix, IPAddressValue address)
    {
        if (prefix.IsIPv4 != address.IsIPv4)
        {
            return false;
        }

        var ignored = (prefix.IsIPv4 ? 32 : 128) - prefix.Length;
        var difference = prefix.Address.ToIPv6() ^ address.ToIPv6();
        return ignored == 128 || difference >> ignored == 0;
    }
}
