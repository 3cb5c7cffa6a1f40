using System.Net;
using FsCheck.Xunit;

namespace TorIntel.Tests;

public sealed class IPPrefixIndexTests
{
    [Property(Arbitrary = [typeof(PrefixArbitraries)], MaxTest = 2_000, EndSize = 60)]
    public void TryMatch_agrees_with_a_linear_scan(PrefixSet set) =>
        AssertAgrees(IPPrefixIndex.Create(set.Entries), new LinearOracle(set.Entries), set.Probes);

    [Property(Arbitrary = [typeof(PrefixArbitraries)], MaxTest = 500, EndSize = 40)]
    public void Order_of_distinct_prefixes_does_not_matter(PrefixSet set, int seed)
    {
        var distinct = set.Entries.DistinctBy(entry => entry.Key).ToArray();
        var shuffled = distinct.ToArray();
        new Random(seed).Shuffle(shuffled);

        Assert.Equal(IPPrefixIndex.Create(distinct).Block.ToArray(), IPPrefixIndex.Create(shuffled).Block.ToArray());
    }

    [Property(Arbitrary = [typeof(PrefixArbitraries)], MaxTest = 200, EndSize = 20)]
    public void Of_equal_prefixes_the_last_one_counts(PrefixSet set)
    {
        var twice = set.Entries.Select(entry => KeyValuePair.Create(entry.Key, entry.Value + 1)).Concat(set.Entries).ToArray();
        var index = IPPrefixIndex.Create(twice);

        AssertAgrees(index, new LinearOracle(set.Entries), set.Probes);
        Assert.Equal(set.Entries.Select(entry => entry.Key).Distinct().Count(), index.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(1_000)]
    [InlineData(70_000)] // More hosts than 16-bit slots can number.
    public void TryMatch_agrees_with_the_oracle_at_boundary_sizes(int count)
    {
        foreach (var (isIPv4, shareOfHosts) in new[] { (true, 100), (false, 100), (true, 50), (false, 50), (true, 0), (false, 0) })
        {
            var random = new Random(count);
            HashSet<IPPrefix> prefixes = [];
            while (prefixes.Count < count)
            {
                var width = isIPv4 ? 32 : 128;
                var length = random.Next(100) < shareOfHosts ? width : random.Next(isIPv4 ? 9 : 17, width);
                prefixes.Add(PrefixSet.Cut(RandomAddress(random, isIPv4), length));
            }

            var set = new PrefixSet(
                prefixes.Select(prefix => KeyValuePair.Create(prefix, (uint)random.Next())),
                Enumerable.Range(0, 2_000).Select(_ => RandomAddress(random, isIPv4)));
            var index = IPPrefixIndex.Create(set.Entries);

            Assert.Equal(count, index.Count);
            AssertAgrees(index, new LengthOracle(set.Entries), [.. set.Probes.Where((_, i) => i % (1 + (count / 2_000)) == 0)]);
        }
    }

    [Theory]
    [InlineData("203.0.113.77")]
    [InlineData("255.255.255.255")]
    [InlineData("0.0.0.0")]
    [InlineData("2001:db8:85a3:1234:5678:8a2e:370:7334")]
    [InlineData("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    [InlineData("::")]
    public void TryMatch_finds_a_prefix_of_every_length(string text)
    {
        var address = IPAddressValue.Parse(text);
        for (var length = 0; length <= (address.IsIPv4 ? 32 : 128); length++)
        {
            var set = new PrefixSet([KeyValuePair.Create(PrefixSet.Cut(address, length), 7u)], [address]);
            AssertAgrees(IPPrefixIndex.Create(set.Entries), new LinearOracle(set.Entries), set.Probes);
        }
    }

    [Theory]
    [InlineData("203.0.113.77")]
    [InlineData("255.255.255.255")]
    [InlineData("2001:db8:85a3:1234:5678:8a2e:370:7334")]
    [InlineData("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    public void TryMatch_finds_the_longest_of_a_chain_of_every_length(string text)
    {
        var address = IPAddressValue.Parse(text);
        var width = address.IsIPv4 ? 32 : 128;
        var chain = Enumerable.Range(0, width + 1).Select(length => KeyValuePair.Create(PrefixSet.Cut(address, length), (uint)length + 1000));
        var set = new PrefixSet(chain, Enumerable.Range(0, width).Select(bit => IPAddressValue.FromIPv6(address.ToIPv6() ^ (UInt128.One << bit))));
        var index = IPPrefixIndex.Create(set.Entries);

        AssertAgrees(index, new LinearOracle(set.Entries), set.Probes);

        // Without the links that a walk could rely on: every second, every tenth prefix of the chain.
        foreach (var step in new[] { 2, 3, 8, 10, 16 })
        {
            var sparse = set.Entries.Where((_, i) => i % step == step - 1).ToArray();
            AssertAgrees(IPPrefixIndex.Create(sparse), new LinearOracle(sparse), set.Probes);
        }
    }

    [Theory]
    [InlineData("10.0.0.0/8", "10.1.2.3")]
    [InlineData("10.1.2.0/31", "10.1.2.1")]
    [InlineData("0.0.0.0/0", "1.2.3.4")]
    [InlineData("2001:db8::/32", "2001:db8::1")]
    [InlineData("2001:db8::/127", "2001:db8::1")]
    [InlineData("::/0", "2001:db8::1")]
    public void A_host_wins_over_shorter_prefixes_and_leaves_its_neighbours_to_them(string prefix, string host)
    {
        var address = IPAddressValue.Parse(host);
        var index = IPPrefixIndex.Create([KeyValuePair.Create(IPPrefix.Parse(prefix), 1u), KeyValuePair.Create(IPPrefix.Host(address), 2u)]);

        Assert.True(index.TryMatch(address, out var value));
        Assert.Equal(2u, value);
        Assert.True(index.TryMatch(IPAddressValue.FromIPv6(address.ToIPv6() ^ 1), out value));
        Assert.Equal(1u, value);
    }

    [Fact]
    public void Families_are_apart()
    {
        var all4 = IPPrefixIndex.Create([KeyValuePair.Create(IPPrefix.Parse("0.0.0.0/0"), 4u)]);
        var all6 = IPPrefixIndex.Create([KeyValuePair.Create(IPPrefix.Parse("::/0"), 6u)]);

        Assert.True(all4.Contains(0xC000_0201));
        Assert.True(all4.Contains("::ffff:192.0.2.1"));
        Assert.True(all4.Contains(IPAddress.Parse("::ffff:192.0.2.1")));
        Assert.True(all4.Contains(new UInt128(0, 0xFFFF_C000_0201)));
        Assert.False(all4.Contains("::192.0.2.1"));
        Assert.False(all4.Contains("2001:db8::1"));
        Assert.False(all6.Contains(0xC000_0201));
        Assert.False(all6.Contains("::ffff:192.0.2.1"));
        Assert.False(all6.Contains(new UInt128(0, 0xFFFF_C000_0201)));
        Assert.True(all6.Contains("::192.0.2.1"));
        Assert.True(all6.Contains("2001:db8::1"));
    }

    [Fact]
    public void Text_that_is_no_address_matches_nothing()
    {
        var index = IPPrefixIndex.Create([KeyValuePair.Create(IPPrefix.Parse("0.0.0.0/0"), 4u), KeyValuePair.Create(IPPrefix.Parse("::/0"), 6u)]);
        foreach (var text in new[] { "", "1.2", "010.8.8.8", "0x7f.1", "1.2.3.4 ", "1.2.3.4:80", "[::1]", "example.org", "%", new string('1', 200) })
        {
            Assert.False(index.TryMatch(text, out var value));
            Assert.Equal(0u, value);
            Assert.False(index.TryMatch(System.Text.Encoding.UTF8.GetBytes(text), out value));
            Assert.Equal(0u, value);
        }
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(77u)]
    [InlineData(uint.MaxValue - 10)]
    public void Values_that_count_up_with_the_hosts_are_not_stored(uint first)
    {
        var random = new Random(1);
        var hosts = Enumerable.Range(0, 512).Select(i => IPPrefix.Host(RandomAddress(random, isIPv4: i % 2 == 0))).Distinct().Order().ToArray();
        var counted = hosts.Select((host, i) => KeyValuePair.Create(host, unchecked(first + (uint)i))).ToArray();
        var swapped = counted.Select((entry, i) => KeyValuePair.Create(entry.Key, counted[i ^ 1].Value)).ToArray();

        var countedIndex = IPPrefixIndex.Create(counted);
        var swappedIndex = IPPrefixIndex.Create(swapped);

        AssertAgrees(countedIndex, new LinearOracle(counted), [.. hosts.Select(host => host.Address)]);
        AssertAgrees(swappedIndex, new LinearOracle(swapped), [.. hosts.Select(host => host.Address)]);
        Assert.Equal(sizeof(uint) * hosts.Length, swappedIndex.Block.Length - countedIndex.Block.Length);
    }

    [Fact]
    public void Addresses_made_to_collide_are_still_told_apart()
    {
        // Equal in the high bits of the product with the first multiplier, so that all of them share a home slot.
        const uint Inverse = 0x144C_BC89;
        Assert.Equal(1u, unchecked(IndexHash.Multiplier4(0) * Inverse));
        var entries = Enumerable.Range(0, 2_000).Select(i => KeyValuePair.Create(IPPrefix.Host(IPAddressValue.FromIPv4(unchecked((uint)i * Inverse))), (uint)i)).ToArray();
        var index = IPPrefixIndex.Create(entries);
        var set = new PrefixSet(entries, []);

        AssertAgrees(index, new LengthOracle(entries), set.Probes);
    }

    [Fact]
    public void Empty_contains_nothing()
    {
        Assert.Equal(0, IPPrefixIndex.Empty.Count);
        Assert.Same(IPPrefixIndex.Empty, IPPrefixIndex.Empty);
        foreach (var text in new[] { "0.0.0.0", "255.255.255.255", "::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff" })
        {
            Assert.False(IPPrefixIndex.Empty.Contains(text));
        }
    }

    [Fact]
    public void Arguments_are_checked()
    {
        Assert.Throws<ArgumentNullException>(() => IPPrefixIndex.Create(null!));
        Assert.Throws<ArgumentNullException>(() => IPPrefixIndex.Empty.Contains((IPAddress)null!));
        Assert.Throws<ArgumentNullException>(() => IPPrefixIndex.Empty.TryMatch((IPAddress)null!, out _));
    }

    [Fact]
    public void Threads_may_read_at_the_same_time()
    {
        var random = new Random(3);
        var entries = Enumerable.Range(0, 500).Select(i => KeyValuePair.Create(PrefixSet.Cut(RandomAddress(random, i % 2 == 0), 8 + (i % 120)), (uint)i)).ToArray();
        var set = new PrefixSet(entries, []);
        var index = IPPrefixIndex.Create(entries);
        var oracle = new LengthOracle(entries);
        uint?[] expected = [.. set.Probes.Select(oracle.Match)];

        Parallel.For(0, 8, _ =>
        {
            for (var i = 0; i < expected.Length; i++)
            {
                Assert.Equal(expected[i], index.TryMatch(set.Probes[i], out var value) ? value : null);
            }
        });
    }

    private static IPAddressValue RandomAddress(Random random, bool isIPv4)
    {
        // Few leading bits, so that prefixes share paths; all of the rest, so that 70,000 are different.
        var bits = new UInt128((ulong)random.NextInt64() & 0x0003_FFFF_FFFF_FFFF, (ulong)random.NextInt64() << 1);
        return isIPv4 ? IPAddressValue.FromIPv4(0x0A00_0000 | ((uint)random.Next() & 0x00FF_FFFF)) : IPAddressValue.FromIPv6(bits | ((UInt128)0x2001 << 112));
    }

    private static void AssertAgrees(IPPrefixIndex index, IMatchOracle oracle, IReadOnlyList<IPAddressValue> probes)
    {
        foreach (var probe in probes)
        {
            var expected = oracle.Match(probe);
            if (Lookups.Match(index, probe) != expected)
            {
                Assert.Fail($"{probe}: {Lookups.Match(index, probe)}, expected {expected}");
            }
        }
    }
}
