using System.Globalization;
using TorIntel.Testing;

namespace TorIntel.Feeds.Tests;

/// <summary>The ten real broken publications, judged against what stood before them: none gets into a view but the one that is a true list with three bad lines.</summary>
public sealed class GuardedFaultsTests
{
    private static readonly FeedDocumentReader s_reader = new(TrustedAuthorities.Default, includeSpecialPurpose: false);
    private static readonly FeedGuard s_guard = new(FeedGuardOptions.Default);

    [Theory]
    [InlineData("2018-03-13T075724Z-wget-log-403.lst", null, "Refuse: it is the log of a downloader, not a list of addresses")]
    [InlineData("2018-04-23T230014Z-empty.lst", "exits-2018-2024.csv.gz", "Refuse: it is empty: no address in it")]
    [InlineData("2019-08-09T043009Z-rate-limit-text.lst", "addresses-2018-2024.csv.gz", "Refuse: it is text, not a list of addresses; it begins 'Umm...")]
    [InlineData("2019-08-09T043448Z-merge-conflict.lst", "exits-2018-2024.csv.gz", "Refuse: it has conflict markers of a version control system in it")]
    [InlineData("2020-11-13T000056Z-cut-mid-ipv6-still-parses.lst", "addresses-2018-2024.csv.gz", "Hold: no newline ends it: it may be cut")]
    [InlineData("2020-11-13T013138Z-cut-mid-ipv4.lst", "exits-2018-2024.csv.gz", "Hold: no newline ends it: it may be cut")]
    [InlineData("2021-05-21T235501Z-default-route.txt", null, "Refuse: none of its entries can be used (0.0.0.0/0: default route)")]
    [InlineData("2021-09-13T141011Z-html-504.lst", "addresses-2018-2024.csv.gz", "Refuse: it is an HTML page, not a list of addresses")]
    [InlineData("2022-06-08T213203Z-silent-partial.lst", "exits-2018-2024.csv.gz", "Hold: it shrank from 1997 to 307 addresses")]
    [InlineData("2022-09-04T230020Z-malformed-ipv6-and-duplicate.lst", "exits-2018-2024.csv.gz", "Accept: ")]
    public void Each_is_judged_rightly(string file, string? history, string expected)
    {
        var path = SharedData.PathOrSkip("data/faults/" + file);
        var time = DateTimeOffset.ParseExact(file[..18], "yyyy-MM-dd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        var candidate = s_reader.Read(new TorFeedSource("list", path) { Role = RelayRoles.Exit }, File.ReadAllBytes(path), default, time);

        var decision = s_guard.Judge(candidate, history is null ? null : Before(history, time), null, [], []);

        Assert.StartsWith(expected, $"{decision.Verdict}: {decision.Reason}");
        if (decision.Verdict == GuardVerdict.Accept)
        {
            Assert.Equal(2206, candidate.Entries.Value.Count);
            Assert.Equal(2, candidate.ErrorCount);
        }
    }

    [Fact]
    public void A_list_of_quite_other_networks_is_refused()
    {
        // Twenty thousand blocks of hosters and access networks, up to a /9, stood once in the place of the exits.
        var text = string.Concat(Enumerable.Range(0, 20_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"{20 + (i / 2000)}.{i / 250 % 8 * 32}.{i % 250}.0/24\n"))) + "12.0.0.0/9\n";
        var candidate = s_reader.Read(new TorFeedSource("list", "x"), System.Text.Encoding.ASCII.GetBytes(text), default, DateTimeOffset.UnixEpoch);

        Assert.Equal("it has prefixes as short as /9 (IPv4) and /128 (IPv6): no list of relays", s_guard.Judge(candidate, null, null, [], []).Reason);
    }

    // What was listed when the broken file took its place.
    private static GuardedDocument Before(string history, DateTimeOffset time)
    {
        var before = time - TimeSpan.FromHours(4);
        IPPrefix[] listed = [.. PublicationHistory.Intervals(history).Where(row => row.First <= time && row.Last >= before).Select(row => IPPrefix.Parse(row.Row[0])).Distinct()];
        return new GuardedDocument { Digest = "before", Kind = TorListKind.AddressList, EntryCount = listed.Length, Entries = new Lazy<EntrySet>(() => new EntrySet(listed)), FetchedAt = before };
    }
}
