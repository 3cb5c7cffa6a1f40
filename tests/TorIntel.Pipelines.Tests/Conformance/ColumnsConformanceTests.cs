using System.Text;

namespace TorIntel.Pipelines.Tests.Conformance;

/// <summary>Each format with columns reads what its documentation says, and takes a tag.</summary>
public sealed class ColumnsConformanceTests
{
    public static IEnumerable<TheoryDataRow<string, string>> Cases => ColumnsFormatCases.All.Select(one => new TheoryDataRow<string, string>(one.Format, one.Name));

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_record_is_read_as_documented(string format, string name)
    {
        var expected = Find(format, name);
        var record = Read(expected);
        if (expected is { Source: null, Destination: null, Names: [] })
        {
            Assert.True(record.IsPlain); // Not looked at any further.
            return;
        }

        Assert.Equal(expected.Source ?? "", TextOf(record.Event.Source));
        Assert.Equal(expected.Destination ?? "", TextOf(record.Event.Destination));
        Assert.Equal(expected.SourcePort, record.Event.SourcePort);
        Assert.Equal(expected.DestinationPort, record.Event.DestinationPort);
        Assert.Equal(expected.Transport, record.Event.Transport);
        Assert.Equal(expected.Initiator, record.Event.Initiator);
        Assert.Equal(expected.IsServiceLog, record.Event.IsServiceLog);
        Assert.Equal(expected.Time, record.Event.Time?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));
        var text = Encoding.UTF8.GetBytes(expected.Log.Split('\n')[^1]);
        Assert.Equal(expected.Names, Enumerable.Range(0, record.NameCount).Select(i => Encoding.UTF8.GetString(text, record.Name(i).Start, record.Name(i).Length)));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_log_of_one_record_is_recognised(string format, string name)
    {
        var expected = Find(format, name);
        Assert.True(expected.IsRecognised);
        Assert.Equal(format, LogFormatDetector.Detect(Encoding.UTF8.GetBytes(expected.Log), LogLayout.Lines, LogFormat.BuiltIn)?.Name);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_tag_is_added_and_nothing_else_changes(string format, string name)
    {
        var expected = Find(format, name);
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(expected.Log + "\r\n"));
        var run = EnricherRun.Of(stream, network: ViewOf(expected));

        Assert.Empty(run.BadLineTexts);
        Assert.Equal(expected.Source is null ? 0 : 1, run.Summary.Tagged);
        Assert.Equal(expected.Log + "\r\n", Encoding.UTF8.GetString(Tags.Remove(run.Output, LogFormat.Get(format))));
    }

    private static FormatCase Find(string format, string name) => ColumnsFormatCases.All.Single(one => one.Format == format && one.Name == name);

    private static string TextOf(IPAddressValue address) => address.IsNone ? "" : address.ToString();

    private static EventRecord Read(FormatCase expected)
    {
        var reader = LogFormat.Get(expected.Format).CreateReader(FormatContext.Default);
        var record = new EventRecord();
        var view = ViewOf(expected);
        foreach (var line in expected.Log.Split('\n'))
        {
            Assert.Null(reader.Read(Encoding.UTF8.GetBytes(line), record, new TorClassifier(), view));
        }

        return record;
    }

    // Whoever takes part is listed, so that no record is passed over as one without evidence.
    private static TorNetwork ViewOf(FormatCase expected)
    {
        var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
        foreach (var address in new[] { expected.Source, expected.Destination }.OfType<string>())
        {
            builder.AddExitAddress(IPPrefix.Parse(address));
        }

        return builder.Build();
    }
}
