using System.Text;
using TorIntel.Testing;

namespace TorIntel.Pipelines.Tests;

public sealed class LongRecordTests
{
    private const string Event = "{\"event_type\":\"flow\",\"src_ip\":\"10.0.0.1\",\"dest_ip\":\"192.0.2.10\",\"dest_port\":9001}";

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_record_is_read_up_to_the_limit_and_passed_on_unread_beyond(int tooMuch)
    {
        var record = "{\"a\":\"" + new string('x', LogEnricher.MaxRecordLength + tooMuch - Event.Length - 7) + "\"," + Event[1..];
        Assert.Equal(LogEnricher.MaxRecordLength + tooMuch, record.Length);
        var input = Event + "\n" + record + "\n" + Event + "\n";

        var run = EnricherRun.Of(input);

        Assert.Equal(3 - tooMuch, run.Summary.Tagged);
        Assert.Equal(tooMuch == 0 ? [] : ["2: longer than 8 MiB"], run.BadLineTexts);
        Assert.Equal(input, Encoding.UTF8.GetString(Tags.Remove(run.Output)));
    }

    [Fact]
    public void A_long_line_costs_no_more_memory_than_the_limit()
    {
        var end = Encoding.ASCII.GetBytes("\n" + Event + "\n" + Event);
        using var input = new RepeatedStream([.. "{\"a\":\""u8, .. Enumerable.Repeat((byte)'x', 100_000)], 100_000_000, end);
        AssertPassesOn(input, Formats.Eve, tagged: 2, "1: longer than 8 MiB");
    }

    [Fact]
    public void A_long_last_line_is_counted_too()
    {
        using var input = new RepeatedStream([.. "{\"a\":\"xxxxx"u8], 30_000_000);
        AssertPassesOn(input, Formats.Eve, tagged: 0, "1: longer than 8 MiB");
    }

    [Fact]
    public void A_long_event_of_an_array_costs_no_more_memory_than_the_limit()
    {
        // The first event goes on for ever: a string in which there are braces, quotes and line feeds.
        var end = Encoding.ASCII.GetBytes("\"}\n,\n" + Event + "\n,\n\n" + Event + "}\n,{]");
        using var rest = new RepeatedStream([.. "}{\\\"\n"u8, .. Enumerable.Repeat((byte)'x', 99_995)], 100_000_000, end);
        using var input = new JoinedStream("[{\"a\":\""u8.ToArray(), rest);
        AssertPassesOn(input, Formats.Eve, tagged: 2, "1: longer than 8 MiB", "1007: the file ends within an event");
    }

    [Theory]
    [InlineData("eve")]
    [InlineData("zeek-json")]
    [InlineData("zeek-tsv")]
    [InlineData("access")]
    public void A_file_without_line_feeds_is_one_bad_line(string format)
    {
        using var input = new RepeatedStream(new byte[4096], 20_000_000);
        AssertPassesOn(input, LogFormat.Get(format), tagged: 0, "1: longer than 8 MiB");
    }

    [Fact]
    public void Only_tagged_drops_a_long_line()
    {
        var end = Encoding.ASCII.GetBytes("\n" + Event);
        using var input = new RepeatedStream(new byte[4096], 20_000_000, end);

        var run = EnricherRun.Of(input, Formats.Eve, new LogEnricherOptions { OnlyTagged = true });

        Assert.Equal(1, run.Summary.Tagged);
        Assert.Equal(Event + "\n", Encoding.UTF8.GetString(Tags.Remove(run.Output)));
    }

    private static void AssertPassesOn(Stream input, LogFormat format, int tagged, params string[] badLines)
    {
        List<string> bad = [];
        using var output = new CountingStream();
        var enricher = new LogEnricher(SampleNetwork.View, new TorClassifier(), new LogEnricherOptions { Format = format, OnBadLine = line => bad.Add($"{line.Line}: {line.Reason}") });
        var before = GC.GetAllocatedBytesForCurrentThread();
        enricher.Enrich(input, output, "long");
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(badLines, bad);
        Assert.Equal(tagged, enricher.Summary.Tagged);
        Assert.InRange(output.Count, input.Length, input.Length + (tagged * 1_000)); // All of it came out, and the tags.
        Assert.InRange(allocated, 0, 40_000_000); // The buffer as it doubled up to 16 MiB.
    }
}
