namespace TorIntel.MaxMind.Tests;

/// <summary>What a database is to say, found by looking at every prefix.</summary>
internal sealed class Oracle<T>(IEnumerable<(IPPrefix Prefix, T? Value)> entries, bool aliases)
    where T : class
{
    private static readonly IPPrefix s_sixToFour = IPPrefix.Parse("2002::/16");
    private readonly (IPPrefix Prefix, T? Value)[] _entries = [.. entries];

    public T? Find(IPAddressValue address)
    {
        var longest = Longest(address);
        if (!aliases || !s_sixToFour.Contains(address) || (longest is { } found && s_sixToFour.Contains(found.Prefix)))
        {
            return longest?.Value;
        }

        // A cut counts for nothing, so a prefix around the alias shines through.
        return Longest(IPAddressValue.FromIPv4((uint)(address.ToIPv6() >> 80)))?.Value ?? longest?.Value;
    }

    private (IPPrefix Prefix, T? Value)? Longest(IPAddressValue address)
    {
        (IPPrefix Prefix, T? Value)? longest = null;
        foreach (var entry in _entries)
        {
            if (entry.Prefix.Contains(address) && (longest is null || entry.Prefix.Length >= longest.Value.Prefix.Length))
            {
                longest = entry;
            }
        }

        return longest;
    }
}
