namespace TorIntel.Pipelines.Tests.Mappings;

public sealed class MappingReaderTests
{
    private const string Minimal = "format mine\ntitle My format\nsyntax json\n";

    [Fact]
    public void A_format_of_ones_own_is_recognised_and_read()
    {
        var format = LogFormat.Parse(
            Minimal + """
            recognise fields who.from who.to

            # Comments and empty lines are passed over.
            source.address who.from
            destination.address who.to backup
            destination.port who.port
            time at
            initiator destination when way is back
            initiator source
            """,
            "mine.mapping");

        var run = EnricherRun.Of(
            "{\"who\":{\"from\":\"10.0.0.1\",\"to\":\"192.0.2.10\",\"port\":9001},\"at\":\"2026-08-22T21:06:12Z\"}\n{\"who.from\":\"192.0.2.10\",\"who.port\":50000,\"way\":\"back\",\"backup\":\"10.0.0.1\"}\n",
            options: new LogEnricherOptions { MoreFormats = [format] });

        Assert.Equal("mine", format.Name);
        Assert.Equal("My format", format.Title);
        Assert.Contains("\"direction\":\"outbound\",\"evidence\":[{\"name\":\"destination-or-endpoint\",\"field\":\"who.to\",\"value\":\"192.0.2.10:9001\"}", run.Lines[0], StringComparison.Ordinal);
        Assert.Contains("\"direction\":\"outbound\",\"evidence\":[{\"name\":\"destination-guard\",\"field\":\"who.from\"", run.Lines[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "my.mapping:1: the statement 'format' is missing")]
    [InlineData("format a\nsyntax json", "my.mapping:1: the statement 'title' is missing")]
    [InlineData("format a b\ntitle x\nsyntax json", "my.mapping:1: a format's name is of small letters, digits and '-', and not 'auto'")]
    [InlineData("format Auto\ntitle x\nsyntax json", "my.mapping:1: a format's name is of small letters, digits and '-', and not 'auto'")]
    [InlineData("format auto\ntitle x\nsyntax json", "my.mapping:1: a format's name is of small letters, digits and '-', and not 'auto'")]
    [InlineData("format a\n\n# x\nformat b\ntitle x\nsyntax json", "my.mapping:4: 'format' is said twice")]
    [InlineData("format a\ntitle\nsyntax json", "my.mapping:2: 'title' says nothing")]
    [InlineData("format a\ntitle x\nsyntax yaml", "my.mapping:3: 'yaml' is no syntax; there are json, columns, pairs, text, access")]
    [InlineData(Minimal + "sorce.address a", "my.mapping:4: 'sorce.address' is no statement of a mapping over this syntax")]
    [InlineData(Minimal + "separator tab", "my.mapping:4: 'separator' is no statement of a mapping over this syntax")]
    [InlineData(Minimal + "source.address", "my.mapping:4: the fields are missing")]
    [InlineData(Minimal + "source.address a\ndestination.address b a", "my.mapping:5: the field 'a' is used twice")]
    [InlineData(Minimal + "source.address \"a", "my.mapping:4: a quote is not closed")]
    [InlineData(Minimal + "initiator me", "my.mapping:4: 'me' is no initiator; there are source, destination, inferred")]
    [InlineData(Minimal + "initiator source if a is b", "my.mapping:4: 'source if a is b' is no initiator; there are source, destination, inferred")]
    [InlineData(Minimal + "initiator source when a", "my.mapping:4: a condition is FIELD is|is-not|contains VALUE…, FIELD has BITS, FIELD at-least|below NUMBER or FIELD exists")]
    [InlineData(Minimal + "initiator source when a is b and", "my.mapping:4: a condition is FIELD is|is-not|contains VALUE…, FIELD has BITS, FIELD at-least|below NUMBER or FIELD exists")]
    [InlineData(Minimal + "initiator source when a has some", "my.mapping:4: a condition is FIELD is|is-not|contains VALUE…, FIELD has BITS, FIELD at-least|below NUMBER or FIELD exists")]
    [InlineData(Minimal + "initiator source when a exists b", "my.mapping:4: a condition is FIELD is|is-not|contains VALUE…, FIELD has BITS, FIELD at-least|below NUMBER or FIELD exists")]
    [InlineData(Minimal + "dns.query q\ninitiator source when q is b", "my.mapping:5: 'q' holds a name: conditions cannot ask for it")]
    [InlineData(Minimal + "time a\ntime b\ntime c\ntime d\ntime e", "my.mapping:8: a format can have four statements on its time")]
    [InlineData(Minimal + "time-zone cet", "my.mapping:4: a format's times are 'utc' or of the zone in the options")]
    [InlineData(Minimal + "recognise", "my.mapping:4: say how: fields, starts, contains, header, columns, line or otherwise")]
    [InlineData(Minimal + "recognise by a", "my.mapping:4: 'by' is no way to recognise a log; there are fields, starts, contains, header, columns, line, otherwise")]
    [InlineData(Minimal + "recognise fields", "my.mapping:4: 'recognise fields' asks for a text or names")]
    [InlineData(Minimal + "recognise line", "my.mapping:4: 'line' cannot be asked of this syntax")]
    [InlineData("format a\ntitle x\nsyntax pairs\nrecognise starts", "my.mapping:4: 'recognise starts' asks for a text or names")]
    [InlineData("format a\ntitle x\nsyntax pairs\nrecognise contains", "my.mapping:4: 'recognise contains' asks for a text or names")]
    [InlineData("format a\ntitle x\nsyntax pairs\nrecognise fields b", "my.mapping:4: 'fields' cannot be asked of this syntax")]
    [InlineData("format a\ntitle x\nsyntax pairs\nrecognise header b", "my.mapping:4: 'header' cannot be asked of this syntax")]
    [InlineData("format a\ntitle x\nsyntax columns\nrecognise columns many", "my.mapping:4: 'recognise columns' asks for the number of columns")]
    [InlineData("format a\ntitle x\nsyntax text\nline {}\nrecognise line x", "my.mapping:5: 'recognise line' asks for nothing more")]
    [InlineData(Minimal + "source.address a when b is 1", "my.mapping:4: only in columns a field can depend on another one")]
    [InlineData("format a\ntitle x\nsyntax access\nsource.address client when b is 1", "my.mapping:4: only in columns a field can depend on another one")]
    [InlineData(Minimal + "time a\nsource.address #1", "my.mapping:5: '#1' is a column, from #1 to #64, of the texts at the path that the statement 'tuples' says")]
    [InlineData(Minimal + "service yes", "my.mapping:4: 'when' expected, not 'yes'")]
    public void What_is_wrong_is_told_with_its_line(string text, string message)
    {
        var error = Assert.Throws<MappingException>(() => LogFormat.Parse(text, "my.mapping"));

        Assert.Equal(message, error.Message);
        Assert.Equal("my.mapping", error.SourceName);
        Assert.EndsWith(error.Reason, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Formats_of_ones_own_come_first()
    {
        var format = LogFormat.Parse("format mine\ntitle x\nsyntax json\nrecognise fields dest_ip\ndestination.address src_ip", "mine");

        var run = EnricherRun.Of("{\"event_type\":\"flow\",\"src_ip\":\"192.0.2.10\",\"dest_ip\":\"10.0.0.1\",\"timestamp\":\"x\"}\n", options: new LogEnricherOptions { MoreFormats = [format] });

        Assert.Contains("destination-guard", run.Text, StringComparison.Ordinal);
        Assert.Equal(["mine"], run.Summary.LinesByFormat.Keys);
    }

    [Fact]
    public void Pairs_may_have_tabs_between_them() =>
        Assert.Equal(1, EnricherRun.Of("type=x\tsrcip=203.0.113.40\tdstip=10.0.0.1\tdstport=443", LogFormat.Get("fortigate")).Summary.Tagged);

    [Fact]
    public void A_mapping_has_limits()
    {
        var conditions = string.Concat(Enumerable.Range(0, 9).Select(i => $"initiator source when f{i} is x\n"));

        Assert.Equal("m:12: the conditions of a format can ask for eight fields", Assert.Throws<MappingException>(() => LogFormat.Parse(Minimal + conditions, "m")).Message);
        Assert.Equal("m:1: longer than 64 KiB", Assert.Throws<MappingException>(() => LogFormat.Parse(new string('#', 70_000), "m")).Message);
    }

    [Fact]
    public void Every_built_in_format_is_found_by_its_name()
    {
        Assert.NotEmpty(LogFormat.BuiltIn);
        Assert.All(LogFormat.BuiltIn, format =>
        {
            Assert.True(LogFormat.TryGet(format.Name, out var found));
            Assert.Equal(format.Name, found.Name);
            Assert.False(string.IsNullOrWhiteSpace(format.Title));
            Assert.NotEmpty(format.Mapping.Recognitions);
        });
        Assert.False(LogFormat.TryGet("none", out _));
        Assert.Contains("'none' is no format; there are ", Assert.Throws<ArgumentException>(() => LogFormat.Get("none")).Message, StringComparison.Ordinal);
    }
}
