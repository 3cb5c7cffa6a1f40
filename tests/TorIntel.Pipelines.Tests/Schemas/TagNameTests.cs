namespace TorIntel.Pipelines.Tests;

public sealed class TagNameTests
{
    private const string Event = "{\"src_ip\":\"10.0.0.1\",\"dest_ip\":\"192.0.2.10\"";

    [Theory]
    [InlineData("")]
    [InlineData("1tor")]
    [InlineData("-tor")]
    [InlineData("a b")]
    [InlineData("a\"b")]
    [InlineData("t\u00F6r")]
    [InlineData("a2345678901234567890123456789012345678901234567890123456789012345")]
    public void A_name_that_could_break_a_record_is_refused(string name) =>
        Assert.Throws<ArgumentException>(() => new LogEnricherOptions { TagName = name });

    [Theory]
    [InlineData("t")]
    [InlineData("_tor")]
    [InlineData("my.tor@x-1")]
    [InlineData("a234567890123456789012345678901234567890123456789012345678901234")]
    public void A_name_is_used_as_it_is(string name)
    {
        var run = EnricherRun.Of(Event + "}\n", LogFormat.Get("eve"), new LogEnricherOptions { TagName = name });

        Assert.StartsWith(Event + ",\"" + name + "\":{\"confidence\":", run.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TagSchema.Ecs, "threat")]
    [InlineData(TagSchema.Ecs, "tags")]
    [InlineData(TagSchema.Ecs, "threat.tactic")]
    [InlineData(TagSchema.Ecs, "related.ip.x")]
    [InlineData(TagSchema.Ocsf, "osint")]
    [InlineData(TagSchema.Asim, "ThreatName")]
    [InlineData(TagSchema.OpenTelemetry, "security_rule")]
    public void A_name_of_the_schema_itself_is_refused(TagSchema schema, string name)
    {
        var options = new LogEnricherOptions { Schema = schema, TagName = name };

        Assert.Throws<ArgumentException>(() => new LogEnricher(SampleNetwork.View, new TorClassifier(), options));
    }

    [Fact]
    public void There_are_no_other_schemas() => Assert.Throws<ArgumentOutOfRangeException>(() => new LogEnricherOptions { Schema = (TagSchema)7 });

    [Theory]
    [InlineData(TagSchema.Tor, "tor", ",\"tor\":1}", "tor")]
    [InlineData(TagSchema.Tor, "tor", ",\"t\\u006fr\":1}", "tor")]
    [InlineData(TagSchema.Tor, "tor", ",\"x\":{\"tor\":1},\"tor_confidence\":1}", null)]
    [InlineData(TagSchema.Tor, "onion", ",\"tor\":1}", null)]
    [InlineData(TagSchema.Tor, "onion", ",\"onion\":null}", "onion")]
    [InlineData(TagSchema.Ecs, "tor", ",\"tor\":1}", "tor")]
    [InlineData(TagSchema.Ecs, "tor", ",\"tor.x\":1}", "tor")]
    [InlineData(TagSchema.Ecs, "my.tor", ",\"my.x\":1,\"my\":{}}", null)]
    [InlineData(TagSchema.Ecs, "my.tor", ",\"my\":{\"tor\":{}}}", "my.tor")]
    [InlineData(TagSchema.Ecs, "my.tor", ",\"my\":1}", "my.tor")]
    [InlineData(TagSchema.Ocsf, "tor", ",\"unmapped\":{\"tor\":1}}", "unmapped.tor")]
    [InlineData(TagSchema.Ocsf, "tor", ",\"unmapped\":1,\"tor\":1}", "tor")]
    [InlineData(TagSchema.Asim, "tor", ",\"AdditionalFields.tor\":1}", "AdditionalFields.tor")]
    [InlineData(TagSchema.Cim, "tor", ",\"tor_confidence\":1}", "tor_confidence")]
    [InlineData(TagSchema.Flat, "tor", ",\"tor_roles\":1}", "tor_roles")]
    [InlineData(TagSchema.Flat, "tor", ",\"tor_other\":1,\"tor\":1}", null)]
    [InlineData(TagSchema.Flat, "my.tor", ",\"my\":1}", null)]
    [InlineData(TagSchema.OpenTelemetry, "tor", ",\"torintel.x\":1}", "torintel")]
    [InlineData(TagSchema.OpenTelemetry, "tor", ",\"tor\":1}", null)]
    [InlineData(TagSchema.OpenTelemetry, "onion", ",\"onion.confidence\":1}", "onion")]
    public void An_event_that_has_the_name_already_is_passed_on(TagSchema schema, string name, string rest, string? field)
    {
        var run = EnricherRun.Of(Event + rest, LogFormat.Get("eve"), new LogEnricherOptions { Schema = schema, TagName = name });

        Assert.Equal(field is null ? [] : [$"1: it has a field '{field}' already"], run.BadLineTexts);
        Assert.Equal(field is null ? 1 : 0, run.Summary.Tagged);
        Assert.StartsWith(Event + rest[..^1].Replace("\"my\":{}", "\"my\":{", StringComparison.Ordinal), run.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Zeek_columns_of_standard_names_that_are_there_stay_and_are_not_repeated()
    {
        var log = "#fields\tapp\tid.resp_h\n#types\tstring\taddr\nssl\t192.0.2.10\n";
        var run = EnricherRun.Of(log, LogFormat.Get("zeek-tsv"), new LogEnricherOptions { Schema = TagSchema.Cim, TagName = "onion" });
        var fields = run.Lines.Single(line => line.Contains("\tonion_confidence\t", StringComparison.Ordinal)).Split('\t');
        var row = run.Lines[^1].Split('\t');

        Assert.Single(fields, "app");
        Assert.Equal(fields.Length - 1, row.Length);
        Assert.Equal(["ssl", "192.0.2.10", "medium"], row[..3]);
    }

    [Fact]
    public void A_Zeek_column_of_our_own_name_in_the_middle_is_somebody_elses()
    {
        var run = EnricherRun.Of("#fields\ttor_roles\tid.resp_h\nx\t192.0.2.10\n", LogFormat.Get("zeek-tsv"), new LogEnricherOptions { Schema = TagSchema.Flat });

        Assert.Equal(["2: it has a field 'tor_roles' already"], run.BadLineTexts);
    }
}
