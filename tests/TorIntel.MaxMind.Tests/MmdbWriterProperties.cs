using System.Net;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace TorIntel.MaxMind.Tests;

/// <summary>Random nested prefixes against the oracle, read back by MaxMind's reader.</summary>
[Properties(Arbitrary = [typeof(MmdbWriterProperties)], MaxTest = 400)]
public sealed class MmdbWriterProperties
{
    // Few bits differ, so that prefixes nest, repeat and touch; some are inside the alias and some around it.
    private static readonly Gen<IPPrefix> s_prefix = Gen.OneOf(
        Prefix("10.0.0.0", isIPv4: true, 0, 6),
        Prefix("10.0.0.0", isIPv4: true, 24, 32),
        Prefix("2002:a00::", isIPv4: false, 10, 64),
        Prefix("2002:a00::", isIPv4: false, 40, 52),
        Prefix("2001:0:a00::", isIPv4: false, 28, 64),
        Prefix("2a00::", isIPv4: false, 120, 128),
        Gen.Elements(IPPrefix.Parse("::/0"), IPPrefix.Parse("2002::/16"), IPPrefix.Parse("::/80"), IPPrefix.Parse("2000::/3"), IPPrefix.Parse("0.0.0.0/0")));

    public static Arbitrary<(IPPrefix Prefix, int Value)[]> Entries() =>
        (from prefix in s_prefix from value in Gen.Choose(-1, 3) select (prefix, value)).ArrayOf().ToArbitrary();

    [Property]
    public void The_longest_prefix_wins_whatever_the_nesting((IPPrefix Prefix, int Value)[] entries, bool aliases, uint seed)
    {
        // -1 cuts out. Values of several types, some of which share parts.
        MmdbValue?[] values = [MmdbValue.FromString("zero"), MmdbValue.FromMap(("a", MmdbValue.FromString("zero"))), MmdbValue.FromBoolean(true), MmdbValue.FromArray(MmdbValue.FromMap(("a", MmdbValue.FromString("zero"))))];
        var given = entries.Select(entry => (entry.Prefix, entry.Value < 0 ? null : values[entry.Value])).ToArray();
        var oracle = new Oracle<MmdbValue>(given, aliases);
        var database = Databases.Write(given, Databases.Options with { AliasIPv4 = aliases });
        Assert.Equal(database, Databases.Write(Shuffled(given, seed), Databases.Options with { AliasIPv4 = aliases }));
        using var reader = Databases.Read(database);
        foreach (var probe in Probes(given, new System.Random((int)seed)))
        {
            var expected = oracle.Find(probe) is { } value ? Array.IndexOf(values, value) : -1;
            Assert.Equal(expected, NumberOf(reader.Find<object>(probe.ToIPAddress())));
            if (aliases && probe.IsIPv4)
            {
                // A text of a mapped address is looked up as it stands, in IPv6.
                Assert.Equal(expected, NumberOf(reader.Find<object>(probe.ToIPAddress().MapToIPv6())));
            }
        }
    }

    private static int NumberOf(object? found) => found switch
    {
        null => -1,
        string => 0,
        Dictionary<string, object> map => map["a"] is "zero" ? 1 : -2,
        bool => 2,
        List<object> list => list[0] is Dictionary<string, object> map && map["a"] is "zero" ? 3 : -2,
        _ => -2,
    };

    private static Gen<IPPrefix> Prefix(string start, bool isIPv4, int shortest, int longest) =>
        from length in Gen.Choose(shortest, longest)
        from bits in Gen.Choose(0, int.MaxValue)
        select Cut(IPAddressValue.Parse(start), isIPv4, length, (uint)bits);

    // Sets a few of the last bits before the length.
    private static IPPrefix Cut(IPAddressValue start, bool isIPv4, int length, uint bits)
    {
        var width = isIPv4 ? 32 : 128;
        UInt128 all = isIPv4 ? start.ToIPv4() : start.ToIPv6();
        var varied = width == length ? bits & 15 : (UInt128)(bits & 15) << (width - length);
        var mask = length == 0 ? 0 : (UInt128.MaxValue << (width - length));
        all = (all ^ (length < 4 ? 0 : varied)) & mask;
        var address = isIPv4 ? IPAddressValue.FromIPv4((uint)all) : IPAddressValue.FromIPv6(all);
        return IPPrefix.TryCreate(address, length, out var prefix) ? prefix : throw new InvalidOperationException($"{address}/{length}");
    }

    // Equal prefixes keep their order: of them the last one counts.
    private static IEnumerable<(IPPrefix Prefix, MmdbValue? Value)> Shuffled((IPPrefix Prefix, MmdbValue? Value)[] entries, uint seed)
    {
        var random = new System.Random((int)seed);
        return entries.GroupBy(entry => entry.Prefix).Select(group => (Key: random.Next(), group)).OrderBy(pair => pair.Key).SelectMany(pair => pair.group);
    }

    // The ends of each prefix, what is next to them, and their places behind 6to4.
    private static IEnumerable<IPAddressValue> Probes((IPPrefix Prefix, MmdbValue? Value)[] entries, System.Random random)
    {
        yield return IPAddressValue.Parse("2002:ffff::1");
        yield return IPAddressValue.Parse("::2:0:0:1");
        foreach (var (prefix, _) in entries)
        {
            var size = UInt128.One << ((prefix.IsIPv4 ? 32 : 128) - prefix.Length);
            UInt128 first = prefix.IsIPv4 ? prefix.Address.ToIPv4() : prefix.Address.ToIPv6();
            foreach (var number in new[] { first, first + size - 1, first - 1, first + size, first + ((UInt128)(ulong)random.NextInt64() % (size == 0 ? UInt128.MaxValue : size)) })
            {
                if (prefix.IsIPv4)
                {
                    yield return IPAddressValue.FromIPv4((uint)number);
                    yield return IPAddressValue.FromIPv6(((UInt128)0x2002 << 112) | ((UInt128)(uint)number << 80) | (uint)random.Next());
                }
                else if (number >> 32 != 0)
                {
                    yield return IPAddressValue.FromIPv6(number);
                }
            }
        }
    }
}
