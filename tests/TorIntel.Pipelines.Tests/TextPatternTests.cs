using System.Text;

namespace TorIntel.Pipelines.Tests;

public sealed class TextPatternTests
{
    private const string Head = "format x\ntitle X\nsyntax text\n";

    [Theory]
    [InlineData("a {v} b", "a 1 b", "1")]
    [InlineData("a {v} b", "a 1 b 2 b", "1 b 2")] // a gap in front of the end goes on to it
    [InlineData("a {v} b{}", "a 1 b 2 b", "1")]
    [InlineData("a {v*} b{}", "a 1 b 2 b", "1 b 2")]
    [InlineData("a {v} b", "a 1 c", null)]
    [InlineData("a {v} b", "xa 1 b", null)]
    [InlineData("a {v}", "a ", null)] // white space at the end of a line is not looked at
    [InlineData("a{v}", "a", "")]
    [InlineData("a {v:word}", "a ", null)]
    [InlineData("a {v:word}", "a 1 2", null)]
    [InlineData("{}{v:word}", "x", "error")]
    [InlineData("{} from {v:address}{}", "x from y from 192.0.2.1 from 192.0.2.2 z", "192.0.2.1")]
    [InlineData("{*} from {v:address}{}", "x from 192.0.2.1 from 192.0.2.2 from y", "192.0.2.2")]
    [InlineData("{*} from {v:address}", "x from 192.0.2.1 from y", null)]
    [InlineData("{*} from {v:address}", "x from 192.0.2.1", "192.0.2.1")]
    [InlineData("{v:address}:{:port}", "192.0.2.1:80", "192.0.2.1")]
    [InlineData("{v:address}:{:port}", "2001:db8::1:8080", "2001:db8::1")]
    [InlineData("{v:address} x", "2001:db8::1%eth0 x", "2001:db8::1%eth0")]
    [InlineData("{v:address}", "010.0.0.1", null)]
    [InlineData("{v:address}", "cafe", null)]
    [InlineData("{v:host}/{:port}", "www.example-1.com/80", "www.example-1.com")]
    [InlineData("{v:host}/{:port}", "www/x", null)]
    [InlineData("{:host}:{v:port}", "192.0.2.1:65535", "65535")]
    [InlineData("{:host}:{v:port}", "192.0.2.1:123456", null)]
    [InlineData("{v:number};", "1234567890;", "1234567890")]
    [InlineData("[{v:time}] x", "[22-Aug-2026 21:06:12.902] x", "22-Aug-2026 21:06:12.902")]
    [InlineData("{v:time} x", "Aug 22 21:06:12 x", "Aug 22 21:06:12")]
    [InlineData("{v:time} x", "Aug 22 21:06:12.5 UTC x", "Aug 22 21:06:12.5 UTC")]
    [InlineData("{v:time}", "Augustus", null)]
    [InlineData("{{{v}}}", "{1}", "1")]
    [InlineData("\" {v} \"", " 1 ", null)]
    [InlineData("\" {v}\"", " 1", "1")]
    [InlineData("{v:word} ä", "1 ä", "1")]
    public void A_pattern_fits_and_captures(string pattern, string text, string? expected)
    {
        // What is captured is the Host: a name under .onion is looked at always.
        var mapping = Head + $"line {pattern}\nhttp.host v\n";
        if (expected == "error")
        {
            Assert.Throws<MappingException>(() => LogFormat.Parse(mapping, "x"));
            return;
        }

        var record = new EventRecord();
        var line = Encoding.UTF8.GetBytes(text);
        var problem = LogFormat.Parse(mapping, "x").CreateReader(FormatContext.Default).Read(line, record, new TorClassifier(), TorNetwork.Empty);

        Assert.Equal(expected is null ? "not a line of X" : null, problem);
        Assert.Equal(expected ?? "", record.NameCount == 0 ? "" : Encoding.UTF8.GetString(line, record.Name(0).Start, record.Name(0).Length));
    }

    [Fact]
    public void Patterns_are_tried_in_turn_on_what_the_line_leaves()
    {
        var format = LogFormat.Parse(Head + "line {t:time} {rest}\nline - {}\npattern a {v} b {w}\npattern a {w}\nhttp.host v w\ntime t\nunset none\n", "x").CreateReader(FormatContext.Default);
        var record = new EventRecord();

        Assert.Equal(["1", "2"], Names("Aug 22 21:06:12 a 1 b 2"));
        Assert.Equal(["1 c 2"], Names("Aug 22 21:06:12 a 1 c 2"));
        Assert.Equal(["2"], Names("Aug 22 21:06:12 a none b 2"));
        Assert.Empty(Names("Aug 22 21:06:12 c"));
        Assert.Empty(Names("- a 1"));

        string[] Names(string text)
        {
            var line = Encoding.UTF8.GetBytes(text);
            Assert.Null(format.Read(line, record, new TorClassifier(), TorNetwork.Empty));
            return [.. Enumerable.Range(0, record.NameCount).Select(i => Encoding.UTF8.GetString(line, record.Name(i).Start, record.Name(i).Length))];
        }
    }

    [Theory]
    [InlineData("pattern {a", "a '{' is not closed; '{{' stands for one in the text")]
    [InlineData("pattern a}", "a '}' closes nothing; '}}' stands for one in the text")]
    [InlineData("pattern", "the pattern is missing")]
    [InlineData("pattern {a}{v}", "no text stands between '{v}' and the placeholder in front of it")]
    [InlineData("pattern {a}{v:word}", "no text stands between '{v:word}' and the placeholder in front of it")]
    [InlineData("pattern {v:word}{a:word}", "no text stands between '{a:word}' and the placeholder in front of it")]
    [InlineData("pattern {v} x {v}", "the placeholder 'v' is used twice")]
    [InlineData("pattern {v:thing}", "'{v:thing}' is no placeholder; one is {}, {NAME}, {NAME*} or {NAME:KIND} with a KIND of word, host, address, port, number, time")]
    [InlineData("pattern {v w}", "'{v w}' is no placeholder; one is {}, {NAME}, {NAME*} or {NAME:KIND} with a KIND of word, host, address, port, number, time")]
    public void A_bad_pattern_is_refused_with_its_line(string statement, string reason)
    {
        var error = Assert.Throws<MappingException>(() => LogFormat.Parse(Head + "http.host v\n" + statement + "\n", "my.mapping"));

        Assert.Equal(("my.mapping", 5, reason), (error.SourceName, error.Line, error.Reason));
    }

    [Fact]
    public void A_field_that_no_pattern_has_is_refused()
    {
        var error = Assert.Throws<MappingException>(() => LogFormat.Parse(Head + "pattern {v}\nhttp.host v\nurl w\n", "x"));

        Assert.Equal((6, "no pattern has a placeholder 'w'"), (error.Line, error.Reason));
    }

    [Fact]
    public void A_pattern_with_too_many_parts_is_refused() =>
        Assert.Throws<MappingException>(() => LogFormat.Parse(Head + "pattern " + string.Concat(Enumerable.Repeat("{}x", 33)) + "\n", "x"));

    [Theory]
    [InlineData(":")]
    [InlineData("192.0.2.1:")]
    [InlineData("outside:a/1 to ")]
    [InlineData("Built outbound TCP connection 9 for ")]
    public void A_long_line_takes_no_long_time(string part)
    {
        var line = "%ASA-6-302013: Built outbound TCP connection 9 for " + string.Concat(Enumerable.Repeat(part, 4_000_000 / part.Length));
        var record = new EventRecord();
        var clock = System.Diagnostics.Stopwatch.StartNew();

        LogFormat.Get("cisco-asa").CreateReader(FormatContext.Default).Read(Encoding.UTF8.GetBytes(line), record, new TorClassifier(), TorNetwork.Empty);

        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 5);
    }
}
