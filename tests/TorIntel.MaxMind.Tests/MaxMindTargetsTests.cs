using System.Diagnostics;
using System.Text;
using MaxMind.GeoIP2;
using TorIntel.Controls;
using TorIntel.Feeds;
using TorIntel.Testing;

namespace TorIntel.MaxMind.Tests;

/// <summary>Databases of views, against the views, by two readers that are not ours.</summary>
public sealed class MaxMindTargetsTests
{
    private const int RandomAddresses = 1_000_000;
    private static readonly ControlTarget s_exits = MaxMindTargets.All.Single(target => target.Name == "mmdb");
    private static readonly ControlTarget s_relays = MaxMindTargets.All.Single(target => target.Name == "mmdb-relays");

    [Theory]
    [MemberData(nameof(TestViews.Names), MemberType = typeof(TestViews))]
    public void Exits_are_those_of_the_view_for_every_address_and_a_million_random_ones(string name)
    {
        var view = TestViews.Make(name);
        var database = Write(s_exits, view);
        using var reader = Databases.Read(database);
        Assert.Equal("GeoIP2-Anonymous-IP", reader.Metadata.DatabaseType);
        using var file = new TemporaryFile(database);
        using var c = LibMaxMindDb.IsAvailable ? new LibMaxMindDb(file.Path) : null;
        var (hits, misses) = (0, 0);
        foreach (var address in view.Index.ToList().SelectMany(entry => Databases.Around(entry.Key)).Concat(Random(view)))
        {
            var expected = IsExit(view, address);
            var found = reader.Find<Dictionary<string, object>>(address.ToIPAddress());
            if (expected != found is not null || (c is not null && c.TryFind(address, out _) != expected))
            {
                Assert.Fail($"{address} is {(expected ? "" : "not ")}an exit");
            }

            if (found is not null)
            {
                Assert.Equal([KeyValuePair.Create("is_anonymous", (object)true), KeyValuePair.Create("is_tor_exit_node", (object)true)], found.OrderBy(pair => pair.Key, StringComparer.Ordinal));
            }

            (hits, misses) = expected ? (hits + 1, misses) : (hits, misses + 1);
        }

        Assert.True(hits > 1_000 && misses > 1_000, $"{hits} hits, {misses} misses");
        Assert.SkipWhen(c is null, "compared by MaxMind.Db only: needs libmaxminddb0");
    }

    [Theory]
    [MemberData(nameof(TestViews.NamesOfLists), MemberType = typeof(TestViews))]
    public void Relays_are_all_that_the_view_knows_of_every_address(string name)
    {
        var view = TestViews.Make(name);
        var database = Write(s_relays, view, ControlPolicy.Blended);
        using var reader = Databases.Read(database);
        using var file = new TemporaryFile(database);
        using var c = LibMaxMindDb.IsAvailable ? new LibMaxMindDb(file.Path) : null;
        IReadOnlyList<ushort> allPorts = [.. view.AddressData.Attachments.Select(attachment => attachment.Port).Distinct().Where(port => port != 0).Order()];
        foreach (var address in AddressesOf(view))
        {
            Assert.True(view.TryFind(address, out var listed));
            var expected = RecordOf(listed, allPorts);
            Assert.Equal(expected, TextOf(reader.Find<object>(address.ToIPAddress())));
            if (c is not null && expected is not null)
            {
                Assert.True(c.TryFind(address, out var entry));
                Assert.Equal(EvidenceNames.NamesOf(listed.RolesAt(null)).First(), LibMaxMindDb.Get(entry, "roles", "0"));
                Assert.Equal(listed.Relays.Count == 0 ? null : listed.Relays[0].Fingerprint.ToString(), LibMaxMindDb.Get(entry, "relays", "0", "fingerprint"));
            }
        }

        foreach (var address in Random(view))
        {
            var isKnown = view.TryFind(address, out var listed) || (SixToFour(address) is { } ipv4 && view.TryFind(ipv4, out listed));
            isKnown = isKnown && listed.RolesAt(null) != RelayRoles.None;
            Assert.Equal(isKnown, reader.Find<object>(address.ToIPAddress()) is not null);
            Assert.True(c is null || c.TryFind(address, out _) == isKnown);
        }

        Assert.SkipWhen(c is null, "compared by MaxMind.Db only: needs libmaxminddb0");
    }

    [Theory]
    [MemberData(nameof(TestViews.Names), MemberType = typeof(TestViews))]
    public void Our_own_reader_takes_the_result_as_exits(string name)
    {
        var view = TestViews.Make(name);
        var again = new TorNetworkBuilder { IncludeSpecialPurpose = true };
        using var stream = new MemoryStream(Write(s_exits, view));
        var report = new TorListLoader(again, new MaxMindFormat()).Load(stream, "x");
        Assert.Null(report.Refusal);
        var readBack = again.Build();
        Assert.Equal(view.Time, readBack.Time);
        foreach (var address in AddressesOf(view))
        {
            // What only repeats its IPv4 address behind 6to4 is taken for the alias.
            var isRead = readBack.TryFind(address, out var listed) && listed.IsExitAddress;
            Assert.True(IsExit(view, address) ? isRead || IsExit(readBack, SixToFour(address) ?? address) : !isRead, address.ToString());
        }
    }

    // A reader of our own may not make more of it than there was.
    [Fact]
    public void Our_own_reader_finds_the_same_prefixes_whatever_lies_behind_6to4()
    {
        var view = TestViews.Of(
        [
            ("198.51.100.0/32", RelayRoles.Exit), ("198.51.100.1/32", RelayRoles.Exit), ("2002:c633:6401::1/128", RelayRoles.Guard), ("2002:c633:6500::/48", RelayRoles.Exit),
            ("2001:0:c633:6401::5/128", RelayRoles.Exit), ("2001:db8::/64", RelayRoles.Exit), ("2001:db8::2/128", RelayRoles.Guard),
        ]);
        using var stream = new MemoryStream(Write(s_exits, view));
        IEnumerable<IPPrefix> expected = [IPPrefix.Parse("198.51.100.0/31"), IPPrefix.Parse("2002:c633:6500::/48"), IPPrefix.Parse("2001:0:c633:6401::5/128"), IPPrefix.Parse("2001:db8::/64")];
        Assert.Equal(expected.Order(), new MaxMindFormat().Read(stream).ExitAddresses);
    }

    [Fact]
    public void The_same_plan_gives_the_same_bytes_and_both_policies_the_same_records()
    {
        foreach (var target in MaxMindTargets.All)
        {
            Assert.Equal(Write(target, AdapterViews.Usual), Write(target, AdapterViews.Usual));
            Assert.Equal(Records(Write(target, AdapterViews.Usual)), Records(Write(target, AdapterViews.Usual, ControlPolicy.MonitorInbound)));
            Assert.NotEqual(Records(Write(target, AdapterViews.Usual)), Records(Write(target, AdapterViews.Later)));
        }

        var e = Assert.Throws<ControlRefusedException>(() => Write(s_exits, AdapterViews.Usual, ControlPolicy.BlockOutbound));
        Assert.Contains("inbound only", e.Message, StringComparison.Ordinal);

        static byte[] Records(byte[] database) => database[..database.AsSpan().LastIndexOf(DatabaseMetadata.Marker)];
    }

    [Fact]
    public void The_description_has_policy_counts_and_digest_and_no_text_of_others()
    {
        var view = TestViews.Make("made up"); // The name of its source would break a line, and a metadatum.
        foreach (var target in MaxMindTargets.All)
        {
            var plan = ControlPlan.Make(view, OptionsOf(view, ControlPolicy.Blended));
            var database = Write(target, plan);
            using var reader = Databases.Read(database);
            var description = reader.Metadata.Description["en"];
            Assert.Contains("policy: blended;", description, StringComparison.Ordinal);
            Assert.Contains($"sha256: {plan.Digest}", description, StringComparison.Ordinal);
            Assert.DoesNotContain(description, letter => letter is < ' ' or > '~');
            Assert.DoesNotContain("made up", description, StringComparison.Ordinal);
            Assert.Contains("; rows: ", description, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_database_that_lost_more_than_half_of_its_exits_is_told_though_its_size_does_not_halve()
    {
        var (before, now) = (Render(40), Render(19));

        Assert.True(now.Content.Length > before.Content.Length / 2);
        Assert.Contains("from rows: 40 sources", now.WhyShrunken(before.Content.Span), StringComparison.Ordinal);
        Assert.Null(Render(20).WhyShrunken(before.Content.Span));

        static ControlFile Render(int count) => Assert.Single(s_exits.Render(ControlPlan.Make(
            TestViews.Of([.. Enumerable.Range(0, count).Select(i => ($"198.51.100.{i * 2}/32", RelayRoles.Exit))]), new ControlOptions { Now = Databases.Time, IncludeSpecialPurpose = true, AllowStale = true })));
    }

    [Fact]
    public void A_database_of_relays_that_lost_more_than_half_of_them_is_told_whatever_the_policy()
    {
        var (before, now) = (Render(40), Render(19));

        Assert.Contains("41 destinations of IPv4", now.WhyShrunken(before.Content.Span), StringComparison.Ordinal);
        Assert.Null(Render(20).WhyShrunken(before.Content.Span));

        static ControlFile Render(int count) => Assert.Single(s_relays.Render(ControlPlan.Make(
            TestViews.Of([("198.51.100.1/32", RelayRoles.Relay | RelayRoles.Exit), .. Enumerable.Range(0, count).Select(i => ($"203.0.113.{i * 2}/32", RelayRoles.Relay))]),
            new ControlOptions { Now = Databases.Time, IncludeSpecialPurpose = true, AllowStale = true })));
    }

    [Fact]
    public void A_view_without_a_time_is_of_the_instant_that_the_plan_is_for()
    {
        var view = TestViews.Of([("198.51.100.1/32", RelayRoles.Exit)], hasTime: false);
        var plan = ControlPlan.Make(view, new ControlOptions { Now = Databases.Time, IncludeSpecialPurpose = true, AllowStale = true });
        foreach (var target in MaxMindTargets.All)
        {
            using var reader = Databases.Read(Write(target, plan));
            Assert.Equal(Databases.Time.UtcDateTime, reader.Metadata.BuildDate);
            Assert.Contains("of an unknown time", reader.Metadata.Description["en"], StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("2002:c633:6401::/48", false)]
    [InlineData("2002:c633:6401::/48", true)]
    [InlineData("2002:c633:6401::1/128", true)]
    [InlineData("2002::/16", false)]
    [InlineData("2002::/15", false)]
    [InlineData("2002::/15", true)]
    public void What_is_allowed_or_protected_is_not_found_behind_6to4(string network, bool isProtected)
    {
        var view = TestViews.Of([("198.51.100.1/32", RelayRoles.Exit), ("198.51.100.2/32", RelayRoles.Exit), ("192.0.2.1/32", RelayRoles.Guard)]);
        var prefix = IPPrefix.Parse(network);
        var options = OptionsOf(view, ControlPolicy.BlockInbound);
        var plan = ControlPlan.Make(view, isProtected ? options with { ProtectedNetworks = [prefix] } : options with { AllowedNetworks = [prefix] });
        foreach (var target in MaxMindTargets.All)
        {
            using var reader = Databases.Read(Write(target, plan));
            Assert.NotNull(Databases.Find(reader, "198.51.100.1"));
            Assert.NotNull(Databases.Find(reader, "::ffff:198.51.100.1"));
            Assert.Null(Databases.Find(reader, "2002:c633:6401::1"));
            Assert.Equal(!prefix.Contains(IPAddressValue.Parse("2002:c633:6402::1")), Databases.Find(reader, "2002:c633:6402::1") is not null);
        }
    }

    [Fact]
    public void An_allowed_relay_is_not_found_in_a_prefix_around_it_nor_behind_6to4()
    {
        var view = TestViews.Of(
            [("203.0.113.0/24", RelayRoles.Exit), ("198.51.100.1/32", RelayRoles.Exit)],
            [(1, "203.0.113.7", RelayRoles.Exit), (2, "2002:c633:6401::1", RelayRoles.None), (3, "192.0.2.1", RelayRoles.Exit), (4, "192.0.2.1", RelayRoles.Guard), (5, "203.0.113.9", RelayRoles.Exit), (6, "203.0.113.9", RelayRoles.None)]);
        var plan = ControlPlan.Make(view, OptionsOf(view, ControlPolicy.BlockInbound) with { AllowedRelays = [.. new[] { 1, 2, 3, 5 }.Select(i => RelayFingerprint.Parse(i.ToString("X40")))] });
        foreach (var target in MaxMindTargets.All)
        {
            using var reader = Databases.Read(Write(target, plan));
            Assert.Null(Databases.Find(reader, "203.0.113.7"));
            Assert.NotNull(Databases.Find(reader, "203.0.113.8"));
            Assert.NotNull(Databases.Find(reader, "2002:cb00:7108::1"));
            Assert.Null(Databases.Find(reader, "2002:cb00:7107::1"));
            Assert.Null(Databases.Find(reader, "2002:c633:6401::1"));
            Assert.NotNull(Databases.Find(reader, "2002:c633:6401::2"));

            // What is left at a shared address is no exit.
            Assert.Equal(target == s_relays, Databases.Find(reader, "192.0.2.1") is not null);
            Assert.Equal(target == s_relays, Databases.Find(reader, "203.0.113.9") is not null);
        }

        using var relays = Databases.Read(Write(s_relays, plan));
        Assert.Equal("(ports=[9004] relays=[(fingerprint=0000000000000000000000000000000000000004)] roles=[relay guard])", TextOf(Databases.Find(relays, "192.0.2.1")));
        Assert.Equal("(ports=[9006] relays=[(fingerprint=0000000000000000000000000000000000000006)] roles=[relay])", TextOf(Databases.Find(relays, "203.0.113.9")));
    }

    [Theory]
    [InlineData("198.18.0.0/15", true, ControlRefusal.TooWide)]
    [InlineData("192.0.2.1/32", false, ControlRefusal.SpecialPurpose)]
    [InlineData("::192.0.2.1/128", true, ControlRefusal.NotExpressible)]
    public void What_the_plan_would_refuse_of_an_exit_is_refused_of_every_relay(string guard, bool includeSpecialPurpose, ControlRefusal expected)
    {
        var view = TestViews.Of([("2002:c633:6401::1/128", RelayRoles.Exit), (guard, RelayRoles.Guard)]);
        var plan = ControlPlan.Make(view, OptionsOf(view, ControlPolicy.BlockInbound) with { IncludeSpecialPurpose = includeSpecialPurpose });
        Assert.Equal(expected, Assert.Throws<ControlRefusedException>(() => Write(s_relays, plan)).Reason);

        // Exits know nothing of it.
        using var reader = Databases.Read(Write(s_exits, plan));
        Assert.NotNull(Databases.Find(reader, "2002:c633:6401::1"));
    }

    [Fact]
    public void What_is_allowed_may_be_in_a_protected_network()
    {
        var view = TestViews.Of([("203.0.113.1/32", RelayRoles.Exit), ("198.51.100.0/24", RelayRoles.Guard)]);
        var inside = IPPrefix.Parse("198.51.100.0/28");
        var options = OptionsOf(view, ControlPolicy.BlockInbound) with { ProtectedNetworks = [inside] };
        Assert.Equal(ControlRefusal.Protected, Assert.Throws<ControlRefusedException>(() => Write(s_relays, ControlPlan.Make(view, options))).Reason);
        using var reader = Databases.Read(Write(s_relays, ControlPlan.Make(view, options with { AllowedNetworks = [inside] })));
        Assert.Null(Databases.Find(reader, "198.51.100.1"));
        Assert.NotNull(Databases.Find(reader, "198.51.100.16"));
    }

    [Fact]
    public void MaxMinds_own_model_of_Anonymous_IP_reads_the_exits()
    {
        using var stream = new MemoryStream(Write(s_exits, AdapterViews.Usual));
        using var reader = new DatabaseReader(stream);
        foreach (var address in new[] { AdapterViews.Exit, AdapterViews.ExitIPv6, "::ffff:" + AdapterViews.Exit })
        {
            Assert.True(reader.TryAnonymousIP(address, out var found));
            Assert.True(found!.IsTorExitNode && found.IsAnonymous && !found.IsAnonymousVpn && !found.IsHostingProvider && !found.IsPublicProxy && !found.IsResidentialProxy);
        }

        Assert.False(reader.TryAnonymousIP(AdapterViews.Guard, out _));
    }

    [Fact]
    public void What_is_allowed_is_left_out_and_what_is_protected_is_refused()
    {
        var view = TestViews.Make("made up");
        var plan = ControlPlan.Make(view, OptionsOf(view, ControlPolicy.BlockInbound) with
        {
            AllowedNetworks = [IPPrefix.Parse("198.51.100.128/25"), IPPrefix.Parse("198.51.100.64/27"), IPPrefix.Parse("2001:db8:1::/48")],
            AllowedRelays = [RelayFingerprint.Parse(1.ToString("X40"))],
        });
        foreach (var target in MaxMindTargets.All)
        {
            using var reader = Databases.Read(Write(target, plan));
            Assert.NotNull(Databases.Find(reader, "198.51.100.5"));
            Assert.Null(Databases.Find(reader, "198.51.100.200"));
            Assert.Null(Databases.Find(reader, "198.51.100.66"));
            Assert.Null(Databases.Find(reader, "2001:db8:1:2::1"));
            Assert.Null(Databases.Find(reader, "203.0.113.1")); // Only the allowed relay is there.
        }

        using var relays = Databases.Read(Write(s_relays, plan));
        var shared = Assert.IsType<Dictionary<string, object>>(Databases.Find(relays, "192.0.2.1"));
        Assert.Equal([9002, 9003], Assert.IsType<List<object>>(shared["ports"]).Cast<int>());
        Assert.Equal(2, Assert.IsType<List<object>>(shared["relays"]).Count);
        Assert.NotNull(Databases.Find(relays, "198.51.100.100"));

        // Of no source of the plan, yet of the view.
        var guarded = ControlPlan.Make(view, OptionsOf(view, ControlPolicy.BlockInbound) with { ProtectedNetworks = [IPPrefix.Parse("192.0.2.12/32")] });
        Assert.Throws<ControlRefusedException>(() => Write(s_relays, guarded));
    }

    [Fact]
    public void Limits_and_families_hold()
    {
        var plan = ControlPlan.Make(AdapterViews.Usual, OptionsOf(AdapterViews.Usual, ControlPolicy.BlockInbound));
        using var stream = new MemoryStream();
        Assert.Equal(2, s_exits.Write(plan, stream).Entries);
        Assert.Throws<ControlRefusedException>(() => s_exits.Write(plan, Stream.Null, new ControlWriteOptions { MaxEntries = 1 }));
        using var ipv6 = new MemoryStream();
        s_exits.Write(plan, ipv6, new ControlWriteOptions { Family = ControlFamily.IPv6 });
        using var reader = Databases.Read(ipv6.ToArray());
        Assert.Null(Databases.Find(reader, AdapterViews.Exit));
        Assert.NotNull(Databases.Find(reader, AdapterViews.ExitIPv6));
    }

    [Fact]
    public void Mmdblookup_finds_what_is_listed_and_refuses_a_broken_file()
    {
        Assert.SkipUnless(CanRunMmdblookup(), "needs mmdblookup (Debian: mmdb-bin)");
        using var exits = new TemporaryFile(Write(s_exits, AdapterViews.Usual));
        var (code, text) = Mmdblookup(exits.Path, AdapterViews.Exit);
        Assert.Equal(0, code);
        Assert.Equal("{\"is_anonymous\":true<boolean>\"is_tor_exit_node\":true<boolean>}", text);
        Assert.Equal((0, text), Mmdblookup(exits.Path, AdapterViews.ExitIPv6));
        Assert.Equal((0, text), Mmdblookup(exits.Path, "::ffff:" + AdapterViews.Exit));
        Assert.Equal((0, text), Mmdblookup(exits.Path, "2002:c633:6463::1"));
        Assert.Equal(6, Mmdblookup(exits.Path, AdapterViews.Guard).Code);
        Assert.Equal(6, Mmdblookup(exits.Path, AdapterViews.Unlisted).Code);

        using var relays = new TemporaryFile(Write(s_relays, AdapterViews.Usual));
        Assert.Equal(
            (0, "{\"ports\":[9001<uint16>]\"relays\":[{\"fingerprint\":\"A09ADE51FA4F8E5E44524EF2F8FB45A91B9F8A5A\"<utf8_string>\"nickname\":\"guard\"<utf8_string>}]\"roles\":[\"relay\"<utf8_string>\"guard\"<utf8_string>]}"),
            Mmdblookup(relays.Path, AdapterViews.Guard));

        using var broken = new TemporaryFile(File.ReadAllBytes(exits.Path)[..^100]);
        Assert.Equal(2, Mmdblookup(broken.Path, AdapterViews.Exit).Code);
    }

    private static byte[] Write(ControlTarget target, TorNetwork view, ControlPolicy policy = ControlPolicy.BlockInbound) => Write(target, ControlPlan.Make(view, OptionsOf(view, policy)));

    private static byte[] Write(ControlTarget target, ControlPlan plan)
    {
        using var stream = new MemoryStream();
        target.Write(plan, stream);
        return stream.ToArray();
    }

    private static ControlOptions OptionsOf(TorNetwork view, ControlPolicy policy) => new() { Policy = policy, Now = view.Time!.Value, IncludeSpecialPurpose = true };

    private static bool IsExit(TorNetwork view, IPAddressValue address) =>
        view.TryFind(address, out var listed) ? (listed.RolesAt(null) & RelayRoles.Exit) != 0 : SixToFour(address) is { } ipv4 && IsExit(view, ipv4);

    private static IPAddressValue? SixToFour(IPAddressValue address) =>
        address.ToIPv6() >> 112 == 0x2002 ? IPAddressValue.FromIPv4((uint)(address.ToIPv6() >> 80)) : null;

    private static IEnumerable<IPAddressValue> AddressesOf(TorNetwork view) => view.Index.ToList().Select(entry => entry.Key.Address);

    private static IEnumerable<IPAddressValue> Random(TorNetwork view)
    {
        var random = new Random(20260822);
        var listed = AddressesOf(view).ToArray();
        for (var i = 0; i < RandomAddresses; i++)
        {
            var near = listed[random.Next(listed.Length)];
            var v4 = near.IsIPv4 && i % 2 == 0 ? near.ToIPv4() ^ (uint)random.Next(4) : (uint)random.NextInt64(1L << 32);
            var rest = (UInt128)(ulong)random.NextInt64();
            yield return (i % 8) switch
            {
                0 or 1 or 2 => IPAddressValue.FromIPv4(v4),
                3 => IPAddressValue.FromIPv6(((UInt128)0x2000 << 112) + (rest << 60)),
                4 => IPAddressValue.FromIPv6(((UInt128)0x2002 << 112) | ((UInt128)v4 << 80) | rest),
                5 => IPAddressValue.FromIPv6(((UInt128)0x2001 << 112) | ((UInt128)v4 << 64) | rest),
                _ => near.IsIPv4 ? near : IPAddressValue.FromIPv6(near.ToIPv6() ^ (UInt128.One << random.Next(100))),
            };
        }
    }

    private static string? RecordOf(ListedAddress listed, IReadOnlyList<ushort> allPorts)
    {
        var roles = EvidenceNames.NamesOf(listed.RolesAt(null)).ToList();
        if (roles.Count == 0)
        {
            return null;
        }

        SortedDictionary<string, string> record = new(StringComparer.Ordinal) { ["roles"] = $"[{string.Join(' ', roles)}]" };
        var relays = listed.Relays;
        if (relays.Count != 0)
        {
            record["relays"] = $"[{string.Join(' ', relays.Select(relay => relay.Nickname is { } name ? $"(fingerprint={relay.Fingerprint} nickname={name})" : $"(fingerprint={relay.Fingerprint})"))}]";
        }

        var ports = allPorts.Where(port => listed.HasOrPort(port)).ToList();
        Add("ports", ports.Count == 0 ? null : $"[{string.Join(' ', ports)}]");
        Add("first_seen", TimeOf(relays.Select(relay => relay.FirstSeen).Min()));
        Add("last_seen", TimeOf(relays.Select(relay => relay.LastSeen).Max()));
        return $"({string.Join(' ', record.Select(pair => $"{pair.Key}={pair.Value}"))})";

        void Add(string key, string? value)
        {
            if (value is not null)
            {
                record[key] = value;
            }
        }

        static string? TimeOf(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
    }

    private static string? TextOf(object? data) => data switch
    {
        Dictionary<string, object> map => $"({string.Join(' ', map.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={TextOf(pair.Value)}"))})",
        List<object> list => $"[{string.Join(' ', list.Select(TextOf))}]",
        _ => data?.ToString(),
    };

    private static bool CanRunMmdblookup()
    {
        try
        {
            return Run("--version").Code == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static (int Code, string Text) Mmdblookup(string path, string address) => Run("--file", path, "--ip", address);

    private static (int Code, string Text) Run(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("mmdblookup", arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var text = process.StandardOutput.ReadToEnd();
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, string.Concat(text.Where(letter => !char.IsWhiteSpace(letter))));
    }
}
