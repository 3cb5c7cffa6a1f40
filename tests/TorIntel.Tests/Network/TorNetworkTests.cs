namespace TorIntel.Tests;

public sealed class TorNetworkTests
{
    private static readonly DateTimeOffset s_early = new(2026, 8, 20, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset s_late = new(2026, 8, 22, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_empty_view_knows_the_directory_authorities_only()
    {
        var empty = TorNetwork.Empty;
        Assert.Equal((0, 0), (empty.RelayCount, empty.OrEndpointCount));
        Assert.Equal(DirectoryAuthorities.All.Select(row => row.Address).Distinct().Count(), empty.AddressCount);
        Assert.Empty(empty.Sources);
        Assert.Equal("", empty.SourceName);
        Assert.Null(empty.Time);
        Assert.Null(empty.AgeAt(s_late));
        Assert.False(empty.IsVerified);
        Assert.False(empty.Has("9.9.9.9"));
        Assert.False(empty.TryFind(default(IPAddressValue), out _));
        Assert.False(empty.TryFind(Sketch.Fingerprint(1), out _));
        Assert.Same(empty, TorNetwork.Empty);
    }

    [Fact]
    public void An_authority_has_its_roles_at_its_time_only()
    {
        var listed = TorNetwork.Empty.Find("154.35.175.225");
        Assert.Equal(RelayRoles.Relay | RelayRoles.Authority, listed.RolesAt(new DateTimeOffset(2018, 3, 24, 0, 0, 0, TimeSpan.Zero)));
        Assert.Equal(RelayRoles.None, listed.RolesAt(s_late));
        Assert.Equal(RelayRoles.None, listed.RolesAt(null));
        Assert.Equal(RelayRoles.Relay | RelayRoles.Authority, TorNetwork.Empty.Find("131.188.40.189").RolesAt(null));
        Assert.Empty(listed.Relays);
        Assert.False(listed.IsExitAddress);
        Assert.False(listed.HasOrPort(443));
    }

    [Fact]
    public void Without_an_instant_the_time_of_the_view_decides_about_authorities()
    {
        var builder = new TorNetworkBuilder();
        builder.AddSource(new TorListSource("old", new DateTimeOffset(2018, 3, 24, 0, 0, 0, TimeSpan.Zero)));
        Assert.Equal(RelayRoles.Relay | RelayRoles.Authority, builder.Build().Find("154.35.175.225").RolesAt(null));
    }

    [Fact]
    public void A_listed_authority_has_what_the_list_says_too()
    {
        var view = Sketch.View(new TorRelayDescription
        {
            Fingerprint = RelayFingerprint.Parse("F2044413DAC2E02E3D6BCF4735A19BCA1DE97281"),
            Roles = RelayRoles.Guard,
            OrEndpoints = [Sketch.Endpoint("131.188.40.189:443")],
        });
        Assert.Equal(RelayRoles.Relay | RelayRoles.Guard | RelayRoles.Authority, view.Find("131.188.40.189").RolesAt(null));
        Assert.Equal(RelayRoles.Relay | RelayRoles.Guard | RelayRoles.Authority, Assert.Single(view.Find("131.188.40.189").Relays).Roles);
        Assert.Equal(TorNetwork.Empty.AddressCount, view.AddressCount);
    }

    [Fact]
    public void A_prefix_around_an_authority_does_not_hide_it()
    {
        var builder = new TorNetworkBuilder();
        builder.AddRelayAddress(Sketch.Prefix("131.188.40.0/24"), RelayRoles.Relay);
        Assert.Equal(RelayRoles.Relay | RelayRoles.Authority, builder.Build().Find("131.188.40.189").RolesAt(null));
        Assert.Equal(RelayRoles.Relay, builder.Build().Find("131.188.40.188").RolesAt(null));
    }

    [Fact]
    public void The_time_of_a_view_is_that_of_its_oldest_list_whose_time_is_known()
    {
        var builder = new TorNetworkBuilder();
        builder.AddSource(new TorListSource("a", s_late, IsVerified: true));
        builder.AddSource(new TorListSource("b", null, IsVerified: true));
        builder.AddSource(new TorListSource("c", s_early, IsVerified: true));
        var view = builder.Build();

        Assert.Equal("a, b, c", view.SourceName);
        Assert.Equal(["a", "b", "c"], view.Sources.Select(source => source.Name));
        Assert.Equal(s_early, view.Time);
        Assert.Equal(TimeSpan.FromDays(2), view.AgeAt(s_late));
        Assert.Equal(TimeSpan.FromDays(-1), view.AgeAt(s_early.AddDays(-1)));
        Assert.True(view.IsVerified);
    }

    [Fact]
    public void A_view_is_verified_only_if_all_its_lists_are()
    {
        var builder = new TorNetworkBuilder();
        builder.AddSource(new TorListSource("a", IsVerified: true));
        builder.AddSource(new TorListSource("b"));
        Assert.False(builder.Build().IsVerified);
        Assert.Null(builder.Build().Time);
    }

    [Fact]
    public void A_source_that_comes_later_does_not_change_an_earlier_view()
    {
        var builder = new TorNetworkBuilder();
        builder.AddSource(new TorListSource("a"));
        var view = builder.Build();
        builder.AddSource(new TorListSource("b"));
        Assert.Single(view.Sources);
    }

    [Fact]
    public void TryFind_finds_a_relay_by_fingerprint()
    {
        var view = Sketch.View(Sketch.Relay(1, RelayRoles.Relay, "203.0.113.1:1"), Sketch.Relay(2, RelayRoles.Exit, "203.0.113.2:2"));
        Assert.True(view.TryFind(Sketch.Fingerprint(2), out var relay));
        Assert.Equal((Sketch.Fingerprint(2), RelayRoles.Relay | RelayRoles.Exit), (relay.Fingerprint, relay.Roles));
        Assert.False(view.TryFind(Sketch.Fingerprint(3), out relay));
        Assert.Equal(default, relay);
    }

    [Fact]
    public void A_handle_remembers_the_address_that_was_asked_for()
    {
        var builder = Sketch.Builder();
        builder.AddExitAddress(Sketch.Prefix("198.51.100.0/24"));
        Assert.Equal(Sketch.Address("198.51.100.77"), builder.Build().Find("198.51.100.77").Address);
    }

    [Fact]
    public void The_index_of_a_view_answers_for_membership_alone()
    {
        var view = Sketch.View(Sketch.Relay(1, RelayRoles.Relay, "203.0.113.1:1", "[2001:db8::1]:1"));
        Assert.True(view.Index.Contains("203.0.113.1"u8));
        Assert.True(view.Index.Contains("2001:db8::1"u8));
        Assert.False(view.Index.Contains("203.0.113.2"u8));
    }

    [Fact]
    public void IsStaleAt_goes_by_the_limit_then_by_what_the_lists_say_then_by_24_hours()
    {
        var start = s_early;
        var plain = Of(new TorListSource("plain", start));
        Assert.False(plain.IsStaleAt(start + TimeSpan.FromHours(24)));
        Assert.True(plain.IsStaleAt(start + TimeSpan.FromHours(24.1)));
        Assert.True(plain.IsStaleAt(start + TimeSpan.FromHours(2), TimeSpan.FromHours(1)));
        Assert.False(plain.IsStaleAt(start + TimeSpan.FromHours(48), TimeSpan.FromHours(72)));

        var valid = Of(new TorListSource("valid", start) { ValidUntil = start.AddHours(3) }, new TorListSource("longer", start) { ValidUntil = start.AddHours(30) });
        Assert.Equal(start.AddHours(3), valid.ValidUntil);
        Assert.False(valid.IsStaleAt(start.AddHours(3)));
        Assert.True(valid.IsStaleAt(start.AddHours(3.1)));
        Assert.False(valid.IsStaleAt(start.AddHours(3.1), TimeSpan.FromHours(24)));
    }

    [Fact]
    public void IsStaleAt_is_never_true_before_the_view_nor_without_a_time()
    {
        var view = Of(new TorListSource("list", s_early) { ValidUntil = s_early.AddDays(-30) });
        Assert.False(view.IsStaleAt(s_early.AddTicks(-1)));
        Assert.True(view.IsStaleAt(s_early));
        Assert.False(TorNetwork.Empty.IsStaleAt(DateTimeOffset.MaxValue));
        Assert.False(TorNetwork.Empty.IsStaleAt(DateTimeOffset.MaxValue, TimeSpan.Zero));
        Assert.Null(TorNetwork.Empty.ValidUntil);
    }

    private static TorNetwork Of(params TorListSource[] sources)
    {
        var builder = Sketch.Builder();
        Array.ForEach(sources, builder.AddSource);
        return builder.Build();
    }
}
