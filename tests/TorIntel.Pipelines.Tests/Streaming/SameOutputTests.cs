using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using TorIntel.Testing;

namespace TorIntel.Pipelines.Tests.Streaming;

/// <summary>However a log is put through, on several threads, through pipes, in parts with a stop between them: what comes out is the same.</summary>
public sealed class SameOutputTests
{
    public static IEnumerable<TheoryDataRow<string>> Corpus => CorpusFiles.Names;

    public static IEnumerable<TheoryDataRow<string>> RealLogs => LogLines.RealLogs.Select(log => new TheoryDataRow<string>(log.File));

    [Theory]
    [MemberData(nameof(Corpus))]
    public async Task A_log_of_the_corpus(string file)
    {
        var log = CorpusFiles.Read(file);
        byte[] many = log.AsSpan().TrimStart("\uFEFF"u8) is [(byte)'[', ..] ? log : [.. Enumerable.Repeat<byte[]>([.. log, (byte)'\n'], 20).SelectMany(bytes => bytes)];
        await AssertSame(log, SampleNetwork.View);
        await AssertSame(many, SampleNetwork.View);
    }

    [Theory]
    [MemberData(nameof(RealLogs))]
    public async Task A_real_log(string file)
    {
        var log = LogLines.ReadReal(SharedData.PathOrSkip("data/logs/" + file));
        log = log[..Math.Min(log.Length, 300_000)];
        await AssertSame(log, LogLines.ViewOf(log));
    }

    [Fact]
    public async Task Lines_that_are_too_long()
    {
        const string Event = "{\"event_type\":\"flow\",\"src_ip\":\"10.0.0.1\",\"dest_ip\":\"192.0.2.10\",\"dest_port\":9001}\n";
        var log = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(Event, 9000)) + new string('x', 9_000_000) + "\n" + Event + new string('y', 20_000_000) + "\n" + Event + new string('z', 8_400_000));

        await AssertSame(log, SampleNetwork.View);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_last_line_that_is_too_long_is_known_to_lack_its_end(int threads)
    {
        var enricher = new LogEnricher(SampleNetwork.View, new TorClassifier(), new LogEnricherOptions { Format = LogFormat.Get("eve"), Threads = threads });

        enricher.Enrich(new MemoryStream(Encoding.ASCII.GetBytes(new string('x', 9_000_000))), Stream.Null, "x", cancellationToken: TestContext.Current.CancellationToken);

        Assert.True(enricher.EndedWithinLine);
    }

    [Theory]
    [InlineData(TagSchema.Tor)]
    [InlineData(TagSchema.Cim)]
    [InlineData(TagSchema.Flat)]
    public async Task Headers_that_change_and_come_in_parts_of_their_own(TagSchema schema)
    {
        var log = new StringBuilder();
        for (var i = 0; i < 40; i++)
        {
            log.Append("#separator \\x09\n#unset_field\t-\n#fields\tts\tid.orig_h\tid.resp_h").Append(i % 3 == 0 ? "\textra\n" : "\n");
            log.Append(i % 2 == 0 ? "#types\ttime\taddr\taddr\n" : "");
            for (var j = 0; j < i * 300; j++)
            {
                log.Append("1787432772.9\t10.20.1.23\t").Append(j % 97 == 50 ? "192.0.2.10" : "203.0.113.9").Append(i % 3 == 0 ? "\t1\n" : "\n");
            }
        }

        var bytes = Encoding.ASCII.GetBytes(log.ToString());
        await AssertSame(bytes, SampleNetwork.View, schema);
        await AssertSame(Run(bytes, SampleNetwork.View, new LogEnricherOptions { Schema = schema }).Output, SampleNetwork.View, schema);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void What_was_read_in_front_of_a_fault_is_passed_on(int threads)
    {
        const string Event = "{\"event_type\":\"flow\",\"src_ip\":\"10.0.0.1\",\"dest_ip\":\"192.0.2.10\",\"dest_port\":9001}\n";
        var log = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(Event, 100_000)));
        using var output = new MemoryStream();
        using var input = new JoinedStream([.. log, .. "{\"event"u8], new FailingStream());
        var enricher = new LogEnricher(SampleNetwork.View, new TorClassifier(), new LogEnricherOptions { Threads = threads });

        Assert.Throws<IOException>(() => enricher.Enrich(input, output, "log", cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(log, Tags.Remove(output.ToArray()));
        Assert.Equal(100_000, enricher.Summary.Tagged);
    }

    [Fact]
    public void A_fault_of_the_output_ends_all_threads()
    {
        var log = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("{\"event_type\":\"flow\"}\n", 200_000)));
        using var input = new MemoryStream(log);
        var enricher = new LogEnricher(SampleNetwork.View, new TorClassifier(), new LogEnricherOptions { Threads = 4 });

        Assert.Throws<IOException>(() => enricher.Enrich(input, new FailingStream(), "log", cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_reader_of_the_output_that_goes_away_ends_it()
    {
        var input = new Pipe();
        var output = new Pipe();
        var run = new LogEnricher(SampleNetwork.View, new TorClassifier()).EnrichAsync(input.Reader, output.Writer, "log", cancellationToken: TestContext.Current.CancellationToken);
        await input.Writer.WriteAsync(Encoding.ASCII.GetBytes("{\"event_type\":\"flow\"}\n"), TestContext.Current.CancellationToken);
        var read = await output.Reader.ReadAsync(TestContext.Current.CancellationToken);
        output.Reader.AdvanceTo(read.Buffer.End);
        await output.Reader.CompleteAsync();

        await input.Writer.WriteAsync(Encoding.ASCII.GetBytes("{\"event_type\":\"flow\"}\n"), TestContext.Current.CancellationToken);

        await run;
    }

    private static async Task AssertSame(byte[] log, TorNetwork network, TagSchema schema = TagSchema.Tor)
    {
        foreach (var onlyTagged in new[] { false, true })
        {
            var expected = Run(log, network, new LogEnricherOptions { Schema = schema, OnlyTagged = onlyTagged });
            AssertEqual(expected, Run(log, network, new LogEnricherOptions { Schema = schema, OnlyTagged = onlyTagged, Threads = 3 }));
            AssertEqual(expected, Run(log, network, new LogEnricherOptions { Schema = schema, OnlyTagged = onlyTagged, Threads = 2 }, inPieces: true));
            AssertEqual(expected, await RunAsync(log, network, new LogEnricherOptions { Schema = schema, OnlyTagged = onlyTagged }));
        }

        foreach (var threads in new[] { 1, 3 })
        {
            AssertResumes(log, network, threads);
        }
    }

    private static EnricherRun Run(byte[] log, TorNetwork network, LogEnricherOptions options, bool inPieces = false)
    {
        using Stream input = inPieces ? new ChunkedStream(log, maxChunk: Math.Max(7, log.Length / 50)) : new MemoryStream(log);
        return EnricherRun.Of(input, options: options, network: network);
    }

    private static async Task<EnricherRun> RunAsync(byte[] log, TorNetwork network, LogEnricherOptions options)
    {
        List<BadLine> badLines = [];
        var enricher = new LogEnricher(network, new TorClassifier(), options with { OnBadLine = badLines.Add });
        using var output = new MemoryStream();
        var writer = PipeWriter.Create(output, new StreamPipeWriterOptions(leaveOpen: true));
        await enricher.EnrichAsync(PipeReader.Create(new ReadOnlySequence<byte>(log)), writer, "log", cancellationToken: TestContext.Current.CancellationToken);
        await writer.CompleteAsync();
        return new EnricherRun(output.ToArray(), enricher.Summary, badLines);
    }

    // From each place at which one may have been stopped, another goes on.
    private static void AssertResumes(byte[] log, TorNetwork network, int threads)
    {
        var expected = Run(log, network, new LogEnricherOptions());
        using var whole = new MemoryStream();
        List<(LogCheckpoint Checkpoint, long Written)> stops = [];
        using var input = new ChunkedStream(log, maxChunk: Math.Max(7, log.Length / 20));
        if (JsonLayout.Of(log, isLast: true, null, () => LogFormat.BuiltIn) != LogLayout.Lines)
        {
            return; // The places between its events are none to begin at.
        }

        var options = new LogEnricherOptions { Threads = threads };
        new LogEnricher(network, new TorClassifier(), options with { OnCheckpoint = checkpoint => stops.Add((checkpoint, whole.Length)) }).Enrich(input, whole, "log", cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(expected.Output, whole.ToArray());
        Assert.Equal(log.Length, stops[^1].Checkpoint.Position);
        foreach (var (checkpoint, written) in stops)
        {
            using var rest = new MemoryStream(log[(int)checkpoint.Position..]);
            using var output = new MemoryStream();
            List<BadLine> bad = [];
            new LogEnricher(network, new TorClassifier(), options with { OnBadLine = bad.Add }).Enrich(rest, output, "log", checkpoint, TestContext.Current.CancellationToken);
            byte[] joined = [.. whole.ToArray()[..(int)written], .. output.ToArray()];
            Assert.Equal(expected.Output, joined);
            Assert.Equal(expected.BadLines.Where(line => line.Line > checkpoint.Line), bad);
        }
    }

    private static void AssertEqual(EnricherRun expected, EnricherRun actual)
    {
        Assert.Equal(expected.Output, actual.Output);
        Assert.Equal(expected.BadLines, actual.BadLines);
        Assert.Equal(expected.Summary.Lines, actual.Summary.Lines);
        Assert.Equal(expected.Summary.Bytes, actual.Summary.Bytes);
        Assert.Equal(expected.Summary.Tagged, actual.Summary.Tagged);
        Assert.Equal(expected.Summary.BadLines, actual.Summary.BadLines);
    }
}
