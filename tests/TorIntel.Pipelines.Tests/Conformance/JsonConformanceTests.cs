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
