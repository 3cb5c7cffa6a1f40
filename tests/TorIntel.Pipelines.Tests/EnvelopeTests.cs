using System.Text;
using TorIntel.Testing;

namespace TorIntel.Pipelines.Tests;

/// <summary>Documents around events: <c>{"Records":[…]}</c> and kin.</summary>
public sealed class EnvelopeTests
{
    private const string Hit = "{\"eventVersion\":\"1\",\"eventSource\":\"x\",\"eventName\":\"y\",\"awsRegion\":\"z\",\"sourceIPAddress\":\"198.51.100.99\"}";
    private const string Miss = "{\"eventVersion\":\"1\",\"eventSource\":\"x\",\"eventName\":\"y\",\"awsRegion\":\"z\",\"sourceIPAddress\":\"192.0.2.200\"}";

    [Theory]
    [InlineData("{\"Records\":[" + Hit + "," + Miss + "," + Hit + "]}", 3, 2)]
    [InlineData("{ \"a\" : 1 , \"Records\" : [ " + Miss + " ,\r\n " + Hit + " ] , \"b\" : [ { \"sourceIPAddress\":\"198.51.100.99\" } ] }\n", 2, 1)]
    [InlineData("{\"Records\":[" + Hit + "]}\n{\"Records\":[" + Miss + "," + Hit + "]}\n", 3, 2)]
    [InlineData("[{\"records\":[" + Hit + "]},{\"records\":[" + Hit + "]}]\n", 2, 2)]
    [InlineData("{\"Records\":[" + Miss + "]}\n" + Hit + "\n{\"Records\":[]}\n{\"other\":[" + Hit + "]}\n", 4, 1)] // documents without records are events
    [InlineData("{\"Records\":[1,\"{\",[" + Hit + "]," + Hit + "]}", 2, 2)]
    [InlineData("{\"Records\":[" + Miss + "],\"records\":[" + Hit + "]}", 2, 1)]
    [InlineData("{\"x\":\"\\\"Records\\\":[{\",\"Records\":[" + Hit + "]}", 1, 1)]
    public void Each_record_gets_its_tag_and_all_else_stays(string log, int records, int tagged)
    {
        var run = EnricherRun.Of(log);

        Assert.Empty(run.BadLineTexts);
        Assert.Equal(records, run.Summary.Lines);
        Assert.Equal(tagged, run.Summary.Tagged);
        Assert.Equal(log, Encoding.UTF8.GetString(Tags.Remove(run.Output)));
        Assert.Equal(tagged, run.Text.Split(",\"sourceIPAddress\":\"198.51.100.99\",\"tor\":{").Length - 1);
    }

    [Theory]
    [InlineData("{\"Records\":[" + Hit + "," + Miss + "," + Hit + "]}")]
    [InlineData("{\n \"Records\": [\n" + Hit + ",\n" + Miss + ",\n" + Hit + "\n]\n}\n")]
    public void Only_tagged_ones_come_out_as_lines(string log)
    {
        var run = EnricherRun.Of(log, options: new LogEnricherOptions { OnlyTagged = true });

        Assert.Equal(2, run.Lines.Length);
        Assert.All(run.Lines, line => Assert.StartsWith(Hit[..^1] + ",\"tor\":{", line));
        Assert.EndsWith("}\n", run.Text);
    }

    [Fact]
    public void An_event_that_has_an_array_of_objects_is_one_event()
    {
        const string Okta = "{\"uuid\":\"1\",\"published\":\"2026-08-22T21:06:12Z\",\"eventType\":\"x\",\"version\":\"0\",\"actor\":{},\"client\":{\"ipAddress\":\"198.51.100.99\"},\"data\":[{\"client\":{\"ipAddress\":\"198.51.100.99\"}}]}";

        var run = EnricherRun.Of(Okta + "\n" + Okta + "\n");

        Assert.Equal(2, run.Summary.Lines);
        Assert.Equal(2, run.Summary.Tagged);
        Assert.All(run.Lines, line => Assert.StartsWith(Okta[..^1] + ",\"tor\":{", line));
    }

    [Theory]
    [InlineData("{\"Records\":[" + Hit, 1, "1: the file ends within the array")]
    [InlineData("{\"Records\":[" + Hit + "]", 1, "1: the file ends within the document")]
    [InlineData("{\"Records\":[" + Hit + ",{\"eventVersion\":\"1", 1, "1: the file ends within an event")]
    [InlineData("{\n\"Records\":[\n" + Hit + ",\n{\"eventVersion\":\n\"1", 1, "4: the file ends within an event")]
    [InlineData("{\"Records\":[" + Hit + "]}\n{\"Records\":[" + Hit + ",{\"a\":\n{\"Records\":[" + Hit + "]}\n", 3, "2: the line ends within an event")]
    [InlineData("{\"Records\":[" + Hit + "]}\n{\"Records\":[" + Hit + ",\n{\"Records\":[" + Hit + "]}\n", 3, "2: the line ends within the document")]
    [InlineData("{\"Records\":[" + Hit + "]}\n{\"Rec\n{\"Records\":[" + Hit + "]}\n", 2, "2: the line ends within the document")]
    [InlineData("{\"Records\":[" + Hit + "]}\n198.51.100.99 - - [22/Aug/2026:21:09:47 +0000] \"GET /{} HTTP/1.1\" 200 1\n{\"Records\":[" + Hit + "]}\n", 2, "2: not a JSON object")]
    [InlineData("{\"Records\":[" + Hit + "]}\n\0\0\0\0\n{\"Records\":[" + Hit + "]}\n", 2, "2: not a JSON object")]
    [InlineData("{\"Records\":[" + Hit + ",{\"sourceIPAddress\":nope}," + Hit + "]}\n", 2, "1: not valid JSON")]
    [InlineData("{\"Records\":[" + Hit + ",{\"sourceIPAddress\":\"198.51.100.99\",\"x\":\"\0\"}," + Hit + "]}\n", 2, "1: a control character in a string")]
    [InlineData("{\"Records\":[" + Hit + ",{\"sourceIPAddress\":\"198.51.100.99\",\"tor\":1}," + Hit + "]}\n", 2, "1: it has a field 'tor' already")]
    public void What_is_broken_is_named_and_costs_itself_only(string log, int tagged, string bad)
    {
        var run = EnricherRun.Of(log);

        Assert.Equal([bad], run.BadLineTexts);
        Assert.Equal(tagged, run.Summary.Tagged);
        Assert.Equal(log, Encoding.UTF8.GetString(Tags.Remove(run.Output)));

        using var pieces = new ChunkedStream(Encoding.UTF8.GetBytes(log), 3, 5);
        var again = EnricherRun.Of(pieces);
        Assert.Equal(run.Text, again.Text);
        Assert.Equal(run.BadLineTexts, again.BadLineTexts);
    }

    [Theory]
    [InlineData("{\"Records\":[" + Hit + "," + Miss + "]}\n", 3)]
    [InlineData("{\n\"Records\":[\n" + Hit + ",\n" + Miss + "\n]}\n", 3)]
    [InlineData("[" + Hit + ",\n" + Hit + "]\n", 1)] // within an array nobody can begin
    public void Another_enricher_can_go_on_between_documents(string document, int leastStops)
    {
        var log = Encoding.UTF8.GetBytes(leastStops == 1 ? document : string.Concat(Enumerable.Repeat(document, 40)) + "{\"Records\":[" + Hit + ",{]}\n");
        var expected = EnricherRun.Of(log);
        List<(LogCheckpoint Checkpoint, long Written)> stops = [];
        using var output = new MemoryStream();
        using var input = new ChunkedStream(log, 3, 4);
        new LogEnricher(SampleNetwork.View, new TorClassifier(), new LogEnricherOptions { OnCheckpoint = checkpoint => stops.Add((checkpoint, output.Length)) })
            .Enrich(input, output, "log", cancellationToken: TestContext.Current.CancellationToken);

        Assert.InRange(stops.Count, leastStops, 1000);
        foreach (var (checkpoint, written) in stops)
        {
            List<BadLine> bad = [];
            using var rest = new MemoryStream(log, (int)checkpoint.Position, log.Length - (int)checkpoint.Position);
            using var more = new MemoryStream();
            new LogEnricher(SampleNetwork.View, new TorClassifier(), new LogEnricherOptions { OnBadLine = bad.Add }).Enrich(rest, more, "log", checkpoint, TestContext.Current.CancellationToken);
            byte[] both = [.. output.ToArray()[..(int)written], .. more.ToArray()];
            Assert.Equal(expected.Output, both);
            Assert.Equal(checkpoint.Position == log.Length ? [] : expected.BadLineTexts, bad.Select(line => $"{line.Line}: {line.Reason}"));
        }
    }

    [Fact]
    public void A_document_longer_than_what_is_looked_at_is_read_through()
    {
        var log = "{\"x\":\"" + new string('x', 70_000) + "\",\"Records\":[" + string.Join(',', Enumerable.Repeat(Miss, 30_000)) + "," + Hit + "]}";

        var run = EnricherRun.Of(log);

        Assert.Empty(run.BadLineTexts);
        Assert.Equal(30_001, run.Summary.Lines);
        Assert.Equal(1, run.Summary.Tagged);
    }

    [Fact]
    public void A_record_and_what_stands_in_front_may_be_too_long()
    {
        var filler = new string('x', LogEnricher.MaxRecordLength);
        var log = "{\"Records\":[" + Hit + ",{\"a\":\"" + filler + "\"}," + Hit + "]}\n{\"a\":\"" + filler + "\",\"Records\":[" + Hit + "]}\n{\"a\":\"" + filler + "\"}\n{\"Records\":[" + Hit + "]}\n";

        var run = EnricherRun.Of(log);

        Assert.Equal(["1: longer than 8 MiB", "3: longer than 8 MiB"], run.BadLineTexts);
        Assert.Equal(4, run.Summary.Tagged);
        Assert.Equal(log.Length, Tags.Remove(run.Output).Length);
    }
}
