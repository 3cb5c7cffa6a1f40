using System.Text;
using TorIntel.Testing;

namespace TorIntel.Pipelines.Tests;

/// <summary>Files that are cut, not of one kind, or not of UTF-8.</summary>
public sealed class TruncatedLogTests
{
    private const string Hit = "{\"event_type\":\"flow\",\"src_ip\":\"198.51.100.99\",\"dest_ip\":\"10.20.5.1\"}";

    [Theory]
    [InlineData(Hit + "\n{\"event_type\":\"flow\",\"src_ip\":\"198.51", "2: a string is not closed")]
    [InlineData(Hit + "\n{\"event_type\":\"flow\",", "2: brackets do not match")]
    [InlineData(Hit + "\n\0\0\0\0\0\0\0\0", "2: NUL bytes: part of the file was never written")]
    [InlineData(Hit + "\n\0\0\0\0{\"event_type\":\"flow\"}\n", "2: NUL bytes: part of the file was never written")]
    [InlineData(Hit + "\n" + Hit + Hit + "\n", "2: more than one JSON value in a line")]
    [InlineData(Hit + "\n" + Hit + "," + Hit + "\n", "2: more than one JSON value in a line")]
    [InlineData(Hit + "\n198.51.100.99 - - [22/Aug/2026:21:09:47 +0000] \"GET / HTTP/1.1\" 200 1\n", "2: not a JSON object")]
    [InlineData(Hit + "\n#fields\tts\tid.orig_h\n", "2: not a JSON object")]
    [InlineData("\uFEFF" + Hit + "\n\uFEFF\n", "2: not a JSON object")]
    [InlineData("[" + Hit + ",\n{\"event_type\":\"flow\"", "2: the file ends within an event")]
    [InlineData("[" + Hit + ",\n", "2: the file ends within the array")]
    [InlineData("[" + Hit + "]\nnot JSON {\n", "2: not a JSON object")]
    [InlineData("{\n\"event_type\":\"flow\",\"src_ip\":\"198.51.100.99\"\n}\n{\n\"event_type\":", "4: the file ends within an event")]
    [InlineData("{\n\"event_type\":\"flow\",\"src_ip\":\"198.51.100.99\"\n}\n2026-08-22 log rotated {x}\n{\n\"event_type\":1}", "4: not a JSON object")]
    public void Each_has_its_reason(string log, string bad)
    {
        var run = EnricherRun.Of(log);

        Assert.Equal([bad], run.BadLineTexts);
        Assert.Equal(1, run.Summary.Tagged);
        Assert.Equal(log, Encoding.UTF8.GetString(Tags.Remove(run.Output)));
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(true, false)]
    public void UTF_16_is_refused_with_what_to_do(bool isBigEndian, bool hasMark)
    {
        var encoding = new UnicodeEncoding(isBigEndian, byteOrderMark: false);
        byte[] log = [.. hasMark ? encoding.GetBytes("\uFEFF") : [], .. encoding.GetBytes(Hit + "\r\n" + Hit + "\r\n")];

        Assert.Equal("log: UTF-16: convert it to UTF-8", Assert.Throws<InvalidDataException>(() => EnricherRun.Of(log)).Message);
        Assert.Equal("log: UTF-16: convert it to UTF-8", Assert.Throws<InvalidDataException>(() => EnricherRun.Of(log, Formats.Eve)).Message);
        using var pieces = new ChunkedStream(log);
        Assert.Throws<InvalidDataException>(() => EnricherRun.Of(pieces));
    }

    [Theory]
    [InlineData("\0\0\0\0\0\0\0\0")]
    [InlineData("a\0b")]
    [InlineData("\0a\0b\0\0\0")]
    public void NUL_bytes_alone_are_no_UTF_16(string log) => Assert.Equal(1, EnricherRun.Of(log, Formats.Eve).Summary.BadLines);

    [Fact]
    public void A_byte_order_mark_alone_is_no_UTF_16() => Assert.Equal(1, EnricherRun.Of([0xFF, 0xFE, .. Encoding.UTF8.GetBytes(Hit)], Formats.Eve).Summary.BadLines);

    [Fact]
    public void Where_kinds_of_events_are_mixed_most_of_them_decide()
    {
        const string Dns = "{\"@timestamp\":\"2026-08-22T21:06:12Z\",\"ecs.version\":\"8\",\"source.ip\":\"198.51.100.99\"}";

        Assert.Equal(2, EnricherRun.Of(Hit + "\n" + Dns + "\n" + Dns + "\n").Summary.Tagged);
        Assert.Equal(1, EnricherRun.Of(Hit + "\n" + Dns + "\n").Summary.Tagged); // the first, among equals
    }
}
