using System.Text;

namespace TorIntel.Pipelines.Tests.Conformance;

/// <summary>Each case of <see cref="JsonFormatCases"/>: what is recognised, what the event is, and that the tag is written back.</summary>
public sealed class JsonConformanceTests
{
    public static IEnumerable<TheoryDataRow<string, string>> Cases => JsonFormatCases.All.Select(entry => new TheoryDataRow<string, string>(entry.Format, entry.Name));

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_format_is_recognised(string format, string name)
    {
        var expected = CaseOf(format, name);
        var log = Encoding.UTF8.GetBytes(expected.Log);

        Assert.Equal(expected.IsRecognised ? format : null, LogFormatDetector.Detect(log, LayoutOf(log), LogFormat.BuiltIn)?.Name);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_event_is_what_the_record_says(string format, string name)
    {
        var expected = CaseOf(format, name);
        var text = LastRecord(expected.Log);
        var record = new EventRecord();
        var reader = LogFormat.Get(format).CreateReader(FormatContext.Default);

        Assert.Null(reader.Read(text, record, new TorClassifier(), ViewOf(expected)));

        Assert.False(record.IsPlain);
        var actual = record.Event;
        Assert.Equal(expected.Source, TextOf(actual.Source));
        Assert.Equal(expected.SourcePort, actual.SourcePort);
        Assert.Equal(expected.Destination, TextOf(actual.Destination));
        Assert.Equal(expected.DestinationPort, actual.DestinationPort);
        Assert.Equal(expected.Transport, actual.Transport);
        Assert.Equal(expected.Initiator, actual.Initiator);
        Assert.Equal(expected.IsServiceLog, actual.IsServiceLog);
        Assert.Equal(expected.Time, actual.Time?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null));
        Assert.Equal(expected.Names, Enumerable.Range(0, record.NameCount).Select(i => Encoding.UTF8.GetString(text, record.Name(i).Start, record.Name(i).Length)));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_tag_is_written_back_and_nothing_else(string format, string name)
    {
        var expected = CaseOf(format, name);
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(expected.Log));

        var run = EnricherRun.Of(stream, expected.IsRecognised ? null : LogFormat.Get(format), network: ViewOf(expected));

        Assert.Empty(run.BadLineTexts);
        Assert.Equal(1, run.Summary.Tagged);
        Assert.Equal(expected.Log, Encoding.UTF8.GetString(Tags.Remove(run.Output)));
        System.Text.Json.JsonDocument.Parse(run.Output).Dispose();
    }

    [Fact]
    public void Every_format_over_JSON_has_a_case_and_a_sample()
    {
        var formats = LogFormat.BuiltIn.Where(format => format.Mapping.Syntax == LogSyntax.Json).Select(format => format.Name).ToArray();

        Assert.Equal(formats, formats.Intersect(JsonFormatCases.All.Select(entry => entry.Format)));
        Assert.All(formats, format => Assert.Contains(CorpusFiles.Names, file => file.Data.StartsWith(format, StringComparison.Ordinal)));
    }

    [Fact]
    public void No_format_takes_the_records_of_another()
    {
        foreach (var file in CorpusFiles.Names.Select(row => row.Data).Where(file => file.EndsWith(".json", StringComparison.Ordinal)))
        {
            var log = CorpusFiles.Read(file);
            var layout = LayoutOf(log);
            var head = log.AsSpan().StartsWith("\uFEFF"u8) ? log[3..] : log;
            var records = layout == LogLayout.Lines
                ? Encoding.UTF8.GetString(head).Split('\n').Where(line => line.StartsWith('{')).Select(Encoding.UTF8.GetBytes).ToArray()
                : [.. JsonHead.Records(head, layout, int.MaxValue).Select(range => head[range])];
            var format = LogFormat.BuiltIn.Where(known => file.StartsWith(known.Name, StringComparison.Ordinal)).MaxBy(known => known.Name.Length)!.Name;

            Assert.All(records, record => Assert.Contains(JsonRecognizer.Recognize(record, LogFormat.BuiltIn)?.Name, new[] { format, null }));
        }
    }

    private static FormatCase CaseOf(string format, string name) => JsonFormatCases.All.Single(entry => entry.Format == format && entry.Name == name);

    private static LogLayout LayoutOf(byte[] log) => JsonLayout.Of(log, isLast: true, null, () => LogFormat.BuiltIn);

    private static byte[] LastRecord(string log)
    {
        var bytes = Encoding.UTF8.GetBytes(log);
        var layout = LayoutOf(bytes);
        return layout == LogLayout.Lines ? Encoding.UTF8.GetBytes(log.TrimEnd('\n').Split('\n')[^1]) : bytes[JsonHead.Records(bytes, layout, int.MaxValue)[^1]];
    }

    private static string? TextOf(IPAddressValue address) => address.IsNone ? null : address.ToString();

    // The addresses that are expected are exits'.
    private static TorNetwork ViewOf(FormatCase expected)
    {
        var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
        builder.AddSource(new TorListSource("sample", null));
        foreach (var address in new[] { expected.Source, expected.Destination }.OfType<string>())
        {
            builder.AddExitAddress(IPPrefix.Parse(address));
        }

        return builder.Build();
    }
}
