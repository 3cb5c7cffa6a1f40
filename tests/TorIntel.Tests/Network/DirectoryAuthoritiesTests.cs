namespace TorIntel.Tests;

public sealed class DirectoryAuthoritiesTests
{
    private static readonly DateTimeOffset s_then = new(2018, 3, 24, 17, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset s_2017 = new(2017, 4, 15, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset s_today = new(2026, 8, 22, 21, 13, 34, TimeSpan.Zero);

    /// <summary>Gets the addresses built into tor 0.4.9.11: name, address, OR port, directory port, fingerprint, identity.</summary>
    public static TheoryData<string, string, int, int, string, string> Today => new()
    {
        { "moria1", "128.31.0.39", 9201, 9231, "1A25C6358DB91342AA51720A5038B72742732498", "F533C81CEF0BC0267857C99B2F471ADF249FA232" },
        { "tor26", "217.196.147.77", 443, 80, "FAA4BCA4A6AC0FB4CA2F8AD5A11D9E122BA894F6", "2F3DF9CA0E5D36F2685A2DA67184EB8DCB8CBA8C" },
        { "tor26", "2a02:16a8:662:2203::1", 443, 0, "FAA4BCA4A6AC0FB4CA2F8AD5A11D9E122BA894F6", "2F3DF9CA0E5D36F2685A2DA67184EB8DCB8CBA8C" },
        { "dizum", "45.66.35.11", 443, 80, "7EA6EAD6FD83083C538F44038BBFA077587DD755", "E8A9C45EDE6D711294FADF8E7951F4DE6CA56B58" },
        { "gabelmoo", "131.188.40.189", 443, 80, "F2044413DAC2E02E3D6BCF4735A19BCA1DE97281", "ED03BB616EB2F60BEC80151114BB25CEF515B226" },
        { "gabelmoo", "2001:638:a000:4140::ffff:189", 443, 0, "F2044413DAC2E02E3D6BCF4735A19BCA1DE97281", "ED03BB616EB2F60BEC80151114BB25CEF515B226" },
        { "dannenberg", "193.23.244.244", 443, 80, "7BE683E65D48141321C5ED92F075C55364AC7123", "0232AF901C31A04EE9848595AF9BB7620D4C5B2E" },
        { "dannenberg", "2001:678:558:1000::244", 443, 0, "7BE683E65D48141321C5ED92F075C55364AC7123", "0232AF901C31A04EE9848595AF9BB7620D4C5B2E" },
        { "maatuska", "171.25.193.9", 80, 443, "BD6A829255CB08E66FBE7D3748363586E46B3810", "49015F787433103580E3B66A1707A00E60F2D15B" },
        { "maatuska", "2001:67c:289c::9", 80, 0, "BD6A829255CB08E66FBE7D3748363586E46B3810", "49015F787433103580E3B66A1707A00E60F2D15B" },
        { "longclaw", "199.58.81.140", 443, 80, "74A910646BCEEFBCD2E874FC1DC997430F968145", "23D15D965BC35114467363C165C4F724B64B4F66" },
        { "bastet", "204.13.164.118", 443, 80, "24E2F139121D4394C54B5BCC368B3B411857C413", "27102BC123E7AF1D4741AE047E160C91ADC76B21" },
        { "bastet", "2620:13:4000:6000::1000:118", 443, 0, "24E2F139121D4394C54B5BCC368B3B411857C413", "27102BC123E7AF1D4741AE047E160C91ADC76B21" },
        { "faravahar", "216.218.219.41", 443, 80, "E3E42D35F801C9D5AB23584E0025D56FE2B33396", "70849B868D606BAECFB6128C5E3D782029AA394F" },
    };

    [Theory]
    [MemberData(nameof(Today))]
    public void Todays_endpoints_are_found_with_their_identities(string name, string address, int orPort, int directoryPort, string fingerprint, string identity)
    {
        Assert.All([s_today, null], (DateTimeOffset? instant) =>
        {
            var found = Find(address, orPort, instant);
            Assert.NotNull(found);
            Assert.Equal((name, orPort, directoryPort), (found.Name, found.OrPort, found.DirectoryPort));
            Assert.Equal((fingerprint, identity), (found.Fingerprint.ToString(), found.V3Identity.ToString()));
            if (directoryPort != 0)
            {
                Assert.Same(found, Find(address, directoryPort, instant));
            }
        });
    }

    [Fact]
    public void There_are_nine_voters_and_no_other_address_of_today()
    {
        var today = DirectoryAuthorities.All.Where(row => row.IsValidAt(s_today)).ToList();
        Assert.Equal(Today.Count, today.Count);
        Assert.Equal(9, today.Select(row => row.Name).Distinct().Count());
        Assert.Equal(9, today.Select(row => row.Fingerprint).Distinct().Count());
        Assert.Equal(9, today.Select(row => row.V3Identity).Distinct().Count());
        Assert.Equal(today, DirectoryAuthorities.All.Where(row => row.IsValidAt(null)));
        Assert.NotEmpty(DirectoryAuthorities.Version);
    }

    [Fact]
    public void An_authority_keeps_its_fingerprint_over_the_years() =>
        Assert.All(DirectoryAuthorities.All.GroupBy(row => row.Name), rows => Assert.Single(rows.Select(row => row.Fingerprint).Distinct()));

    [Theory]
    [InlineData("131.188.40.189", 443)] // gabelmoo
    [InlineData("131.188.40.189", 80)]
    [InlineData("193.23.244.244", 443)] // dannenberg
    [InlineData("199.58.81.140", 443)] // longclaw
    [InlineData("171.25.193.9", 80)] // maatuska
    [InlineData("171.25.193.9", 443)]
    [InlineData("86.59.21.38", 443)] // tor26
    [InlineData("86.59.21.38", 80)]
    [InlineData("194.109.206.212", 443)] // dizum
    [InlineData("154.35.175.225", 443)] // Faravahar
    [InlineData("128.31.0.34", 9101)] // moria1
    [InlineData("128.31.0.34", 9131)]
    [InlineData("128.31.0.39", 9101)]
    [InlineData("128.31.0.39", 9131)]
    public void Endpoints_that_clients_contacted_in_2018_are_found_then(string address, int port) => Assert.NotNull(Find(address, port, s_then));

    [Theory]
    [InlineData("86.59.21.38", 443)]
    [InlineData("86.59.21.38", 80)]
    [InlineData("2001:858:2:2:aabb:0:563b:1526", 443)]
    [InlineData("194.109.206.212", 443)]
    [InlineData("194.109.206.212", 80)]
    [InlineData("45.66.33.45", 443)]
    [InlineData("45.66.33.45", 80)]
    [InlineData("154.35.175.225", 443)]
    [InlineData("154.35.175.225", 80)]
    [InlineData("128.31.0.34", 9101)]
    [InlineData("128.31.0.34", 9131)]
    [InlineData("128.31.0.39", 9101)]
    [InlineData("128.31.0.39", 9131)]
    [InlineData("199.254.238.53", 443)]
    [InlineData("199.254.238.53", 80)]
    public void Addresses_of_the_past_are_not_found_today(string address, int port)
    {
        Assert.Null(Find(address, port, s_today));
        Assert.Null(Find(address, port, null));
    }

    [Theory]
    [InlineData("moria1", "128.31.0.34", 9131, 9101, "D586D18309DED4CD6D57C18FDB97EFA96D330566")]
    [InlineData("tor26", "86.59.21.38", 80, 443, "14C131DFC5C6F93646BE72FA1401C02A8DF2E8B4")]
    [InlineData("faravahar", "154.35.175.225", 80, 443, "EFCBE720AB3A82B99F9E953CD5BF50F7EEFC7B97")]
    [InlineData("dizum", "194.109.206.212", 80, 443, "E8A9C45EDE6D711294FADF8E7951F4DE6CA56B58")]
    [InlineData("longclaw", "199.254.238.53", 80, 443, "23D15D965BC35114467363C165C4F724B64B4F66")]
    [InlineData("gabelmoo", "131.188.40.189", 80, 443, "ED03BB616EB2F60BEC80151114BB25CEF515B226")]
    [InlineData("dannenberg", "193.23.244.244", 80, 443, "0232AF901C31A04EE9848595AF9BB7620D4C5B2E")]
    [InlineData("maatuska", "171.25.193.9", 443, 80, "49015F787433103580E3B66A1707A00E60F2D15B")]
    public void The_eight_voters_of_2017_are_found_at_their_consensus(string name, string address, int directoryPort, int orPort, string identity)
    {
        var found = Find(address, orPort, s_2017);
        Assert.NotNull(found);
        Assert.Equal((name, directoryPort, identity), (found.Name, found.DirectoryPort, found.V3Identity.ToString()));
        Assert.Same(found, Find(address, directoryPort, s_2017));
    }

    [Fact]
    public void Only_maatuska_has_its_ports_the_other_way_round()
    {
        var reversed = DirectoryAuthorities.All.Where(row => row.OrPort == 80 || row.DirectoryPort == 443);
        Assert.All(reversed, row => Assert.Equal("maatuska", row.Name));
        Assert.NotEmpty(reversed);
    }

    [Fact]
    public void IPv6_addresses_have_no_directory_port()
    {
        var rows = DirectoryAuthorities.All.Where(row => !row.Address.IsIPv4).ToList();
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Equal(0, row.DirectoryPort));
        Assert.All(DirectoryAuthorities.All.Except(rows), row => Assert.NotEqual(0, row.DirectoryPort));
        Assert.Null(Find("2001:638:a000:4140::ffff:189", 80, s_today));
        Assert.Null(Find("2001:638:a000:4140::ffff:189", 0, s_today));
    }

    [Theory]
    [InlineData("66.111.2.131", 9001)]
    [InlineData("66.111.2.131", 9030)]
    public void Serge_is_the_bridge_authority_and_does_not_vote(string address, int port)
    {
        Assert.All([s_2017, s_then, s_today, null], (DateTimeOffset? instant) => Assert.Null(Find(address, port, instant)));
        Assert.DoesNotContain(DirectoryAuthorities.All, row => row.Fingerprint.ToString() == "BA44A889E64B93FAA2B114E02C2A279A8555C533");
    }

    [Theory]
    [InlineData("131.188.40.189", 0)]
    [InlineData("131.188.40.189", 444)]
    [InlineData("131.188.40.189", 9001)]
    [InlineData("131.188.40.190", 443)]
    [InlineData("2002:83bc:28bd::1", 443)]
    [InlineData("64:ff9b::131.188.40.189", 443)]
    public void Another_port_or_address_is_not_an_authoritys(string address, int port) => Assert.Null(Find(address, port, s_today));

    [Fact]
    public void A_mapped_address_is_the_IPv4_address() => Assert.Equal("gabelmoo", Find("::ffff:131.188.40.189", 443, s_today)?.Name);

    [Fact]
    public void No_authority_is_without_an_address_between_2017_and_today()
    {
        var names = DirectoryAuthorities.All.Where(row => row.IsValidAt(s_2017)).Select(row => row.Name).Distinct().ToList();
        for (var day = s_2017; day < s_today; day = day.AddDays(1))
        {
            Assert.All(names, name => Assert.Contains(DirectoryAuthorities.All, row => row.Name == name && row.Address.IsIPv4 && row.IsValidAt(day)));
        }
    }

    [Fact]
    public void An_interval_includes_its_start_and_excludes_its_end()
    {
        var row = new DirectoryAuthority("x", default, default, default, 1, 2, s_2017, s_then);
        Assert.True(row.IsValidAt(s_2017));
        Assert.False(row.IsValidAt(s_2017.AddTicks(-1)));
        Assert.True(row.IsValidAt(s_then.AddTicks(-1)));
        Assert.False(row.IsValidAt(s_then));
        Assert.False(row.IsValidAt(null));
        Assert.True((row with { Until = null }).IsValidAt(null));
        Assert.True((row with { From = null }).IsValidAt(DateTimeOffset.MinValue));
    }

    private static DirectoryAuthority? Find(string address, int port, DateTimeOffset? instant) =>
        DirectoryAuthorities.Find(Sketch.Address(address), (ushort)port, instant);
}
