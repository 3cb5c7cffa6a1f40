using System.Globalization;
using System.Text;
using TorIntel.Testing;

namespace TorIntel.Feeds.Tests;

/// <summary>Consensuses from directory ports: nothing of one counts unless enough authorities have signed it, and no older one takes the place of a newer.</summary>
public sealed class VerifiedConsensusTests
{
    private const string A = "a";
    private const string B = "b";
    private const string C = "c";

    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);
    private static readonly ConsensusForge s_forge = MirrorRun.Forge;
    private static readonly DateTimeOffset s_time = MirrorRun.Time;
    private static readonly DateTimeOffset s_later = s_time + s_hour;

    /// <summary>What a mirror gives, and what is said of it.</summary>
    public static TheoryData<string, string> Refusals => new()
    {
        { "flipped byte", "0 of its signatures are good, 2 are needed" },
        { "flipped byte of a signature", "1 of its signatures are good, 2 are needed" },
        { "too few signatures", "1 of its signatures are good, 2 are needed" },
        { "unknown authorities", "0 of its signatures are good, 2 are needed" },
        { "new keys, and no certificates", "KEYS: HTTP 404 Not Found" },
        { "new keys, and HTML for certificates", "KEYS: no key certificates in it" },
        { "new keys, and old certificates", "0 of its signatures are good, 2 are needed" },
        { "HTML", "it is no consensus: line 1: it does not begin with network-status-version" },
        { "vote", "it is no consensus: line 2: it is the vote of one authority, not a consensus" },
        { "more behind the signatures", "it is no consensus: line 108: 'r' stands behind the signed part, where only signatures may" },
        { "not yet valid", "it is valid from 2026-11-23T15:00:00Z on, which is yet to come" },
        { "older", "it is of 2026-11-23T12:00:00Z, older than what is at hand, of 2026-11-23T13:00:00Z" },
        { "no relays", "it has no entries" },
    };

    [Fact]
    public async Task A_good_consensus_is_taken_and_its_keys_are_fetched_once()
    {
        await using var mirrors = new MirrorRun(A);
        mirrors.Publish(A, s_forge.Make(10));

        var report = await mirrors.Run.RefreshAsync();

        Assert.Equal(new TorFeedSourceReport(mirrors.Run.Options.Sources[0], TorFeedOutcome.Accepted, null), Assert.Single(report.Sources));
        var network = report.Network!;
        Assert.True(network.IsVerified);
        Assert.Equal(10, MirrorRun.RelaysOf(network));
        Assert.Equal((s_time, s_time.AddHours(3)), (network.Time, network.ValidUntil));
        Assert.Equal(
            new TorListSource(A, s_time, IsVerified: true) { ValidUntil = s_time.AddHours(3), Digest = FeedCache.DigestOf(s_forge.Make(10)) },
            Assert.Single(network.Sources));
        Assert.Equal(TorFeedHealth.Healthy, mirrors.Run.Status.Health);
        Assert.Equal((1, 1), (mirrors.ConsensusRequests, mirrors.KeyRequests));

        mirrors.Run.Restart(); // The keys are in the cache.
        mirrors.Publish(A, s_forge.Make(11, validAfter: s_later));
        report = await mirrors.RefreshAsync(s_later);

        Assert.Equal(TorFeedOutcome.Accepted, Assert.Single(report.Sources).Outcome);
        Assert.Equal((11, s_later), (MirrorRun.RelaysOf(report.Network), report.Network!.Time));
        Assert.Equal((2, 1), (mirrors.ConsensusRequests, mirrors.KeyRequests));
    }

    [Fact]
    public async Task Keys_are_fetched_again_when_the_authorities_change_them()
    {
        await using var mirrors = new MirrorRun(A);
        mirrors.Publish(A, s_forge.Make(10));
        await mirrors.Run.RefreshAsync();

        mirrors.Publish(A, MirrorRun.RotatedForge.Make(11, validAfter: s_later), MirrorRun.RotatedForge.Keys());
        var report = await mirrors.RefreshAsync(s_later);

        Assert.Equal(TorFeedOutcome.Accepted, Assert.Single(report.Sources).Outcome);
        Assert.True(report.Network!.IsVerified);
        Assert.Equal(11, MirrorRun.RelaysOf(report.Network));
        Assert.Equal(2, mirrors.KeyRequests);

        // The new ones are kept.
        mirrors.Publish(A, MirrorRun.RotatedForge.Make(12, validAfter: s_later + s_hour));
        mirrors.WithdrawKeys(A);
        report = await mirrors.RefreshAsync(s_later + s_hour);

        Assert.Equal(12, MirrorRun.RelaysOf(report.Network));
        Assert.Equal(2, mirrors.KeyRequests);
    }

    [Fact]
    public async Task Keys_that_verified_the_document_of_one_mirror_do_for_another()
    {
        await using var mirrors = new MirrorRun(A, B);
        mirrors.Publish(A, s_forge.Make(10));
        await mirrors.Run.RefreshAsync();

        mirrors.Withdraw(A);
        mirrors.Publish(B, s_forge.Make(11, validAfter: s_later));
        var report = await mirrors.RefreshAsync(s_later);

        Assert.Equal(11, MirrorRun.RelaysOf(report.Network));
        Assert.Equal(1, mirrors.KeyRequests);
    }

    [Fact]
    public async Task The_microdesc_flavor_is_verified_too()
    {
        await using var mirrors = new MirrorRun(A);
        mirrors.Publish(A, s_forge.Make(10, ConsensusFlavor.Microdesc));

        var report = await mirrors.Run.RefreshAsync();

        Assert.Equal(TorFeedOutcome.Accepted, Assert.Single(report.Sources).Outcome);
        Assert.True(report.Network!.IsVerified);
        Assert.Equal(10, MirrorRun.RelaysOf(report.Network));
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task What_is_not_signed_as_it_must_be_or_does_not_hold_changes_nothing_and_the_status_says_why(string failure, string said)
    {
        await using var mirrors = new MirrorRun(A);
        said = said.Replace("KEYS", MirrorRun.KeyLocationOf(mirrors.Run), StringComparison.Ordinal);
        mirrors.Publish(A, s_forge.Make(10));
        await mirrors.Run.RefreshAsync();

        PublishBad(mirrors, failure);
        var report = await mirrors.RefreshAsync(s_later);

        Assert.Equal(new TorFeedSourceReport(mirrors.Run.Options.Sources[0], TorFeedOutcome.Refused, said), Assert.Single(report.Sources));
        Assert.False(report.IsComplete);
        Assert.False(report.IsNewView);
        Assert.Equal((10, s_time), (MirrorRun.RelaysOf(report.Network), report.Network!.Time));
        Assert.True(mirrors.Run.Refresher.Store.Current.IsVerified);
        Assert.Equal((TorFeedHealth.Degraded, $"a: {said}"), (mirrors.Run.Status.Health, mirrors.Run.Status.Reason));

        mirrors.Publish(A, s_forge.Make(12, validAfter: s_later + s_hour));
        report = await mirrors.RefreshAsync(s_later + s_hour);
        Assert.True(report.IsComplete, string.Join("; ", report.Sources));
        Assert.Equal(12, MirrorRun.RelaysOf(report.Network));
    }

    [Fact]
    public async Task Without_an_earlier_view_there_is_none_rather_than_one_that_nobody_has_signed()
    {
        await using var mirrors = new MirrorRun(A);
        PublishBad(mirrors, "too few signatures");

        var report = await mirrors.RefreshAsync(s_later);

        Assert.Equal(TorFeedOutcome.Refused, Assert.Single(report.Sources).Outcome);
        Assert.Null(report.Network);
        Assert.Equal(TorFeedHealth.Unhealthy, mirrors.Run.Status.Health);
        Assert.Equal("there is no view of the network yet", mirrors.Run.Status.Reason);
        Assert.False(File.Exists(mirrors.Run.Cache.ViewPath));
    }

    [Fact]
    public async Task The_authorities_of_the_public_network_count_if_nothing_else_is_said()
    {
        await using var mirrors = new MirrorRun(A);
        mirrors.Run.Options.Authorities = TrustedAuthorities.Default;
        mirrors.Publish(A, s_forge.Make(10));

        Assert.Equal("0 of its signatures are good, 5 are needed", Assert.Single((await mirrors.Run.RefreshAsync()).Sources).Message);
    }

    [Fact]
    public async Task If_a_mirror_fails_the_next_one_is_asked()
    {
        await using var mirrors = new MirrorRun(A, B, C);
        PublishBad(mirrors, "too few signatures", B);
        mirrors.Publish(C, s_forge.Make(11, validAfter: s_later));

        var report = await mirrors.RefreshAsync(s_later);

        Assert.Equal(
            [(A, TorFeedOutcome.Failed, "HTTP 404 Not Found"), (B, TorFeedOutcome.Refused, "1 of its signatures are good, 2 are needed"), (C, TorFeedOutcome.Accepted, null)],
            report.Sources.Select(source => (source.Source.Name, source.Outcome, source.Message)));
        Assert.True(report.IsComplete);
        Assert.Equal((11, C), (MirrorRun.RelaysOf(report.Network), report.Network!.SourceName));
        Assert.Equal([C], mirrors.Run.Status.Sources.Where(source => source.IsCurrent).Select(source => source.Name));
        Assert.Equal(TorFeedHealth.Healthy, mirrors.Run.Status.Health);
    }

    [Fact]
    public async Task If_a_mirror_has_a_good_one_no_other_is_asked()
    {
        await using var mirrors = new MirrorRun(A, B);
        mirrors.Publish(A, s_forge.Make(10));
        mirrors.Publish(B, s_forge.Make(10));

        var report = await mirrors.Run.RefreshAsync();

        Assert.Equal([TorFeedOutcome.Accepted, TorFeedOutcome.NotNeeded], report.Sources.Select(source => source.Outcome));
        Assert.Equal(1, mirrors.ConsensusRequests);
    }

    [Fact]
    public async Task A_mirror_that_was_never_asked_cannot_bring_back_an_older_consensus()
    {
        await using var mirrors = new MirrorRun(A, B);
        mirrors.Publish(A, s_forge.Make(10));
        await mirrors.Run.RefreshAsync();

        mirrors.Publish(B, s_forge.Make(9, validAfter: s_time - s_hour));

        await OlderIsRefusedAsync(mirrors, "it is of 2026-11-23T12:00:00Z, older than what is at hand, of 2026-11-23T13:00:00Z");
    }

    [Fact]
    public async Task A_mirror_that_lags_behind_cannot_bring_back_an_older_consensus()
    {
        await using var mirrors = new MirrorRun(A, B);
        await FirstFromTheSecondMirrorAsync(mirrors);

        mirrors.Publish(B, s_forge.Make(9, validAfter: s_later)); // Newer than what it gave itself.

        await OlderIsRefusedAsync(mirrors, "it is of 2026-11-23T14:00:00Z, older than what is at hand, of 2026-11-23T15:00:00Z");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_mirror_that_stands_still_cannot_bring_back_an_older_consensus(bool isTagged)
    {
        await using var mirrors = new MirrorRun(A, B);
        await FirstFromTheSecondMirrorAsync(mirrors, isTagged); // What it goes on giving.

        await OlderIsRefusedAsync(mirrors, "it is of 2026-11-23T13:00:00Z, older than what is at hand, of 2026-11-23T15:00:00Z");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_mirror_that_stands_still_does_not_keep_the_next_one_from_being_asked_when_its_consensus_has_expired(bool isTagged)
    {
        await using var mirrors = new MirrorRun(A, B);
        if (isTagged)
        {
            mirrors.PublishWithTag(A, s_forge.Make(10));
        }
        else
        {
            mirrors.Publish(A, s_forge.Make(10));
        }

        await mirrors.Run.RefreshAsync();
        mirrors.Publish(B, s_forge.Make(13, validAfter: s_time.AddHours(3)));

        var report = await mirrors.RefreshAsync(s_time.AddHours(2));
        Assert.Equal([TorFeedOutcome.NotModified, TorFeedOutcome.NotNeeded], report.Sources.Select(source => source.Outcome));

        report = await mirrors.RefreshAsync(s_time.AddHours(3));
        Assert.Equal([TorFeedOutcome.NotModified, TorFeedOutcome.Accepted], report.Sources.Select(source => source.Outcome));
        Assert.Equal(13, MirrorRun.RelaysOf(report.Network));
        Assert.False(mirrors.Run.Status.IsStale);
    }

    [Fact]
    public async Task A_consensus_that_expired_within_a_day_is_taken_and_the_view_is_openly_stale()
    {
        await using var mirrors = new MirrorRun(A);
        mirrors.Publish(A, s_forge.Make(10));
        var until = s_time.AddHours(3);

        mirrors.Run.Clock.SetUtcNow(until.AddHours(24));
        var report = await mirrors.Run.RefreshAsync();

        Assert.Equal((TorFeedOutcome.Accepted, null), (report.Sources[0].Outcome, report.Sources[0].Message));
        Assert.True(report.Network!.IsVerified);
        Assert.True(report.Network.IsStaleAt(until.AddHours(24)));
        Assert.Equal((TorFeedHealth.Degraded, "the view is stale", true), (mirrors.Run.Status.Health, mirrors.Run.Status.Reason, mirrors.Run.Status.IsStale));
    }

    [Fact]
    public async Task A_consensus_that_expired_long_ago_is_refused_from_the_web()
    {
        await using var mirrors = new MirrorRun(A);
        mirrors.Publish(A, s_forge.Make(10));

        mirrors.Run.Clock.SetUtcNow(s_time.AddHours(3 + 24).AddSeconds(1));
        var report = await mirrors.Run.RefreshAsync();

        Assert.Equal((TorFeedOutcome.Refused, "it expired at 2026-11-23T16:00:00Z"), (report.Sources[0].Outcome, report.Sources[0].Message));
        Assert.Null(report.Network);
    }

    [Fact]
    public async Task A_consensus_that_expired_long_ago_is_taken_from_a_folder_and_the_view_is_openly_stale()
    {
        using var run = FolderRun(s_forge.Make(10));
        run.Clock.SetUtcNow(s_time.AddDays(30));

        var report = await run.RefreshAsync();

        Assert.Equal((TorFeedOutcome.Accepted, null), (report.Sources[0].Outcome, report.Sources[0].Message));
        Assert.True(report.Network!.IsVerified);
        Assert.Equal(10, MirrorRun.RelaysOf(report.Network));
        Assert.Equal((TorFeedHealth.Unhealthy, "the view has been stale for long", true), (run.Status.Health, run.Status.Reason, run.Status.IsStale));
    }

    [Fact]
    public async Task A_consensus_that_is_yet_to_hold_is_refused_from_a_folder_too()
    {
        using var run = FolderRun(s_forge.Make(10));
        run.Clock.SetUtcNow(s_time.AddSeconds(-1));

        var report = await run.RefreshAsync();

        Assert.Equal((TorFeedOutcome.Refused, "it is valid from 2026-11-23T13:00:00Z on, which is yet to come"), (report.Sources[0].Outcome, report.Sources[0].Message));
        Assert.Null(report.Network);
    }

    [Fact]
    public async Task A_verified_consensus_that_shrank_is_taken_without_doubt()
    {
        await using var mirrors = new MirrorRun(A);
        mirrors.Publish(A, s_forge.Make(100));
        await mirrors.Run.RefreshAsync();

        mirrors.Publish(A, s_forge.Make(40, validAfter: s_later));
        var report = await mirrors.RefreshAsync(s_later);

        Assert.Equal((TorFeedOutcome.Accepted, null), (report.Sources[0].Outcome, report.Sources[0].Message));
        Assert.Equal(40, MirrorRun.RelaysOf(report.Network));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_list_of_exits_that_halves_is_taken_at_once_only_if_the_consensus_agrees(bool agrees)
    {
        await using var mirrors = new MirrorRun(A);
        string[] exits = [.. Addresses(100, isExit: true)];
        string[] others = [.. Addresses(100, isExit: false).Take(exits.Length)];
        Assert.Equal((40, 40), (exits.Length, others.Length));
        mirrors.Publish(A, s_forge.Make(100));
        mirrors.Run.Options.Sources.Add(new TorFeedSource("exits", mirrors.Server.AddressOf("/exits")) { Role = RelayRoles.Exit });
        mirrors.Server.Answer("/exits", "200 OK", Lines([.. exits, .. others]));
        Assert.True((await mirrors.Run.RefreshAsync()).IsComplete);

        mirrors.Publish(A, s_forge.Make(100, validAfter: s_later));
        mirrors.Server.Answer("/exits", "200 OK", Lines(agrees ? exits : others));
        var report = await mirrors.RefreshAsync(s_later);

        var source = report.Sources.Single(source => source.Source.Name == "exits");
        Assert.Equal(
            agrees ? (TorFeedOutcome.Accepted, "it shrank from 80 to 40 addresses, but another source agrees") : (TorFeedOutcome.Held, "it shrank from 80 to 40 addresses"),
            (source.Outcome, source.Message));
        Assert.Equal(agrees ? RelayRoles.Relay : RelayRoles.Relay | RelayRoles.Exit, RolesOf(report.Network!, others[0]) & ~RelayRoles.Guard);
    }

    [Fact]
    public async Task In_a_view_of_signed_and_other_lists_each_answer_says_on_which_it_rests()
    {
        await using var mirrors = new MirrorRun(A);
        mirrors.Publish(A, s_forge.Make(100));
        mirrors.Run.Options.Sources.Add(new TorFeedSource("exits", mirrors.Server.AddressOf("/exits")) { Role = RelayRoles.Exit });
        mirrors.Server.Answer("/exits", "200 OK", "203.0.113.200\n");

        var network = (await mirrors.Run.RefreshAsync()).Network!;

        Assert.False(network.IsVerified);
        Assert.Equal([(A, true), ("exits", false)], network.Sources.Select(source => (source.Name, source.IsVerified)).Order());
        var relay = ForgedRelays.EndpointOf(7);
        Assert.True(IsVerified(network, new TorEvent { Source = IPAddressValue.Parse("10.0.0.1"), Destination = relay.Address, DestinationPort = relay.Port, Initiator = EventInitiator.Source }));
        Assert.False(IsVerified(network, new TorEvent { Source = IPAddressValue.Parse("203.0.113.200"), Destination = IPAddressValue.Parse("10.0.0.1"), DestinationPort = 443, Initiator = EventInitiator.Source }));
    }

    private static bool IsVerified(TorNetwork network, TorEvent torEvent)
    {
        var classifier = new TorClassifier();
        var verdict = classifier.Classify(network, torEvent);
        Assert.True(verdict.HasEvidence);
        return classifier.IsVerified(network, torEvent, verdict);
    }

    private static RefreshRun FolderRun(byte[] consensus)
    {
        var run = new RefreshRun();
        var folder = Directory.CreateDirectory(Path.Combine(run.Folder, "from")).FullName;
        File.WriteAllBytes(Path.Combine(folder, "consensus"), consensus);
        File.WriteAllBytes(Path.Combine(folder, "keys"), s_forge.Keys());
        run.Options.Authorities = s_forge.Trusted;
        foreach (var source in TorFeedSources.FromFolder(folder))
        {
            run.Options.Sources.Add(source);
        }

        return run;
    }

    // The second mirror gave the consensus of 13:00 when the first one failed; the first one gave that of 15:00 since.
    private static async Task FirstFromTheSecondMirrorAsync(MirrorRun mirrors, bool isTagged = false)
    {
        if (isTagged)
        {
            mirrors.PublishWithTag(B, s_forge.Make(8));
        }
        else
        {
            mirrors.Publish(B, s_forge.Make(8));
        }

        Assert.Equal(8, MirrorRun.RelaysOf((await mirrors.RefreshAsync(s_time)).Network));
        mirrors.Publish(A, s_forge.Make(10, validAfter: s_later + s_hour));
        Assert.Equal(10, MirrorRun.RelaysOf((await mirrors.RefreshAsync(s_later + s_hour)).Network));
    }

    private static async Task OlderIsRefusedAsync(MirrorRun mirrors, string said)
    {
        var time = mirrors.Run.Status.Network!.Time!.Value;
        mirrors.Withdraw(A);

        var report = await mirrors.RefreshAsync(time.AddMinutes(40));

        Assert.Equal([(A, TorFeedOutcome.Failed, "HTTP 404 Not Found"), (B, TorFeedOutcome.Refused, said)], report.Sources.Select(source => (source.Source.Name, source.Outcome, source.Message)));
        Assert.False(report.IsNewView);
        Assert.Equal((10, time), (MirrorRun.RelaysOf(report.Network), report.Network!.Time));
        Assert.Equal([A], mirrors.Run.Status.Sources.Where(source => source.IsCurrent).Select(source => source.Name));
    }

    private static void PublishBad(MirrorRun mirrors, string failure, string mirror = A)
    {
        var good = s_forge.Make(11, validAfter: s_later);
        var text = s_forge.Head(ConsensusFlavor.Ns, s_later) + ForgedRelays.Write(11, ConsensusFlavor.Ns) + ConsensusForge.Footer;
        switch (failure)
        {
            case "flipped byte":
                mirrors.Publish(mirror, Replaced(good, "r relay3 ", "r relaY3 "));
                break;
            case "flipped byte of a signature":
                var second = Encoding.ASCII.GetString(good).Split("-----BEGIN SIGNATURE-----\n");
                second[2] = FlipBase64(second[2]);
                second[3] = FlipBase64(second[3]);
                mirrors.Publish(mirror, Encoding.ASCII.GetBytes(string.Join("-----BEGIN SIGNATURE-----\n", second)));
                break;
            case "too few signatures":
                mirrors.Publish(mirror, s_forge.Sign(text, signers: [1]));
                break;
            case "unknown authorities":
                var many = new ConsensusForge(authorities: 6);
                mirrors.Publish(mirror, many.Sign(many.Head(ConsensusFlavor.Ns, s_later) + ForgedRelays.Write(11, ConsensusFlavor.Ns) + ConsensusForge.Footer, signers: [3, 4, 5]), many.Keys());
                break;
            case "new keys, and no certificates":
                mirrors.Publish(mirror, MirrorRun.RotatedForge.Make(11, validAfter: s_later));
                mirrors.WithdrawKeys(mirror);
                break;
            case "new keys, and HTML for certificates":
                mirrors.Publish(mirror, MirrorRun.RotatedForge.Make(11, validAfter: s_later));
                mirrors.PublishKeys(mirror, "<html>Just a moment</html>\n");
                break;
            case "new keys, and old certificates":
                mirrors.Publish(mirror, MirrorRun.RotatedForge.Make(11, validAfter: s_later), s_forge.Keys());
                break;
            case "HTML":
                mirrors.Publish(mirror, "<html>Just a moment</html>\n"u8.ToArray());
                break;
            case "vote":
                mirrors.Publish(mirror, Replaced(good, "vote-status consensus", "vote-status vote"));
                break;
            case "more behind the signatures":
                mirrors.Publish(mirror, [.. good, .. Encoding.ASCII.GetBytes(ForgedRelays.Write(1, ConsensusFlavor.Ns))]);
                break;
            case "not yet valid":
                mirrors.Publish(mirror, s_forge.Make(11, validAfter: s_later + s_hour));
                break;
            case "older":
                mirrors.Publish(mirror, s_forge.Make(11, validAfter: s_time - s_hour));
                break;
            case "no relays":
                mirrors.Publish(mirror, s_forge.Make(0, validAfter: s_later));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(failure), failure, "no such failure");
        }
    }

    private static string FlipBase64(string text) => (text[10] == 'A' ? text[..10] + 'B' : text[..10] + 'A') + text[11..];

    private static byte[] Replaced(byte[] document, string before, string after)
    {
        var text = Encoding.ASCII.GetString(document);
        Assert.Contains(before, text, StringComparison.Ordinal);
        return Encoding.ASCII.GetBytes(text.Replace(before, after, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Addresses(int count, bool isExit) => Enumerable.Range(0, count)
        .Where(number => (ForgedRelays.RolesOf(number, ConsensusFlavor.Ns) & RelayRoles.Exit) != 0 == isExit)
        .Select(number => ForgedRelays.EndpointOf(number).Address.ToString());

    private static byte[] Lines(string[] lines) => Encoding.ASCII.GetBytes(string.Concat(lines.Select(line => string.Create(CultureInfo.InvariantCulture, $"{line}\n"))));

    private static RelayRoles RolesOf(TorNetwork network, string address) => network.TryFind(IPAddressValue.Parse(address), out var listed) ? listed.RolesAt(null) : RelayRoles.None;
}
