namespace TorIntel.Tests;

/// <summary>Longest-prefix match by one dictionary look-up for each prefix length: for sets on which <see cref="LinearOracle"/> takes too long.</summary>
internal sealed class LengthOracle : IMatchOracle
{
    private readonly Dictionary<IPPrefix, uint> _values = [];

    public LengthOracle(IEnumerable<KeyValuePair<IPPrefix, uint>> prefixes)
    {
        foreach (var (prefix, value) in prefixes)
        {
            _values[prefix] = value;
        }
    }

    public uint? Match(IPAddressValue address)
    {
        for (var length = address.IsIPv4 ? 32 : 128; length >= 0; length--)
        {
            if (_values.TryGetValue(PrefixSet.Cut(address, length), out var value))
            {
                return value;
            }
        }

        return null;
    }
}
