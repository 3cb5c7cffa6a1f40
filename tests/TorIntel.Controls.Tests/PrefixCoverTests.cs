using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace TorIntel.Controls.Tests;

/// <summary>Covers are exact and minimal.</summary>
public sealed class PrefixCoverTests
{
    // A space of 256 addresses at the end of each family's range and in the middle, so that nesting, touching and overflow are common.
    private static readonly Arbitrary<IPPrefix[]> s_prefixes = Gen.ArrayOf(
        from space in Gen.Elements("203.0.113.0", "255.255.255.0", "0.0.0.0", "2001:db8::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ff00")
        from offset in Gen.Choose(0, 255)
        from hostBits in Gen.Frequency((6, Gen.Constant(0)), (4, Gen.Choose(0, 8)))
        select Prefix(space, offset, hostBits)).ToArbitrary();

    [Property(MaxTest = 3_000)]
    public Property A_cover_has_exactly_the_addresses() => Prop.ForAll(s_prefixes, prefixes =>
        Addresses(PrefixCover.Of(prefixes)).SequenceEqual(Addresses(prefixes).Distinct().Order()));

    [Property(MaxTest = 3_000)]
    public Property No_two_prefixes_of_a_cover_overlap_or_could_be_joined() => Prop.ForAll(s_prefixes, prefixes =>
    {
        var cover = PrefixCover.Of(prefixes);
        return cover.SequenceEqual(cover.Order())
            && cover.Zip(cover.Skip(1)).All(pair => !pair.First.Contains(pair.Second) && !AreSiblings(pair.First, pair.Second));
    });

    [Property(MaxTest = 3_000)]
    public Property What_is_excepted_is_cut_out_and_nothing_else() => Prop.ForAll(s_prefixes, s_prefixes, (prefixes, exceptions) =>
        Addresses(PrefixCover.Of(prefixes, exceptions)).SequenceEqual(Addresses(prefixes).Distinct().Except(Addresses(exceptions)).Order()));

    [Property(MaxTest = 1_000)]
    public Property Widening_keeps_every_address_and_counts_the_others() => Prop.ForAll(s_prefixes, Gen.Choose(1, 10).ToArbitrary(), (prefixes, most) =>
    {
        var cover = PrefixCover.Of(prefixes);
        WidenedCover widened;
        try
        {
            widened = PrefixWidening.Widen(cover, most, _ => true);
        }
        catch (ControlRefusedException)
        {
            return cover.Count > most; // The spaces are far apart.
        }

        var before = Addresses(cover).ToHashSet();
        var after = Addresses(widened.Prefixes).ToHashSet();
        return widened.Prefixes.Count <= Math.Max(most, 0) && before.IsSubsetOf(after) && (UInt128)widened.UnlistedIPv4 + widened.UnlistedIPv6 == (UInt128)(uint)(after.Count - before.Count);
    });

    [Fact]
    public void The_whole_space_is_one_prefix()
    {
        Assert.Equal([IPPrefix.Parse("0.0.0.0/0")], PrefixCover.Of([IPPrefix.Parse("0.0.0.0/1"), IPPrefix.Parse("128.0.0.0/1")]));
        Assert.Equal([IPPrefix.Parse("::/0")], PrefixCover.Of([IPPrefix.Parse("::/1"), IPPrefix.Parse("8000::/1"), IPPrefix.Parse("2001:db8::/32")]));
        Assert.Empty(PrefixCover.Of([IPPrefix.Parse("::/0")], [IPPrefix.Parse("::/0")]));
    }

    [Fact]
    public void Widening_does_not_touch_what_must_not_be_covered()
    {
        IPPrefix[] cover = [IPPrefix.Parse("203.0.113.0/32"), IPPrefix.Parse("203.0.113.3/32"), IPPrefix.Parse("203.0.113.64/32"), IPPrefix.Parse("203.0.113.66/32")];

        var widened = PrefixWidening.Widen(cover, 3, MayCover);

        Assert.Equal(["203.0.113.0/30", "203.0.113.64/32", "203.0.113.66/32"], widened.Prefixes.Select(prefix => prefix.ToString()));
        Assert.Equal((2L, UInt128.Zero), (widened.UnlistedIPv4, widened.UnlistedIPv6));
        var refusal = Assert.Throws<ControlRefusedException>(() => PrefixWidening.Widen(cover, 2, MayCover));
        Assert.Contains("3 are the fewest", refusal.Message, StringComparison.Ordinal);
    }

    private static bool MayCover(IPPrefix prefix) => !prefix.Contains(IPPrefix.Parse("203.0.113.65/32"));

    private static IPPrefix Prefix(string space, int offset, int hostBits)
    {
        var start = IPAddressValue.Parse(space);
        offset = offset >> hostBits << hostBits;
        var address = start.IsIPv4 || space == "0.0.0.0" ? IPAddressValue.FromIPv4((space == "0.0.0.0" ? 0 : start.ToIPv4()) + (uint)offset) : IPAddressValue.FromIPv6(start.ToIPv6() + (uint)offset);
        return IPPrefix.TryCreate(address, (address.IsIPv4 ? 32 : 128) - hostBits, out var prefix) ? prefix : throw new InvalidOperationException(space);
    }

    private static IEnumerable<IPAddressValue> Addresses(IEnumerable<IPPrefix> prefixes) => prefixes.SelectMany(prefix =>
        Enumerable.Range(0, 1 << ((prefix.IsIPv4 ? 32 : 128) - prefix.Length))
            .Select(i => prefix.IsIPv4 ? IPAddressValue.FromIPv4(prefix.Address.ToIPv4() + (uint)i) : IPAddressValue.FromIPv6(prefix.Address.ToIPv6() + (uint)i)));

    private static bool AreSiblings(IPPrefix left, IPPrefix right) =>
        left.Length == right.Length && left.IsIPv4 == right.IsIPv4 && left.Length > 0
        && IPPrefix.TryCreate(left.Address, left.Length - 1, out var parent) && parent.Contains(right);
}
