using System.Text;

namespace TorIntel.Pipelines.Tests;

public sealed class JsonLayoutTests
{
    private const string Event = "{\"eventVersion\":\"1\",\"eventSource\":\"x\",\"eventName\":\"y\",\"awsRegion\":\"z\"}";

    [Theory]
    [InlineData("", "Unknown", "Lines")]
    [InlineData(" \r\n", "Unknown", "Lines")]
    [InlineData("[", "Unknown", "Lines")]
    [InlineData("[ \n", "Unknown", "Lines")]
    [InlineData("[{", "Unknown", "Documents")]
    [InlineData("[{}", "Documents", "Documents")]
    [InlineData("[]", "Documents", "Documents")]
    [InlineData(" [\n\t{\"a\":1}", "Documents", "Documents")]
    [InlineData("\uFEFF", "Unknown", "Lines")]
    [InlineData("\uFEFF[", "Unknown", "Lines")]
    [InlineData("\uFEFF[ {}", "Documents", "Documents")]
    [InlineData("[S", "Lines", "Lines")]
    [InlineData("[1", "Lines", "Lines")]
    [InlineData("x", "Lines", "Lines")]
    [InlineData("{", "Unknown", "Lines")]
    [InlineData("{\"a\":1", "Unknown", "Lines")]
    [InlineData("{\"a\":1}", "Lines", "Lines")]
    [InlineData("{\"a\":1}\n{\"a\":", "Lines", "Lines")]
    [InlineData("{\"a\":1} {\"a\":1}", "Lines", "Lines")]
    [InlineData("{\"a\" \"b\"\n", "Lines", "Lines")]
    [InlineData("{\"a\":\"b\n\"}", "Lines", "Lines")] // no string has a line feed
    [InlineData("{\n", "Unknown", "Documents")]
    [InlineData("{\n \"a\": 1\n}", "Documents", "Documents")]
    [InlineData("{\"a\":\n{\"event_type\":\"x\"}\n{\"event_type\":\"x\"}\n", "Lines", "Lines")] // a line that breaks off
    [InlineData("{\"a\":\n{\"event_type\":\"x\"}\n", "Unknown", "Lines")]
    public void Plain_events(string head, string expected, string expectedOfAll) => AssertLayout(head, expected, expectedOfAll);

    [Theory]
    [InlineData("{\"Records\":[" + Event + "]}", "EnvelopeLines", "EnvelopeLines")]
    [InlineData("{\"Records\":[" + Event + "]}\n", "EnvelopeLines", "EnvelopeLines")]
    [InlineData("{\"Records\":[" + Event, "Unknown", "EnvelopeLines")]
    [InlineData("{\"Records\":[" + Event + "\n,{", "Envelopes", "Envelopes")]
    [InlineData("{\n\"Records\":\n[\n" + Event, "Envelopes", "Envelopes")]
    [InlineData("{\"Records\":[\n" + Event, "Envelopes", "Envelopes")]
    [InlineData("{\"a\":{\"Records\":[{}]},\"n\":1,\"records\":[ {\"x\":1}]}", "EnvelopeLines", "EnvelopeLines")]
    [InlineData("{\"value\":[{\"x\":1}]}", "EnvelopeLines", "EnvelopeLines")]
    [InlineData("{\"Records\":[{\"a\":\"broken\n" + "{\"Records\":[" + Event + "]}\n", "EnvelopeLines", "EnvelopeLines")]
    [InlineData("[{\"records\":[{\"x\":1}]},{\"records\":[]}]", "Envelopes", "Envelopes")]
    [InlineData("{\"Records\":[]}", "Lines", "Lines")]
    [InlineData("{\"Records\":[\"a\",1,[{}]]}", "Lines", "Lines")]
    [InlineData("{\"Records\":{\"a\":[{}]}}", "Lines", "Lines")]
    [InlineData("{\"a\":{\"Records\":[{}]}}", "Lines", "Lines")] // not at the top
    [InlineData("{\"target\":[{\"x\":1}]}", "Lines", "Lines")] // not a name of records
    [InlineData("{\"event_type\":\"flow\",\"records\":[{\"x\":1}]}", "Lines", "Lines")] // an event itself
    [InlineData("{\"records\":[{\"x\":1}],\"event_type\":\"flow\"}", "Lines", "Lines")]
    [InlineData("{\"uuid\":\"1\",\"published\":\"x\",\"eventType\":\"x\",\"version\":\"0\",\"actor\":{},\"data\":[{\"x\":1}]}", "Lines", "Lines")]
    public void Documents_around_events(string head, string expected, string expectedOfAll) => AssertLayout(head, expected, expectedOfAll);

    [Fact]
    public void A_document_with_fields_that_the_mapping_speaks_of_is_an_event()
    {
        const string Document = "{\"who\":{\"ip\":\"192.0.2.10\"},\"data\":[{\"ip\":\"192.0.2.10\"}]}";
        Assert.Equal(LogLayout.Lines, LayoutOf(Document, isLast: true, LogFormat.Parse("format x\ntitle x\nsyntax json\nsource.address who.ip\n", "x")));
        Assert.Equal(LogLayout.Lines, LayoutOf(Document, isLast: true, LogFormat.Parse("format x\ntitle x\nsyntax json\nsource.address data.ip\n", "x")));
        Assert.Equal(LogLayout.EnvelopeLines, LayoutOf(Document, isLast: true, LogFormat.Parse("format x\ntitle x\nsyntax json\nsource.address ip\n", "x")));
    }

    [Fact]
    public void A_format_that_is_no_JSON_has_lines() => Assert.Equal(LogLayout.Lines, LayoutOf("[{\"Records\":[{}]}]", isLast: true, Formats.Access));

    [Fact]
    public void A_byte_order_mark_is_waited_for()
    {
        Assert.Equal(LogLayout.Unknown, JsonLayout.Of([0xEF], isLast: false, null, () => []));
        Assert.Equal(LogLayout.Unknown, JsonLayout.Of([0xEF, 0xBB], isLast: false, null, () => []));
        Assert.Equal(LogLayout.Lines, JsonLayout.Of([0xEF, 0xBB, 0xBE], isLast: false, null, () => []));
    }

    private static void AssertLayout(string head, string expected, string expectedOfAll)
    {
        Assert.Equal(expected, LayoutOf(head, isLast: false).ToString());
        Assert.Equal(expectedOfAll, LayoutOf(head, isLast: true).ToString());
    }

    private static LogLayout LayoutOf(string head, bool isLast, LogFormat? format = null) => JsonLayout.Of(Encoding.UTF8.GetBytes(head), isLast, format, () => LogFormat.BuiltIn);
}
