using System.Globalization;
using System.Text;

namespace TorIntel.Pipelines.Tests.Conformance;

/// <summary>What the formats of text and of keys and values make of a line.</summary>
public sealed class LineFormatConformanceTests
{
    private static readonly FormatCase[] s_cases = [.. PairsFormatCases.All, .. TextFormatCases.All];

    public static IEnumerable<TheoryDataRow<string, string>> Cases => s_cases.Select(row => new TheoryDataRow<string, string>(row.Format, row.Name));

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_event_is_as_expected(string format, string name)
    {
        var expected = CaseOf(format, name);
        var network = ViewOf(expected);
        var text = Encoding.UTF8.GetBytes(expected.Log);
        var record = new EventRecord();
        var reader = LogFormat.Get(format).CreateReader(FormatContext.Default with { Year = 2026 });

        Assert.Null(reader.Read(text, record, new TorClassifier(), network));

        Assert.False(record.IsPlain);
        ref var actual = ref record.Event;
        Assert.Equal(expected.Source, Text(actual.Source));
        Assert.Equal(expected.SourcePort, actual.SourcePort);
        Assert.Equal(expected.Destination, Text(actual.Destination));
        Assert.Equal(expected.DestinationPort, actual.DestinationPort);
        Assert.Equal(expected.Transport, actual.Transport);
        Assert.Equal(expected.Initiator, actual.Initiator);
        Assert.Equal(expected.IsServiceLog, actual.IsServiceLog);
        Assert.Equal(expected.Time, actual.Time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        Assert.Equal(expected.Names, Enumerable.Range(0, record.NameCount).Select(i => Encoding.UTF8.GetString(text, record.Name(i).Start, record.Name(i).Length)));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_format_is_recognised_by_the_line_alone(string format, string name)
    {
        var expected = CaseOf(format, name);

        Assert.Equal(expected.IsRecognised ? format : null, LogFormatDetector.Detect(Encoding.UTF8.GetBytes(expected.Log), LogLayout.Lines, LogFormat.BuiltIn)?.Name);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_tag_is_added_and_the_line_stays(string format, string name)
    {
        var expected = CaseOf(format, name);
        var input = Encoding.UTF8.GetBytes(expected.Log + "\r\n");
        using var stream = new MemoryStream(input);

        var run = EnricherRun.Of(stream, LogFormat.Get(format), network: ViewOf(expected));

        Assert.Equal(1, run.Summary.Tagged);
        Assert.Empty(run.BadLineTexts);
        Assert.Equal(input, Tags.Remove(run.Output));
        Assert.EndsWith("\r\n", run.Text, StringComparison.Ordinal);
        Assert.Single(Tags.Of(run.Output));
    }

    public static IEnumerable<TheoryDataRow<string>> Files => CorpusFiles.Names.Where(row => LogFormat.TryGet(Path.GetFileNameWithoutExtension(row.Data), out var format) && format.Mapping.Syntax != LogSyntax.Json && format.Mapping.Words("header").Count == 0);

    [Theory]
    [MemberData(nameof(Files))]
    public void No_line_of_a_format_is_taken_for_another_one(string file)
    {
        var format = Path.GetFileNameWithoutExtension(file);
        var log = CorpusFiles.Read(file);
        Assert.Equal(format, LogFormatDetector.Detect(log, LogLayout.Lines, LogFormat.BuiltIn)?.Name);

        // A line of another program, in a log of syslog, is that of a service; one that is damaged is nothing.
        var own = 0;
        foreach (var line in Encoding.UTF8.GetString(log).Split('\n'))
        {
            var actual = LogFormatDetector.Detect(Encoding.UTF8.GetBytes(line), LogLayout.Lines, LogFormat.BuiltIn)?.Name;
            own += actual == format ? 1 : 0;
            Assert.Contains(actual, new[] { format, "syslog", null });
        }

        Assert.True(own > (LogFormat.Get(format).Mapping.Words("header") is [] ? 1 : 0)); // A header alone tells.
    }

    private static FormatCase CaseOf(string format, string name) => Assert.Single(s_cases, row => row.Format == format && row.Name == name);

    private static string? Text(IPAddressValue address) => address.IsNone ? null : address.ToString();

    // Both ends are relays: only of events with evidence more is read.
    private static TorNetwork ViewOf(FormatCase row)
    {
        var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
        foreach (var address in new[] { row.Source, row.Destination })
        {
            if (address is not null)
            {
                builder.AddRelayAddress(IPPrefix.Parse(address), RelayRoles.Exit);
            }
        }

        return builder.Build();
    }
}
