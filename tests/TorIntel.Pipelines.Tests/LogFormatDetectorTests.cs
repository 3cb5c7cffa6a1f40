using System.Text;
using TorIntel.Testing;

namespace TorIntel.Pipelines.Tests;

public sealed class LogFormatDetectorTests
{
    private const string Eve = "{\"timestamp\":\"2026-08-22T21:06:12Z\",\"event_type\":\"flow\"}";

    [Theory]
    [InlineData(Eve, "eve")]
    [InlineData("\uFEFF" + Eve, "eve")]
    [InlineData("\r\n\r\n  " + Eve + "\r\n", "eve")]
    [InlineData("not JSON\n{\"broken\":\n" + Eve + "\n", "eve")]
    [InlineData("{\"a\":{\"event_type\":1}}\n" + Eve + "\n", "eve")]
    [InlineData("{\"src_ip\":\"10.0.0.1\",\"dest_ip\":\"192.0.2.10\"}\n", "eve")]
    [InlineData("{\"event_type\":\"flow\",\"broken\n", "eve")]
    [InlineData("{\"even\\u0074_type\":\"flow\"}", "eve")]
    [InlineData("[" + Eve + "]", "eve")]
    [InlineData("\uFEFF \n[\n\n {\n\"event_type\":\"flow\"", "eve")]
    [InlineData("{\"_path\":\"conn\",\"id.orig_h\":\"10.0.0.1\"}", "zeek-json")]
    [InlineData("{\"@stream\":\"conn\"}", "zeek-json")]
    [InlineData("{\"ts\":1.5,\"id_orig_h\":\"10.0.0.1\"}", "zeek-json")]
    [InlineData("{\"ts\":1.5,\"uid\":\"C1\",\"id\":{\"orig_h\":\"10.0.0.1\"}}", "zeek-json")]
    [InlineData("{\"ts\":1.5,\"certificate.subject\":\"CN=x\"}", "zeek-json")]
    [InlineData("[{\"uid\":\"C1\",\"ts\":1.5}]", "zeek-json")]
    [InlineData("#separator \\x09\n", "zeek-tsv")]
    [InlineData("\uFEFF#separator \\x09\r\n", "zeek-tsv")]
    [InlineData("#fields\tts\tuid\n", "zeek-tsv")]
    [InlineData("192.0.2.1 - - [22/Aug/2026:21:09:47 +0000] \"GET / HTTP/1.1\" 200 1\n", "access")]
    [InlineData("\n\nnot a log\nwww.example.com:80 192.0.2.1 - - [22/Aug/2026:21:09:47 +0000] \"GET / HTTP/1.1\" 200 1", "access")]
    [InlineData("", null)]
    [InlineData("[]", null)]
    [InlineData("[1,2]", null)]
    [InlineData("{}", null)]
    [InlineData("{\"a\":1}", null)]
    [InlineData("{\"id\":1,\"uid\":0}", null)] // these names are everywhere
    [InlineData("{\"src_ip\":\"10.0.0.1\"}", null)]
    [InlineData("[Sun Dec 04 04:47:44 2005] [notice] workerEnv.init() ok", "apache-error")]
    [InlineData("Dec 10 06:55:46 LabSZ sshd[24200]: Invalid user", "sshd")]
    [InlineData("Dec 10 06:55:46 LabSZ CRON[1]: (root) CMD (x)\nDec 10 06:55:46 LabSZ sshd[24200]: Invalid user", "sshd")] // the surer one of the first lines
    [InlineData("Dec 10 06:55:46 LabSZ CRON[1]: (root) CMD (x)\n", "syslog")]
    [InlineData("192.0.2.1 - - [22/Aug/2026:21:09:47 +0000] \"GET /%ASA-6-302013:+ HTTP/1.1\" 200 1 \"-\" \"%ASA-6-302013: CEF:0| sshd[1]: LEEF:1.0|\"\n", "access")]
    [InlineData("# comment\n1,2,3\n", null)]
    public void Detect_tells_the_format(string head, string? format)
    {
        Assert.Equal(format, Detect(head));
        if (format is not null)
        {
            using var stream = new ChunkedStream(Encoding.UTF8.GetBytes(head));
            Assert.Equal(head, Encoding.UTF8.GetString(Tags.Remove(EnricherRun.Of(stream).Output)));
        }
    }

    [Fact]
    public void Detect_looks_at_twenty_lines()
    {
        Assert.Equal("eve", Detect(string.Concat(Enumerable.Repeat("x\n", 19)) + Eve));
        Assert.Null(Detect(string.Concat(Enumerable.Repeat("x\n", 20)) + Eve));
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

    private static string? Detect(string head)
    {
        var bytes = Encoding.UTF8.GetBytes(head);
        return LogFormatDetector.Detect(bytes, JsonLayout.Of(bytes, isLast: true, null, () => LogFormat.BuiltIn), LogFormat.BuiltIn)?.Name;
    }
}
