using System.Text.Json;

namespace TorIntel.Tests;

public sealed class StixReaderTests
{
    private static string Indicator(string pattern, string more = "") =>
        $$"""{"type":"indicator","spec_version":"2.1","id":"indicator--1","modified":"2026-08-22T10:00:00.000Z","pattern":{{JsonSerializer.Serialize(pattern)}},"pattern_type":"stix","valid_from":"2026-08-22T00:00:00Z"{{more}}}""";

    private static string Bundle(params string[] objects) => "{\"type\":\"bundle\",\"id\":\"bundle--1\",\"objects\":[\n" + string.Join(",\n", objects) + "]}";

    [Theory]
    [InlineData("[ipv4-addr:value = '192.0.2.1']", "192.0.2.1 None")]
    [InlineData("[ipv6-addr:value='2001:DB8::1']", "2001:db8::1 None")]
    [InlineData("[ipv4-addr:value = '198.51.100.0/24']", "198.51.100.0/24 None")]
    [InlineData("[ipv4-addr:value ISSUBSET '198.51.100.0/24']", "198.51.100.0/24 None")]
    [InlineData("[ipv4-addr:value IN ('192.0.2.1', '192.0.2.2')]", "192.0.2.1 None|192.0.2.2 None")]
    [InlineData("[ipv4-addr:value = '192.0.2.1' OR ipv6-addr:value = '2001:db8::1']", "192.0.2.1 None|2001:db8::1 None")]
    [InlineData(" [ ipv4-addr:value = '192.0.2.1' ]\nOR [ ipv4-addr:value = '192.0.2.2' ] ", "192.0.2.1 None|192.0.2.2 None")]
    public void Read_takes_patterns_that_name_addresses(string pattern, string expected)
    {
        var list = RelayText.Stix(Bundle(Indicator(pattern)));

        Assert.Equal(expected.Split('|'), list.Texts());
        Assert.Equal(RelayText.Time("2026-08-22T10:00:00Z"), list.Time);
        Assert.Null(list.Refusal);
    }

    [Theory]
    [InlineData("[domain-name:value = 'example.org']", "a pattern about other things than addresses")]
    [InlineData("[network-traffic:dst_ref.value = '192.0.2.1']", "a pattern about other things than addresses")]
    [InlineData("[NOT ipv4-addr:value = '192.0.2.1']", "a pattern about other things than addresses")]
    [InlineData("[ipv4-addr:value = '192.0.2.1' AND file:name = 'x']", "a pattern that is more than addresses joined by OR")]
    [InlineData("[ipv4-addr:value != '192.0.2.1']", "a pattern that is more than addresses joined by OR")]
    [InlineData("[ipv4-addr:value NOT = '192.0.2.1']", "a pattern that is more than addresses joined by OR")]
    [InlineData("[ipv4-addr:value LIKE '192.0.2.%']", "a pattern that is more than addresses joined by OR")]
    [InlineData("[ipv4-addr:value = '192.0.2.1'] FOLLOWEDBY [ipv4-addr:value = '192.0.2.2']", "a pattern that is more than addresses joined by OR")]
    [InlineData("[ipv4-addr:value = '192.0.2.1'] WITHIN 5 SECONDS", "a pattern that is more than addresses joined by OR")]
    [InlineData("[ipv4-addr:value = '192.0.2.1'", "a pattern that is more than addresses joined by OR")]
    [InlineData("[ipv4-addr:value = '192.0.2.1", "a pattern that is more than addresses joined by OR")]
    [InlineData("[ipv4-addr:value IN ()]", "a pattern that is more than addresses joined by OR")]
    [InlineData("[ipv4-addr:value INSIDE ('192.0.2.1')]", "a pattern that is more than addresses joined by OR")]
    [InlineData("[ipv4-addr:value = '2001:db8::1']", "'2001:db8::1' is no IPv4 address")]
    [InlineData("[ipv6-addr:value = '192.0.2.1']", "'192.0.2.1' is no IPv6 address")]
    [InlineData("[ipv4-addr:value = '192.0.2.1/24']", "'192.0.2.1/24' is no IPv4 address")]
    [InlineData("", "a pattern that is more than addresses joined by OR")]
    public void Other_patterns_are_reported_with_their_line_and_not_taken(string pattern, string error)
    {
        var list = RelayText.Stix(Bundle(Indicator("[ipv4-addr:value = '192.0.2.9']"), Indicator(pattern)));

        Assert.Equal(["192.0.2.9 None"], list.Texts());
        Assert.Equal(["3: " + error], list.ErrorTexts());
    }

    [Theory]
    [InlineData("", "2026-08-21T23:59:59Z", false)]
    [InlineData("", "2026-08-22T00:00:00Z", true)]
    [InlineData("", "2030-01-01T00:00:00Z", true)]
    [InlineData("", null, true)]
    [InlineData(",\"valid_until\":\"2026-08-23T00:00:00Z\"", "2026-08-22T23:59:59Z", true)]
    [InlineData(",\"valid_until\":\"2026-08-23T00:00:00Z\"", "2026-08-23T00:00:00Z", false)]
    [InlineData(",\"valid_until\":\"2026-08-23T00:00:00Z\"", null, true)]
    [InlineData(",\"revoked\":true", "2026-08-23T00:00:00Z", false)]
    [InlineData(",\"revoked\":true", null, false)]
    [InlineData(",\"revoked\":false", null, true)]
    public void What_is_revoked_or_not_valid_at_the_time_is_passed_over_and_counted(string member, string? at, bool isTaken)
    {
        var time = at is null ? (DateTimeOffset?)null : RelayText.Time(at);
        var list = RelayText.Stix(Bundle(Indicator("[ipv4-addr:value = '192.0.2.9']").Replace("2026-08-22T00", "2020-08-22T00", StringComparison.Ordinal), Indicator("[ipv4-addr:value = '192.0.2.1']", member)), time);

        Assert.Equal(isTaken ? 2 : 1, list.Entries.Count);
        Assert.Equal(isTaken ? 0 : 1, list.PassedOver);
    }

    [Fact]
    public void Other_objects_are_passed_over_and_other_languages_and_times_are_reported()
    {
        var list = RelayText.Stix(Bundle(
            """{"type":"ipv4-addr","value":"192.0.2.7"}""",
            """{"type":"identity","name":"x","x":[{"type":"indicator"}]}""",
            "null",
            Indicator("[ipv4-addr:value = '192.0.2.9']"),
            Indicator("alert ip any", ",\"pattern_type\":\"suricata\""),
            Indicator("[ipv4-addr:value = '192.0.2.8']", ",\"valid_until\":\"soon\"")));

        Assert.Equal(["192.0.2.9 None"], list.Texts());
        Assert.Equal(["6: a pattern in the language 'suricata'", "7: 'soon' is no time"], list.ErrorTexts());
    }

    [Fact]
    public void An_envelope_of_TAXII_is_read_too() =>
        Assert.Equal(["192.0.2.9 None"], RelayText.Stix("{\"more\":false,\"objects\":[" + Indicator("[ipv4-addr:value = '192.0.2.9']") + "]}").Texts());

    [Theory]
    [InlineData("", "line 1: it is cut: the JSON does not end")]
    [InlineData("[]", "it is no STIX bundle: no objects in it")]
    [InlineData("{\"objects\":1}", "it is no STIX bundle: no objects in it")]
    [InlineData("{\"objects\":[]}", "no indicator of addresses in it that can be used")]
    [InlineData("{\"objects\":[{\"type\":\"indicator\"}]", "line 1: it is cut: the JSON does not end")]
    [InlineData("{\"objects\":[{\"type\":\"indicator\"}]}", "no indicator of addresses in it that can be used; line 1: a pattern that is more than addresses joined by OR")]
    public void What_is_no_such_document_is_refused(string text, string refusal) => Assert.Equal(refusal, RelayText.Stix(text).Refusal);
}
