using System.Text;

namespace TorIntel.Pipelines.Tests;

public sealed class PairsFormatTests
{
    [Theory]
    [InlineData("dialect x")]
    [InlineData("dialect plain cef")]
    [InlineData("dialect plain\ndialect cef")]
    [InlineData("source.address s when t is 1")]
    public void A_bad_mapping_is_refused_with_its_line(string statements)
    {
        var error = Assert.Throws<MappingException>(() => LogFormat.Parse("format x\ntitle X\nsyntax pairs\n" + statements, "x"));

        Assert.Equal(3 + statements.Split('\n').Length, error.Line);
    }

    [Theory]
    [InlineData("fortigate", "no pair", "no key=value")]
    [InlineData("fortigate", "= =", "no key=value")]
    [InlineData("netfilter", "no pair", "neither key=value nor the time of a log of syslog")]
    [InlineData("cef", "a=b", "no header 'CEF:'")]
    [InlineData("cef", "CEF:0|a|b|c|d|e|f a=b", "a CEF header of seven parts expected")]
    [InlineData("cef", "CEF:0|a|b|c|d|e|f\\| a=b", "a CEF header of seven parts expected")]
    [InlineData("cef", "CEF:0|a\\", "a CEF header of seven parts expected")]
    [InlineData("leef", "a=b", "no header 'LEEF:'")]
    [InlineData("leef", "LEEF:1.0|a|b|c|d", "a LEEF header of five parts expected")]
    public void A_line_that_is_none_is_bad(string format, string line, string reason) =>
        Assert.Equal(["1: " + reason], EnricherRun.Of(line, LogFormat.Get(format)).BadLineTexts);

    [Theory]
    [InlineData("fortigate", "type=\"x\" srcip=203.0.113.40 dstip=10.0.0.1 tor_confidence=1", "tor_confidence")]
    [InlineData("cef", "CEF:0|a|b|c|d|e|f|src=203.0.113.40 torConfidence=1", "torConfidence")]
    [InlineData("leef", "LEEF:1.0|a|b|c|d|src=203.0.113.40\ttorConfidence=1", "torConfidence")]
    public void A_line_that_has_the_key_already_stays(string format, string line, string key)
    {
        var run = EnricherRun.Of(line, LogFormat.Get(format));

        Assert.Equal(line, run.Text);
        Assert.Equal([$"1: it has a field '{key}' already"], run.BadLineTexts);
    }

    [Theory]
    [InlineData("fortigate", "type=x srcip=203.0.113.40 dstip=\"10.0.0.1")]
    [InlineData("cef", "CEF:0|a|b|c|d|e|f|src=203.0.113.40   ")]
    [InlineData("cef", "CEF:0|a|b|c|d|e|f|src=10.0.0.1 dst=2 dst= src=203.0.113.40")]
    [InlineData("leef", "LEEF:2.0|a|b|c|d||src=203.0.113.40\tdst=")]
    [InlineData("leef", "LEEF:2.0|a|b|c|d|xZZ|src=1\tsrc=203.0.113.40")]
    public void A_line_that_is_cut_or_odd_is_read_as_far_as_it_goes(string format, string line) =>
        Assert.Equal(1, EnricherRun.Of(line, LogFormat.Get(format)).Summary.Tagged);

    [Theory]
    [InlineData("cef", "CEF:0|a|b|c|d|e|f|", "a=")]
    [InlineData("cef", "CEF:0|a|b|c|d|e|f|", "=")]
    [InlineData("cef", "CEF:0|a|b|c|d|e|f|", "\\=")]
    [InlineData("fortigate", "", "a=\"")]
    [InlineData("fortigate", "", "=")]
    [InlineData("fortigate", "x=\"", "\\")]
    [InlineData("netfilter", "a=b ", " ")]
    [InlineData("leef", "LEEF:1.0|a|b|c|d|", "\t")]
    public void A_long_line_takes_no_long_time(string format, string start, string part)
    {
        var line = Encoding.UTF8.GetBytes(start + string.Concat(Enumerable.Repeat(part, 4_000_000 / part.Length)));
        var clock = System.Diagnostics.Stopwatch.StartNew();

        LogFormat.Get(format).CreateReader(FormatContext.Default).Read(line, new EventRecord(), new TorClassifier(), TorNetwork.Empty);

        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 5);
    }
}
