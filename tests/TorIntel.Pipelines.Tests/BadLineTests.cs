using System.Text;
using TorIntel.Testing;

namespace TorIntel.Pipelines.Tests;

public sealed class BadLineTests
{
    [Fact]
    public void Each_bad_event_is_named_with_its_line_and_reason()
    {
        var run = EnricherRun.Of(CorpusFiles.Read("eve-hostile.json"));

        Assert.Equal(
            [
                "5: it has a field 'tor' already",
                "6: it has a field 'tor' already",
                "7: it has a field 'tor' already",
                "8: it has a field 'tor' already",
                "14: brackets do not match",
                "15: a string is not closed",
                "16: brackets do not match",
                "17: more than one JSON value in a line",
                "18: more than one JSON value in a line",
                "19: more than one JSON value in a line",
                "20: not a JSON object",
                "21: not a JSON object",
                "22: not a JSON object",
                "23: not a JSON object",
                "24: not valid JSON",
                "25: not valid JSON",
                "26: not valid JSON",
                "27: not valid JSON",
                "28: not valid JSON",
                "30: nested deeper than 64 levels",
                "31: not valid UTF-8",
                "32: a control character in a string",
                "33: a control character in a string",
                "34: a control character in a string",
                "35: NUL bytes: part of the file was never written",
            ],
            run.BadLineTexts);
        Assert.Equal(36, run.Summary.Lines);
        Assert.Equal(25, run.Summary.BadLines);
        Assert.Equal(8, run.Summary.Tagged);
        Assert.All(run.BadLines, bad => Assert.Equal("log", bad.Source));
    }

    [Fact]
    public void In_an_array_the_line_is_the_one_that_the_event_begins_in()
    {
        var run = EnricherRun.Of(CorpusFiles.Read("eve-array-hostile.json"));

        Assert.Equal(["3: not valid JSON", "6: it has a field 'tor' already", "6: the file ends within an event"], run.BadLineTexts);
        Assert.Equal(7, run.Summary.Lines); // events
        Assert.Equal(3, run.Summary.Tagged);
    }

    [Fact]
    public void In_a_log_with_tabs_short_rows_are_bad()
    {
        Assert.Equal(["17: 2 columns where the header has 9"], EnricherRun.Of(CorpusFiles.Read("zeek-tsv-changing-header.log")).BadLineTexts);
    }

    [Fact]
    public void In_an_access_log_what_has_another_form_is_bad()
    {
        const string Reason = "not a line of an access log: host, user, [time] and \"request\" expected";
        Assert.Equal(["15: " + Reason, "16: " + Reason], EnricherRun.Of(CorpusFiles.Read("access-combined.log")).BadLineTexts);
    }

    [Fact]
    public void A_log_with_tabs_needs_its_header_and_the_tab()
    {
        Assert.Equal(["1: no #fields header before the first record"], EnricherRun.Of("1\t2\t3\n", Formats.ZeekTsv).BadLineTexts);
        Assert.Equal(["1: the separator \\x2c is not the tab", "2: no #fields header before the first record"], EnricherRun.Of("#separator \\x2c\n1,2,3\n").BadLineTexts);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("\r\n \t\r\n\n")]
    public void Blank_lines_are_passed_on_and_are_not_bad(string text)
    {
        foreach (var format in LogFormat.BuiltIn)
        {
            var run = EnricherRun.Of(text, format);
            Assert.Equal(text, run.Text);
            Assert.Equal(0, run.Summary.BadLines);
            Assert.Equal(text.Count(c => c == '\n'), run.Summary.Lines);
        }
    }

    [Fact]
    public void Binary_data_come_out_as_they_are_in_every_format()
    {
        var bytes = new byte[100_000];
        new Random(3).NextBytes(bytes);
        foreach (var format in LogFormat.BuiltIn)
        {
            var run = EnricherRun.Of(bytes, format);
            Assert.Equal(bytes, run.Output);
            Assert.Equal(0, run.Summary.Tagged);
            Assert.True(run.Summary.BadLines > 300);
        }
    }

    [Fact]
    public void A_log_of_unknown_format_is_an_error_and_nothing_is_written()
    {
        var enricher = new LogEnricher(SampleNetwork.View, new TorClassifier());
        using var output = new MemoryStream();
        foreach (var text in new[] { "Dec 10 at noon, somebody at 192.0.2.10\n", "{\"a\":1}\n", "[]", "\0\0\0", "[1,2]\n", new string('x', 3_000_000) })
        {
            using var input = new MemoryStream(Encoding.UTF8.GetBytes(text));
            var error = Assert.Throws<InvalidDataException>(() => enricher.Enrich(input, output, "syslog", cancellationToken: TestContext.Current.CancellationToken));
            Assert.StartsWith("syslog: cannot tell the format of this log; ", error.Message);
        }

        Assert.Equal(0, output.Length);
    }

    [Fact]
    public void A_bad_line_at_the_end_without_newline_is_named_too()
    {
        using var stream = new ChunkedStream("{\"event_type\":\"flow\"}\n{\"event_type\""u8.ToArray());
        var run = EnricherRun.Of(stream);

        Assert.Equal("{\"event_type\":\"flow\"}\n{\"event_type\"", run.Text);
        Assert.Equal(["2: brackets do not match"], run.BadLineTexts);
    }
}
