namespace TorIntel.Tests;

/// <summary>Prefixes with values, and the addresses that tell most about an index of them.</summary>
public sealed class PrefixSet
{
    public PrefixSet(IEnumerable<KeyValuePair<IPPrefix, uint>> entries, IEnumerable<IPAddressValue> others)
    {
        Entries = [.. entries];
        Probes = [.. Entries.SelectMany(entry => Edges(entry.Key)).Concat(others)];
    }

    public IReadOnlyList<KeyValuePair<IPPrefix, uint>> Entries { get; }

    /// <summary>Gets the first and last address of every prefix, their neighbours, and others.</summary>
    public IReadOnlyList<IPAddressValue> Probes { get; }

    /// <summary>The prefix of a length that an address lies in; lengths beyond the family's are cut to it.</summary>
    public static IPPrefix Cut(IPAddressValue address, int length)
    {
        var ignored = Math.Max(0, (address.IsIPv4 ? 32 : 128) - length);
        var first = ignored == 128 ? UInt128.Zero : (address.ToIPv6() >> ignored) << ignored;
        Assert.True(IPPrefix.TryCreate(IPAddressValue.FromIPv6(first), Math.Min(length, address.IsIPv4 ? 32 : 128), out var prefix));
        return prefix;
    }

    public override string ToString() => string.Join(", ", Entries.Select(entry => $"{entry.Key}={entry.Value}"));

    private static IEnumerable<IPAddressValue> Edges(IPPrefix prefix)
    {
        var first = prefix.Address.ToIPv6();
        var ignored = (prefix.IsIPv4 ? 32 : 128) - prefix.Length;
        var last = first + (ignored == 128 ? UInt128.MaxValue : (UInt128.One << ignored) - 1);
        var middle = first + ((last - first) / 2);
        return new[] { first, last, middle, unchecked(first - 1), unchecked(last + 1) }.Select(IPAddressValue.FromIPv6);
    }
}
