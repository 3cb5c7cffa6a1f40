namespace TorIntel.Tests;

public sealed class ExitAddressesReaderTests
{
    private const string Live = $"""
        ExitNode {RelayText.A}
        Published 2018-10-31 05:08:21
        LastStatus 2018-10-31 06:02:24
        ExitAddress 192.0.2.1 2018-10-31 06:03:23
        ExitAddress 2001:db8::1 2018-10-31 07:03:23
        ExitNode {RelayText.B}
        Published 2018-10-31 05:08:21
        LastStatus 2018-10-31 21:02:25

        """;

    private const string Archived = "@type tordnsel 1.0\nDownloaded 2018-11-01 00:02:01\n" + Live;

    [Fact]
    public void Read_gives_exits_with_their_measured_addresses()
    {
        var reader = RelayText.ExitAddresses(Live);

        Assert.Equal(["AA; Relay, Exit; exit 192.0.2.1 2001:db8::1; last 2018-10-31T06:02:24Z", "BB; Relay, Exit; last 2018-10-31T21:02:25Z"], reader.Texts());
        Assert.Null(reader.Refusal);
        Assert.Empty(reader.Errors);
        Assert.True(reader.KnowsRoles);
        Assert.Equal(2, reader.RelayCount);
    }

    [Fact]
    public void Time_is_Downloaded_or_the_newest_time_in_the_document()
    {
        var (live, archived) = (RelayText.ExitAddresses(Live), RelayText.ExitAddresses(Archived));

        Assert.Equal(live.Texts(), archived.Texts());
        Assert.Equal(RelayText.Time("2018-10-31 21:02:25"), live.Time);
        Assert.Equal(RelayText.Time("2018-11-01 00:02:01"), archived.Time);
    }

    [Theory]
    [InlineData("ExitAddress 192.0.2.300 2018-10-31 06:03:23\n", "9: '192.0.2.300' is no address")]
    [InlineData("ExitAddress 192.0.2.3 yesterday\n", "9: 'yesterday' is no time")]
    [InlineData("ExitAddress 192.0.2.3\n", "9: an exit address without a time")]
    [InlineData("LastStatus 2018-13-31 06:03:23\n", "9: '2018-13-31 06:03:23' is no time")]
    [InlineData("ExitNode AAAA\nExitAddress 192.0.2.9 bad\n", "9: 'AAAA' is no fingerprint")]
    public void A_bad_line_is_reported_and_costs_nothing_else(string line, string error)
    {
        var reader = RelayText.ExitAddresses(Live + line);

        Assert.Equal(2, reader.ReadAll().Count);
        Assert.Equal([error], reader.ErrorTexts());
        Assert.Null(reader.Refusal);
    }

    [Theory]
    [InlineData("Unknown keyword\nNewThing\n")]
    [InlineData("\n")]
    public void Unknown_keywords_are_passed_over(string line)
    {
        var reader = RelayText.ExitAddresses("\uFEFF" + line + Live.Replace("LastStatus", line + "LastStatus", StringComparison.Ordinal));

        Assert.Equal(RelayText.ExitAddresses(Live).Texts(), reader.Texts());
        Assert.Empty(reader.Errors);
    }

    [Theory]
    [InlineData("", "no relay in it")]
    [InlineData("<html>\n", "no relay in it")]
    [InlineData("ExitNode X\n", "no relay in it; line 1: 'X' is no fingerprint")]
    [InlineData("@type bridge-network-status 1.0\n", "line 1: '@type bridge-network-status 1.0' is another document, or of a version that is not known")]
    [InlineData("@type tordnsel 2.0\n" + Live, "line 1: '@type tordnsel 2.0' is another document, or of a version that is not known")]
    [InlineData("ExitNode " + RelayText.A + "\nPublished 2018-10-31 05:08:21\n", "it is cut: its last entry has no LastStatus")]
    [InlineData("ExitNode " + RelayText.A + "\nLastStatus 2018-10-31 05:08", "line 2: it is cut: it ends in the middle of the line")]
    public void What_is_no_such_document_or_is_cut_is_refused(string text, string refusal)
    {
        var reader = RelayText.ExitAddresses(text);

        Assert.Empty(reader.ReadAll());
        Assert.Equal(refusal, reader.Refusal?.Replace("'tordnsel", "'@type tordnsel", StringComparison.Ordinal).Replace("'bridge", "'@type bridge", StringComparison.Ordinal));
        Assert.False(reader.Read());
    }

    [Fact]
    public void A_document_of_which_more_is_bad_than_good_is_refused()
    {
        var reader = RelayText.ExitAddresses(Live + "ExitNode bad\nExitNode bad\nExitNode bad\n");
        reader.ReadAll();

        Assert.Equal("more of it is bad (3) than good (2); line 9: 'bad' is no fingerprint", reader.Refusal);
    }

    [Fact]
    public void A_line_without_end_is_reported_once_and_the_rest_is_kept()
    {
        var reader = RelayText.ExitAddresses(Live + new string('x', 100_000) + "\n");

        Assert.Equal(2, reader.ReadAll().Count);
        Assert.Equal(["9: longer than 1024 bytes"], reader.ErrorTexts());
    }

    [Theory]
    [InlineData("00-02-01", 931, 934, "2018-11-01 00:02:01")]
    [InlineData("01-02-01", 935, 938, "2018-11-01 01:02:01")]
    public void Read_takes_every_entry_of_the_real_lists(string hour, int relays, int addresses, string time)
    {
        var reader = new ExitAddressesReader(new MemoryStream(RelayText.Shared($"tor-documents/exit-addresses-2018-11-01-{hour}.gz")));
        var all = reader.ReadAll();

        Assert.Null(reader.Refusal);
        Assert.Equal(0, reader.ErrorCount);
        Assert.Equal(relays, all.Count);
        Assert.Equal(relays, all.Select(relay => relay.Fingerprint).Distinct().Count());
        Assert.Equal(addresses, all.Sum(relay => relay.ExitAddresses.Count));
        Assert.Equal(RelayText.Time(time), reader.Time);
        Assert.All(all, relay => Assert.InRange(relay.ExitAddresses.Count, 1, 4));
        Assert.All(all, relay => Assert.True(relay.LastSeen <= reader.Time));
    }
}
