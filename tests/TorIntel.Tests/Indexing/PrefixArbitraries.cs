using FsCheck;
using FsCheck.Fluent;

namespace TorIntel.Tests;

/// <summary>Generators of prefix sets in a narrow space, so that nesting and hits are common.</summary>
public static class PrefixArbitraries
{
    public static Arbitrary<PrefixSet> PrefixSet() => Arb.From(Sets(), Shrink);

    private static Gen<PrefixSet> Sets() =>
        from families in Gen.Elements(new[] { IPv4() }, new[] { IPv6() }, new[] { IPv4(), IPv6() })
        from lengths in Gen.Elements(Gen.Constant(128), Gen.Choose(0, 128), Gen.Frequency((2, Gen.Constant(128)), (3, Gen.Choose(0, 128))))
        let address = Gen.OneOf(families)
        from prefixes in Gen.ListOf(from a in address from length in lengths select Tests.PrefixSet.Cut(a, a.IsIPv4 && length != 128 ? length % 33 : length))
        from values in Gen.Elements<Func<IPPrefix, int, uint>>((_, i) => (uint)i, (prefix, _) => (uint)prefix.GetHashCode(), (_, _) => uint.MaxValue)
        from identity in Gen.Elements(true, false)
        from others in Gen.ArrayOf(Gen.OneOf(IPv4(), IPv6()), 32)
        select new PrefixSet(Number(identity ? prefixes.Order() : prefixes, values), others);

    private static IEnumerable<KeyValuePair<IPPrefix, uint>> Number(IEnumerable<IPPrefix> prefixes, Func<IPPrefix, int, uint> value) =>
        prefixes.Select((prefix, i) => KeyValuePair.Create(prefix, value(prefix, i)));

    private static Gen<IPAddressValue> IPv4() =>
        from octets in Gen.ArrayOf(Gen.Elements<uint>(0, 1, 127, 128, 254, 255), 3)
        from first in Gen.Elements<uint>(10, 11, 138)
        select IPAddressValue.FromIPv4((first << 24) | (octets[0] << 16) | (octets[1] << 8) | octets[2]);

    private static Gen<IPAddressValue> IPv6() =>
        from groups in Gen.ArrayOf(Gen.Elements<uint>(0, 0, 0, 1, 0x00FF, 0x7FFF, 0x8000, 0xFFFF), 7)
        from first in Gen.Elements<uint>(0, 0x2001, 0x2a01)
        select IPAddressValue.FromIPv6(groups.Aggregate((UInt128)first, (sum, next) => (sum << 16) | next));

    private static IEnumerable<PrefixSet> Shrink(PrefixSet set)
    {
        for (var i = 0; i < set.Entries.Count; i++)
        {
            yield return new PrefixSet(set.Entries.Where((_, j) => j != i), set.Probes);
        }
    }
}
