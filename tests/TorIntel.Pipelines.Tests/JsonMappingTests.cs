namespace TorIntel.Pipelines.Tests;

/// <summary>What mappings over JSON can say beyond paths.</summary>
public sealed class JsonMappingTests
{
    private const string Start = "format x\ntitle x\nsyntax json\n";

    [Fact]
    public void A_tuple_is_an_event_with_what_stands_around_it()
    {
        var run = EnricherRun.Of(
            "{\"net\":{\"proto\":\"tcp\"},\"at\":\"2026-08-22T21:06:12Z\",\"rows\":[{\"row\":\"a,198.51.100.99,10.20.5.1,22,\"},{\"row\":[\"b,,10.20.5.1\",\"c,192.0.2.200,10.20.5.1\",\"d,10.20.1.23,192.0.2.10,9001\"]},{\"row\":null}]}\n",
            Format("tuples rows.row\nsource.address #2\ndestination.address #3\ndestination.port #4\ntransport net.proto\ntime at\ninitiator source when net.proto is tcp\n"));

        Assert.Equal(
            [
                "a,198.51.100.99,10.20.5.1,22,: high inbound source-exit(rows.row#2=198.51.100.99)",
                "d,10.20.1.23,192.0.2.10,9001: confirmed outbound destination-or-endpoint(rows.row#3=192.0.2.10:9001) port-relay(rows.row#4=9001)",
            ],
            Tags.Of(run.Output).Select(tag => $"{tag.GetProperty("tuple").GetString()}: {Tags.Short(tag)}"));
        Assert.All(Tags.Of(run.Output), tag => Assert.Equal(372, tag.GetProperty("list").GetProperty("age_s").GetInt32()));
        Assert.Equal("tuple", Tags.Of(run.Output)[0].EnumerateObject().First().Name);
        Assert.Equal(2, run.Summary.Tagged);
        Assert.Equal(1, run.Summary.Lines);
    }

    [Fact]
    public void Tuples_below_the_least_confidence_are_left_out()
    {
        const string Record = "{\"t\":[\"10.20.1.23,192.0.2.10,123\",\"10.20.1.23,192.0.2.10,9001\"]}\n";
        var format = Format("tuples t\nsource.address #1\ndestination.address #2\ndestination.port #3\ninitiator source\n");

        Assert.Equal(2, EnricherRun.Of(Record, format).Summary.Tagged);
        Assert.Equal(1, EnricherRun.Of(Record, format, new LogEnricherOptions { MinConfidence = Confidence.High }).Summary.Tagged);
        Assert.Equal("{\"t\":[\"10.20.1.23,192.0.2.10,123\"]}\n", EnricherRun.Of("{\"t\":[\"10.20.1.23,192.0.2.10,123\"]}\n", format, new LogEnricherOptions { MinConfidence = Confidence.High }).Text);
    }

    [Theory]
    [InlineData(TagSchema.Ecs)]
    [InlineData(TagSchema.Ocsf)]
    [InlineData(TagSchema.Flat)]
    public void A_schema_with_fields_for_one_event_takes_the_surest_tuple(TagSchema schema)
    {
        const string Record = "{\"t\":[\"10.20.1.23,192.0.2.10,123\",\"10.20.1.23,192.0.2.10,9001\",\"198.51.100.99,10.20.5.1,22\"]}\n";
        var format = Format("tuples t\nsource.address #1\ndestination.address #2\ndestination.port #3\ninitiator source\n");
        const string Surest = "{\"t\":[\"10.20.1.23,192.0.2.10,9001\"]}\n";

        var run = EnricherRun.Of(Record, format, new LogEnricherOptions { Schema = schema });

        Assert.Equal(1, run.Summary.Tagged);
        Assert.Equal(1, run.Summary.Count(Confidence.Confirmed));
        Assert.Equal(EnricherRun.Of(Surest, format, new LogEnricherOptions { Schema = schema }).Text[(Surest.Length - 2)..], run.Text[(Record.Length - 2)..]);
    }

    [Fact]
    public void A_record_that_has_the_tag_already_is_bad_once()
    {
        var run = EnricherRun.Of("{\"t\":[\"198.51.100.99\",\"198.51.100.99\"],\"tor\":[]}\n", Format("tuples t\nsource.address #1\ninitiator source\n"));

        Assert.Equal(["1: it has a field 'tor' already"], run.BadLineTexts);
        Assert.Equal(0, run.Summary.Tagged);
    }

    [Theory]
    [InlineData("{\"h\":[{\"k\":\"Host\",\"v\":\"ONION\"}]}", true)]
    [InlineData("{\"h\":[{\"v\":\"ONION\",\"k\":\"HOST\"}]}", true)]
    [InlineData("{\"h\":[{\"k\":\"Accept\",\"v\":\"x\"},{\"k\":\"Host\",\"more\":1,\"v\":\"ONION\"},{\"k\":\"x\",\"v\":\"y\"}]}", true)]
    [InlineData("{\"h\":{\"k\":\"Host\",\"v\":\"ONION\"}}", true)]
    [InlineData("{\"h\":[{\"k\":\"Referer\",\"v\":\"ONION\"}]}", false)]
    [InlineData("{\"h\":[{\"k\":\"Host\"},{\"v\":\"ONION\"}]}", false)]
    [InlineData("{\"h\":[{\"k\":\"Host\"},{\"v\":\"ONION\",\"k\":\"Referer\"}]}", false)]
    [InlineData("{\"h\":[{\"v\":\"ONION\"},{\"k\":\"Host\"}]}", false)]
    [InlineData("{\"g\":[{\"k\":\"Host\",\"v\":\"ONION\"}]}", false)]
    public void A_value_is_told_by_the_name_beside_it(string log, bool isFound)
    {
        var run = EnricherRun.Of(log.Replace("ONION", SampleNetwork.Onion) + "\n", Format("http.host h[k=Host].v\nsource.address h[k=Client].v\n"));

        Assert.Equal(isFound ? 1 : 0, run.Summary.Tagged);
        Assert.Equal(isFound, run.Text.Contains("\"field\":\"h[k=Host].v\""));
    }

    [Fact]
    public void Pairs_can_hold_addresses_too() =>
        Assert.Equal(
            "high external source-exit(h[k=Client].v=198.51.100.99)",
            Tags.Short(Tags.Of(EnricherRun.Of("{\"h\":[{\"k\":\"Client\",\"v\":\"198.51.100.99\"},{\"k\":\"Server\",\"v\":\"203.0.113.99\"}]}\n", Format("source.address h[k=Client].v\ndestination.address h[k=Server].v\ninitiator source\n")).Output)[0]));

    [Theory]
    [InlineData("{\"a\":\"198.51.100.99\",\"p\":9,\"q\":9}", "")]
    [InlineData("{\"a\":\"198.51.100.99\",\"p\":10,\"q\":9}", "")]
    [InlineData("{\"a\":\"198.51.100.99\",\"p\":10,\"q\":20}", "assumed")]
    [InlineData("{\"a\":\"198.51.100.99\",\"p\":\"x\",\"q\":9}", "assumed")]
    [InlineData("{\"a\":\"198.51.100.99\"}", "assumed")]
    public void Numbers_are_compared(string log, string expected)
    {
        var run = EnricherRun.Of(log + "\n", Format("source.address a\nsource.port p\ninitiator source when @source.port at-least 10 and q below 20\ninitiator source when p below 10\n"));

        Assert.Equal(expected, Tags.Of(run.Output)[0].TryGetProperty("initiator", out var initiator) ? initiator.GetString() : "");
    }

    [Theory]
    [InlineData("{\"a\":\"198.51.100.99\",\"k\":\"y\"}", false)]
    [InlineData("{\"a\":\"198.51.100.99\",\"kind\":\"y\"}", false)]
    [InlineData("{\"a\":\"198.51.100.99\",\"k\":\"n\",\"kind\":\"y\"}", true)]
    [InlineData("{\"a\":\"198.51.100.99\",\"kind\":\"y\",\"k\":\"n\"}", true)]
    [InlineData("{\"a\":\"198.51.100.99\"}", true)]
    public void Of_alternatives_in_a_condition_the_first_that_is_there_counts(string log, bool isAssumed)
    {
        var run = EnricherRun.Of(log + "\n", Format("source.address a\ninitiator source when k|kind is y\n"));

        Assert.Equal(isAssumed, Tags.Of(run.Output)[0].TryGetProperty("initiator", out _));
    }

    [Theory]
    [InlineData("{\"client\":\"198.51.100.99\"}", false)]
    [InlineData("{\"src\":\"198.51.100.99\"}", true)]
    [InlineData("{\"src\":\"198.51.100.99\",\"client\":\"\"}", true)]
    public void A_condition_on_one_of_several_fields_asks_for_that_one(string log, bool isAssumed)
    {
        var run = EnricherRun.Of(log + "\n", Format("source.address client src\ninitiator source when client exists\n"));

        Assert.Equal(isAssumed, Tags.Of(run.Output)[0].TryGetProperty("initiator", out _));
    }

    [Theory]
    [InlineData("{\"a\":\"-\",\"b\":\"198.51.100.99\"}", 1)]
    [InlineData("{\"a\":0,\"b\":\"198.51.100.99\"}", 1)]
    [InlineData("{\"a\":\"\",\"b\":\"198.51.100.99\"}", 1)]
    [InlineData("{\"a\":null,\"b\":\"198.51.100.99\"}", 1)]
    [InlineData("{\"a\":\"x\",\"b\":\"198.51.100.99\"}", 0)]
    public void What_stands_for_no_value_gives_way_to_the_next_field(string log, int tagged) =>
        Assert.Equal(tagged, EnricherRun.Of(log + "\n", Format("unset - 0\nsource.address a b\ninitiator source\n")).Summary.Tagged);

    [Theory]
    [InlineData("source.address #2\n", "'#2' is a column")]
    [InlineData("tuples t\nsource.address #0\n", "'#0' is a column")]
    [InlineData("tuples t\nsource.address #65\n", "'#65' is a column")]
    [InlineData("tuples t\nsource.address #x\n", "'#x' is a column")]
    [InlineData("tuples\nsource.address #1\n", "'tuples' is said once and has one path")]
    [InlineData("tuples a b\nsource.address #1\n", "'tuples' is said once and has one path")]
    [InlineData("tuples a\ntuples b\nsource.address #1\n", "'tuples' is said once and has one path")]
    [InlineData("tuples t\nsource.address #1 ip\n", "'t#1': what a tuple says, the record around it cannot say as well")]
    [InlineData("source.address h[k].v\n", "PATH[NAME=TEXT].VALUE")]
    [InlineData("source.address h[k=].v\n", "PATH[NAME=TEXT].VALUE")]
    [InlineData("source.address h[=x].v\n", "PATH[NAME=TEXT].VALUE")]
    [InlineData("source.address h[k=x]\n", "PATH[NAME=TEXT].VALUE")]
    [InlineData("source.address h[k=x].\n", "PATH[NAME=TEXT].VALUE")]
    [InlineData("source.address [k=x].v\n", "PATH[NAME=TEXT].VALUE")]
    [InlineData("source.address a\ninitiator source when p at-least x\n", "FIELD at-least|below NUMBER")]
    [InlineData("source.address a\ninitiator source when p below 1 2\n", "FIELD at-least|below NUMBER")]
    [InlineData("source.address a\ninitiator source when a|b is x\n", "'a' is used elsewhere")]
    [InlineData("source.address a\ninitiator source when b|c is x\nservice when c|b is x\n", "'b' is used elsewhere")]
    public void What_makes_no_sense_is_refused(string mapping, string reason) =>
        Assert.Contains(reason, Assert.Throws<MappingException>(() => Format(mapping)).Message);

    private static LogFormat Format(string statements) => LogFormat.Parse(Start + statements, "x.mapping");
}
