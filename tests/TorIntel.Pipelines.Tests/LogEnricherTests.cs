using System.Text;
using System.Text.Json;
using TorIntel.Testing;

namespace TorIntel.Pipelines.Tests;

public sealed class LogEnricherTests
{
    private const string Plain = "{\"event_type\":\"flow\",\"src_ip\":\"10.0.0.1\",\"dest_ip\":\"192.0.2.200\",\"dest_port\":443}\n";
    private const string Low = "{\"event_type\":\"flow\",\"src_ip\":\"203.0.113.30\",\"dest_ip\":\"10.0.0.1\",\"dest_port\":22}\n";
    private const string High = "{\"event_type\":\"flow\",\"src_ip\":\"203.0.113.40\",\"dest_ip\":\"10.0.0.1\",\"dest_port\":22}\n";
    private const string Confirmed = "{\"event_type\":\"flow\",\"src_ip\":\"10.0.0.1\",\"dest_ip\":\"192.0.2.10\",\"dest_port\":9001}\n";

    [Theory]
    [InlineData(Confidence.Low, 3)]
    [InlineData(Confidence.Medium, 2)]
    [InlineData(Confidence.High, 2)]
    [InlineData(Confidence.Confirmed, 1)]
    public void Events_below_the_least_confidence_pass_byte_for_byte(Confidence least, int tagged)
    {
        var run = EnricherRun.Of(Plain + Low + High + Confirmed, options: new LogEnricherOptions { MinConfidence = least });

        Assert.Equal(tagged, run.Summary.Tagged);
        Assert.Equal(4 - tagged, run.Lines.Count(line => (Plain + Low + High + Confirmed).Contains(line, StringComparison.Ordinal)));
        Assert.Equal(0, run.Summary.BadLines);
    }

    [Fact]
    public void Only_tagged_passes_tagged_events_alone()
    {
        var run = EnricherRun.Of(Plain + High + "bad\n\n" + Plain + Confirmed[..^1], options: new LogEnricherOptions { OnlyTagged = true });

        Assert.Equal(High + Confirmed, Encoding.UTF8.GetString(Tags.Remove(run.Output)));
        Assert.Equal(["3: not a JSON object"], run.BadLineTexts);
        Assert.Equal(6, run.Summary.Lines);
    }

    [Fact]
    public void Only_tagged_passes_the_headers_of_a_log_with_tabs_too()
    {
        const string Header = "#separator \\x09\n#fields\tid.orig_h\tid.resp_h\n#types\taddr\taddr\n";
        var run = EnricherRun.Of(Header + "10.0.0.1\t192.0.2.200\n10.0.0.1\t192.0.2.10\n10.0.0.1\t192.0.2.200\n#close\tx\n", options: new LogEnricherOptions { OnlyTagged = true });

        Assert.Equal(Header + "10.0.0.1\t192.0.2.10\n#close\tx\n", Encoding.UTF8.GetString(Tags.Remove(run.Output)));
        Assert.Equal(Header + "#close\n", EnricherRun.Of(Header + "10.0.0.1\t192.0.2.200\n#close", options: new LogEnricherOptions { OnlyTagged = true }).Text);
    }

    [Fact]
    public void Only_tagged_makes_lines_of_the_objects_of_an_array()
    {
        var array = $"[{Plain[..^1]},{High[..^1]},\n {Confirmed[..^1]}]\n";
        var run = EnricherRun.Of(array, options: new LogEnricherOptions { OnlyTagged = true });

        Assert.Equal(High + Confirmed, Encoding.UTF8.GetString(Tags.Remove(run.Output)));
        Assert.All(run.Lines, line => Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(line).RootElement.ValueKind));
    }

    [Fact]
    public void Only_tagged_puts_an_object_of_many_lines_on_one()
    {
        var array = CorpusFiles.Read("eve-array-pretty.json");
        var run = EnricherRun.Of([.. Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(array).ReplaceLineEndings("\r\n"))], options: new LogEnricherOptions { OnlyTagged = true });
        using var before = JsonDocument.Parse(array);

        Assert.Equal(3, run.Summary.Tagged);
        Assert.Equal(3, run.Lines.Length);
        foreach (var (line, i) in run.Lines.Select((line, i) => (line, i)))
        {
            var members = JsonDocument.Parse(line).RootElement.EnumerateObject().ToArray();
            Assert.Equal("tor", members[^1].Name);
            Assert.Equal(Compact(before.RootElement[i + 1].GetRawText())[..^1], Compact(line)[..Compact(line).IndexOf(",\"tor\":", StringComparison.Ordinal)]);
        }

        static string Compact(string json) => JsonSerializer.Serialize(JsonDocument.Parse(json).RootElement);
    }

    [Fact]
    public void Only_tagged_drops_a_byte_order_mark_with_the_line_that_it_stands_in_front_of()
    {
        var run = EnricherRun.Of("\uFEFF" + Plain + High, options: new LogEnricherOptions { OnlyTagged = true });

        Assert.Equal(High, Encoding.UTF8.GetString(Tags.Remove(run.Output)));
    }

    [Fact]
    public void Summary_counts_over_all_inputs()
    {
        var enricher = new LogEnricher(SampleNetwork.View, new TorClassifier());
        using var output = new MemoryStream();
        foreach (var text in new[] { Plain + Low, "", High + "bad\n" + Confirmed, $"[{Confirmed},{Plain}]" })
        {
            using var input = new MemoryStream(Encoding.UTF8.GetBytes(text));
            enricher.Enrich(input, output, "log", cancellationToken: TestContext.Current.CancellationToken);
            Assert.True(input.CanRead && output.CanWrite); // Neither is closed.
        }

        var summary = enricher.Summary;
        Assert.Equal(7, summary.Lines);
        Assert.Equal(4, summary.Tagged);
        Assert.Equal(1, summary.BadLines);
        Assert.Equal((Plain + Low + High + "bad\n" + Confirmed).Length + (Confirmed + Plain).Length + 3, summary.Bytes);
        Assert.Equal([0, 1, 0, 1, 2], Enum.GetValues<Confidence>().Select(summary.Count));
        Assert.Equal(2, summary.Count(EvidenceKind.DestinationOrEndpoint));
        Assert.Equal(2, summary.Count(EvidenceKind.PortRelay));
        Assert.Equal(1, summary.Count(EvidenceKind.SourceExit));
        Assert.Equal(1, summary.Count(EvidenceKind.SourceRelay));
        Assert.Equal(2, summary.Count(TorDirection.Inbound));
        Assert.Equal(2, summary.Count(TorDirection.Outbound));
    }

    [Fact]
    public void The_header_of_one_log_says_nothing_about_the_next()
    {
        List<string> bad = [];
        var enricher = new LogEnricher(SampleNetwork.View, new TorClassifier(), new LogEnricherOptions { Format = Formats.ZeekTsv, OnBadLine = line => bad.Add($"{line.Source}:{line.Line}") });
        using var first = new MemoryStream("#fields\tid.resp_h\n192.0.2.10\n"u8.ToArray());
        using var second = new MemoryStream("192.0.2.10\n"u8.ToArray());
        using var output = new MemoryStream();

        enricher.Enrich(first, output, "first", cancellationToken: TestContext.Current.CancellationToken);
        enricher.Enrich(second, output, "second", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(1, enricher.Summary.Tagged);
        Assert.Equal(["second:1"], bad);
    }

    [Theory]
    [InlineData("2026-08-22T21:00:00Z", 0, false)]
    [InlineData("2026-08-22T20:59:59.9Z", -1, false)]
    [InlineData("2020-01-01T00:00:00Z", -209_595_600, false)]
    [InlineData("2026-08-23T21:00:00Z", 86_400, false)]
    [InlineData("2026-08-23T21:00:00.5Z", 86_400, true)]
    [InlineData("2026-09-22T21:00:00Z", 2_678_400, true)]
    public void The_age_of_the_list_is_reckoned_from_the_event(string time, long age, bool isStale)
    {
        var list = TagOf(Confirmed.Replace("{", $"{{\"timestamp\":\"{time}\",", StringComparison.Ordinal)).GetProperty("list");

        Assert.Equal("2026-08-22T21:00:00Z", list.GetProperty("time").GetString());
        Assert.Equal(age, list.GetProperty("age_s").GetInt64());
        Assert.Equal(isStale, list.GetProperty("stale").GetBoolean());
        Assert.False(list.GetProperty("verified").GetBoolean());
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"timestamp\":\"yesterday\",")]
    [InlineData("\"timestamp\":null,")]
    public void What_is_not_known_is_left_out(string time)
    {
        var tag = TagOf("{" + time + Confirmed[1..]);

        Assert.False(tag.GetProperty("list").TryGetProperty("age_s", out _));
        Assert.False(tag.GetProperty("list").TryGetProperty("stale", out _));
        Assert.False(tag.TryGetProperty("initiator", out _));
        Assert.False(TagOf(Low).TryGetProperty("techniques", out _));
        Assert.False(TagOf(Low).TryGetProperty("attack_version", out _));
        Assert.False(TagOf(High).GetProperty("relays")[0].TryGetProperty("nickname", out _));
        Assert.False(TagOf(Confirmed).GetProperty("relays")[0].TryGetProperty("first_seen", out _));
        Assert.DoesNotContain("null", tag.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void StaleAfter_sets_the_age()
    {
        var run = EnricherRun.Of(Confirmed.Replace("{", "{\"timestamp\":\"2026-08-22T22:00:01Z\",", StringComparison.Ordinal), options: new LogEnricherOptions { StaleAfter = TimeSpan.FromHours(1) });

        Assert.True(Tags.Of(run.Output)[0].GetProperty("list").GetProperty("stale").GetBoolean());
    }

    [Theory]
    [InlineData("2026-08-22T23:59:59Z", false)]
    [InlineData("2026-08-23T00:00:01Z", true)]
    [InlineData("2026-08-01T00:00:00Z", false)]
    public void A_list_is_stale_when_it_is_no_longer_valid(string time, bool isStale)
    {
        var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
        builder.AddSource(new TorListSource("consensus", new DateTimeOffset(2026, 8, 22, 21, 0, 0, TimeSpan.Zero)) { ValidUntil = new DateTimeOffset(2026, 8, 23, 0, 0, 0, TimeSpan.Zero) });
        builder.AddNetwork(SampleNetwork.View);
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(Confirmed.Replace("{", $"{{\"timestamp\":\"{time}\",", StringComparison.Ordinal)));
        var run = EnricherRun.Of(input, network: builder.Build());

        Assert.Equal(isStale, Tags.Of(run.Output)[0].GetProperty("list").GetProperty("stale").GetBoolean());
    }

    [Fact]
    public void Text_of_lists_and_events_is_escaped_in_the_tag()
    {
        var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
        builder.AddSource(new TorListSource("a \"list\"\\\n<ä>", null));
        builder.AddRelay(new TorRelayDescription { Fingerprint = RelayFingerprint.Parse(new string('A', 40)), Roles = RelayRoles.Exit, Nickname = "nick\"\\\u0001ä", OrEndpoints = [new IPEndpointValue(IPAddressValue.Parse("192.0.2.1"), 443)] });
        var line = "192.0.2.1 - - [22/Aug/2026:21:09:47 +0000] \"GET http://x.onion/\\\"ä\u0001\t HTTP/1.1\" 200 1\n";
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(line));
        var run = EnricherRun.Of(input, network: builder.Build());
        var tag = Assert.Single(Tags.Of(run.Output));

        Assert.Equal("a \"list\"\\\n<ä>", tag.GetProperty("list").GetProperty("source").GetString());
        Assert.Equal("nick\"\\\u0001ä", tag.GetProperty("relays")[0].GetProperty("nickname").GetString());
        Assert.Equal("http://x.onion/\\\"ä\u0001\t", tag.GetProperty("evidence")[1].GetProperty("value").GetString());
        Assert.Single(run.Lines);
        Assert.DoesNotContain(run.Text[..^1].Replace("\u0001\t HTTP", " HTTP", StringComparison.Ordinal), char.IsControl);
    }

    [Fact]
    public void What_came_so_far_is_passed_on_before_more_is_waited_for()
    {
        using var output = new MemoryStream();
        using var input = new WatchedStream([Confirmed + Plain + "{\"event_type\"", ":\"flow\"}\n"], () => (int)output.Length);

        new LogEnricher(SampleNetwork.View, new TorClassifier()).Enrich(input, output, "live", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(0, input.Seen[0]);
        Assert.True(input.Seen[1] > (Confirmed + Plain).Length);
        Assert.Equal(output.Length, input.Seen[^1]);
    }

    [Fact]
    public void Cancelling_stops_the_reading_and_passes_on_what_was_read()
    {
        using var source = new CancellationTokenSource();
        using var output = new MemoryStream();
        using var input = new WatchedStream([Plain + Confirmed, Plain, Plain], () => 0, afterRead: source.Cancel);
        var enricher = new LogEnricher(SampleNetwork.View, new TorClassifier());

        Assert.Throws<OperationCanceledException>(() => enricher.Enrich(input, output, "live", cancellationToken: source.Token));

        Assert.Equal(Plain + Confirmed, Encoding.UTF8.GetString(Tags.Remove(output.ToArray())));
        Assert.Equal(1, enricher.Summary.Tagged);
    }

    [Fact]
    public void A_failing_input_passes_on_what_was_read()
    {
        using var output = new MemoryStream();
        using var input = new JoinedStream(Encoding.UTF8.GetBytes(Plain + Confirmed + Plain), new FailingStream());

        Assert.Throws<IOException>(() => new LogEnricher(SampleNetwork.View, new TorClassifier()).Enrich(input, output, "log", cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(Plain + Confirmed + Plain, Encoding.UTF8.GetString(Tags.Remove(output.ToArray())));
    }

    [Fact]
    public void A_failing_output_is_told()
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(Plain));

        Assert.Throws<IOException>(() => new LogEnricher(SampleNetwork.View, new TorClassifier()).Enrich(input, new FailingStream(), "log", cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Nothing_may_be_null()
    {
        using var stream = new MemoryStream();
        var enricher = new LogEnricher(SampleNetwork.View, new TorClassifier());

        Assert.Throws<ArgumentNullException>(() => new LogEnricher(null!, new TorClassifier()));
        Assert.Throws<ArgumentNullException>(() => new LogEnricher(SampleNetwork.View, null!));
        Assert.Throws<ArgumentNullException>(() => enricher.Enrich(null!, stream, "log", cancellationToken: TestContext.Current.CancellationToken));
        Assert.Throws<ArgumentNullException>(() => enricher.Enrich(stream, null!, "log", cancellationToken: TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("\uFEFF")]
    [InlineData("\uFEFF\r\n \n")]
    public void A_byte_order_mark_and_blanks_are_right_in_every_format(string log) => Assert.Equal(log, EnricherRun.Of(log).Text);

    [Fact]
    public void Numbers_that_cannot_be_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new LogEnricherOptions { Threads = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new LogEnricherOptions { Year = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new LogEnricherOptions { Year = 10_000 });
        Assert.Null(new LogEnricherOptions { Year = null }.Year);
    }

    [Fact]
    public void A_classifiers_options_reach_the_tag()
    {
        var classifier = new TorClassifier(new TorClassifierOptions
        {
            InternalNetworks = [IPPrefix.Parse("192.0.2.0/24")],
            OwnRelays = [RelayFingerprint.Parse(new string('1', 40))],
            IgnoredNetworks = [IPPrefix.Parse("203.0.113.0/24")],
        });
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(Confirmed + High));
        var tag = Assert.Single(Tags.Of(EnricherRun.Of(input, classifier: classifier).Output));

        Assert.Equal("low inbound own-relay(dest_ip=192.0.2.10)", Tags.Short(tag));
        Assert.True(tag.GetProperty("evidence")[0].GetProperty("authorised").GetBoolean());
    }

    private static JsonElement TagOf(string line) => Assert.Single(Tags.Of(EnricherRun.Of(line).Output));
}
