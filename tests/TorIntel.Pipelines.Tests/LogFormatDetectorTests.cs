using System.Text;
using TorIntel.Testing;

namespace TorIntel.Pipelines.Tests;

public sealed class LogFormatDetectorTests
{
    private const string Eve = "{\"timestamp\":\"2026-08-22T21:06:12Z\",\"event_type\":\"flow\"}";

    [Theory]
    [InlineData(Eve, LogFormat.SuricataEve)]
    [InlineData("\uFEFF" + Eve, LogFormat.SuricataEve)]
    [InlineData("\r\n\r\n  " + Eve + "\r\n", LogFormat.SuricataEve)]
    [InlineData("not JSON\n{\"broken\":\n" + Eve + "\n", LogFormat.SuricataEve)]
    [InlineData("{\"a\":{\"event_type\":1}}\n" + Eve + "\n", LogFormat.SuricataEve)]
    [InlineData("{\"src_ip\":\"10.0.0.1\",\"dest_ip\":\"192.0.2.10\"}\n", LogFormat.SuricataEve)]
    [InlineData("{\"event_type\":\"flow\",\"broken\n", LogFormat.SuricataEve)]
    [InlineData("{\"even\\u0074_type\":\"flow\"}", LogFormat.SuricataEve)]
    [InlineData("[" + Eve + "]", LogFormat.SuricataEve)]
    [InlineData("\uFEFF \n[\n\n {\n\"event_type\":\"flow\"", LogFormat.SuricataEve)]
    [InlineData("{\"_path\":\"conn\",\"id.orig_h\":\"10.0.0.1\"}", LogFormat.ZeekJson)]
    [InlineData("{\"@stream\":\"conn\"}", LogFormat.ZeekJson)]
    [InlineData("{\"ts\":1.5,\"id_orig_h\":\"10.0.0.1\"}", LogFormat.ZeekJson)]
    [InlineData("{\"ts\":1.5,\"uid\":\"C1\",\"id\":{\"orig_h\":\"10.0.0.1\"}}", LogFormat.ZeekJson)]
    [InlineData("{\"ts\":1.5,\"certificate.subject\":\"CN=x\"}", LogFormat.ZeekJson)]
    [InlineData("[{\"uid\":\"C1\",\"ts\":1.5}]", LogFormat.ZeekJson)]
    [InlineData("#separator \\x09\n", LogFormat.ZeekTsv)]
    [InlineData("\uFEFF#separator \\x09\r\n", LogFormat.ZeekTsv)]
    [InlineData("#fields\tts\tuid\n", LogFormat.ZeekTsv)]
    [InlineData("192.0.2.1 - - [22/Aug/2026:21:09:47 +0000] \"GET / HTTP/1.1\" 200 1\n", LogFormat.AccessLog)]
    [InlineData("\n\nnot a log\nwww.example.com:80 192.0.2.1 - - [22/Aug/2026:21:09:47 +0000] \"GET / HTTP/1.1\" 200 1", LogFormat.AccessLog)]
    [InlineData("", LogFormat.Auto)]
    [InlineData("[]", LogFormat.Auto)]
    [InlineData("[1,2]", LogFormat.Auto)]
    [InlineData("{}", LogFormat.Auto)]
    [InlineData("{\"a\":1}", LogFormat.Auto)]
    [InlineData("{\"id\":1,\"uid\":0}", LogFormat.Auto)] // these names are everywhere
    [InlineData("{\"src_ip\":\"10.0.0.1\"}", LogFormat.Auto)]
    [InlineData("[Sun Dec 04 04:47:44 2005] [notice] workerEnv.init() ok", LogFormat.Auto)]
    [InlineData("Dec 10 06:55:46 LabSZ sshd[24200]: Invalid user", LogFormat.Auto)]
    [InlineData("# comment\n1,2,3\n", LogFormat.Auto)]
    public void Detect_tells_the_format(string head, LogFormat format)
    {
        Assert.Equal(format, LogFormatDetector.Detect(Encoding.UTF8.GetBytes(head)));
        if (format != LogFormat.Auto)
        {
            using var stream = new ChunkedStream(Encoding.UTF8.GetBytes(head));
            Assert.Equal(head, Encoding.UTF8.GetString(Tags.Remove(EnricherRun.Of(stream).Output)));
        }
    }

    [Fact]
    public void Detect_looks_at_twenty_lines()
    {
        Assert.Equal(LogFormat.SuricataEve, LogFormatDetector.Detect(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("x\n", 19)) + Eve)));
        Assert.Equal(LogFormat.Auto, LogFormatDetector.Detect(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("x\n", 20)) + Eve)));
    }

    [Theory]
    [InlineData("[" + Eve + ",{\"a\":\"", "\"}]")]
    [InlineData(Eve + "\n{\"a\":\"", "\"}")]
    [InlineData("{\"event_type\":\"flow\",\"a\":\"", "\"}\n")] // the first line alone is longer than what is looked at
    [InlineData("[\n{\"event_type\":\"flow\",\"a\":\"", "\"}]\n")]
    public void A_log_without_line_feeds_near_its_beginning_is_recognised(string start, string end)
    {
        var text = start + new string('x', 3_000_000) + end;

        var run = EnricherRun.Of(text);

        Assert.Equal(text, run.Text);
        Assert.Equal(0, run.Summary.BadLines);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData(" \r\n", null)]
    [InlineData("[", null)]
    [InlineData("[ \n", null)]
    [InlineData("[{", true)]
    [InlineData("[]", true)]
    [InlineData(" [\n\t{", true)]
    [InlineData("\uFEFF", null)]
    [InlineData("\uFEFF[", null)]
    [InlineData("\uFEFF[ {", true)]
    [InlineData("\uFEFF{", false)]
    [InlineData("[S", false)]
    [InlineData("[1", false)]
    [InlineData("{", false)]
    [InlineData("x", false)]
    public void IsJsonArray_says_whether_it_can_tell_yet(string head, bool? expected) =>
        Assert.Equal(expected, LogFormatDetector.IsJsonArray(Encoding.UTF8.GetBytes(head)));

    [Fact]
    public void IsJsonArray_waits_for_a_whole_byte_order_mark()
    {
        Assert.Null(LogFormatDetector.IsJsonArray([0xEF]));
        Assert.Null(LogFormatDetector.IsJsonArray([0xEF, 0xBB]));
        Assert.False(LogFormatDetector.IsJsonArray([0xEF, 0xBB, 0xBE]));
    }
}
