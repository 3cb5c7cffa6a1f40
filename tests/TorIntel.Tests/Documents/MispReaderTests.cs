namespace TorIntel.Tests;

public sealed class MispReaderTests
{
    private static string Event(string attributes, string more = "") => "{\"Event\":{\"uuid\":\"x\",\"timestamp\":\"1535000000\"," + more + "\"Attribute\":[" + attributes + "]}}";

    private static string Attribute(string value, string type = "ip-src", string more = "") => "{\"type\":\"" + type + "\",\"value\":\"" + value + "\"" + more + "}";

    private static string Tag(string role) => $$""","Tag":[{"name":"tlp:white"},{"name":"tor:tor-relay-type=\"{{role}}\""}]""";

    [Theory]
    [InlineData("192.0.2.1", "ip-src", "192.0.2.1 None")]
    [InlineData("2001:db8::1", "ip-dst", "2001:db8::1 None")]
    [InlineData(" 198.51.100.0/24 ", "ip-dst", "198.51.100.0/24 None")]
    [InlineData("192.0.2.1|443", "ip-dst|port", "192.0.2.1 None or 443")]
    [InlineData("2001:db8::1|443", "ip-src|port", "2001:db8::1 None or 443")]
    public void Read_takes_addresses_of_all_four_types(string value, string type, string expected)
    {
        var list = RelayText.Misp(Event(Attribute(value, type)));

        Assert.Equal([expected], list.Texts());
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1535000000), list.Time);
        Assert.Null(list.Refusal);
    }

    [Theory]
    [InlineData("exit-relay", RelayRoles.Relay | RelayRoles.Exit)]
    [InlineData("entry-guard-relay", RelayRoles.Relay | RelayRoles.Guard)]
    [InlineData("middle-relay", RelayRoles.Relay)]
    [InlineData("bridge-relay", RelayRoles.Relay | RelayRoles.Bridge)]
    [InlineData("other", RelayRoles.None)]
    public void Roles_come_from_the_tags_of_the_attribute_or_else_of_its_event(string tag, RelayRoles roles)
    {
        Assert.Equal(roles, RelayText.Misp(Event(Attribute("192.0.2.1", more: Tag(tag)))).Entries[0].Roles);
        Assert.Equal(roles, RelayText.Misp(Event(Attribute("192.0.2.1"), Tag(tag)[1..] + ",")).Entries[0].Roles);
        Assert.Equal(roles, RelayText.Misp("{\"Event\":{\"Attribute\":[" + Attribute("192.0.2.1") + "]" + Tag(tag) + "}}").Entries[0].Roles);
        var both = RelayText.Misp(Event(Attribute("192.0.2.1", more: Tag("middle-relay")), Tag(tag)[1..] + ","));
        Assert.Equal(RelayRoles.Relay, both.Entries[0].Roles);
    }

    [Theory]
    [InlineData(",\"to_ids\":false", "", 0, 1)]
    [InlineData(",\"to_ids\":\"0\"", "", 0, 1)]
    [InlineData(",\"to_ids\":true", "", 1, 0)]
    [InlineData(",\"to_ids\":1", "", 1, 0)]
    [InlineData(",\"to_ids\":false", "exit-relay", 1, 0)]
    [InlineData(",\"deleted\":true", "", 0, 1)]
    [InlineData(",\"deleted\":\"1\"", "exit-relay", 0, 1)]
    [InlineData(",\"deleted\":false", "", 1, 0)]
    public void What_is_deleted_or_not_for_detection_is_passed_over_and_counted(string member, string tag, int taken, int passedOver)
    {
        var list = RelayText.Misp(Event(Attribute("192.0.2.9") + "," + Attribute("192.0.2.1", more: member + (tag.Length == 0 ? "" : Tag(tag)))));

        Assert.Equal(1 + taken, list.Entries.Count);
        Assert.Equal(passedOver, list.PassedOver);
        Assert.Equal(0, list.ErrorCount);
    }

    [Fact]
    public void Read_finds_attributes_in_objects_responses_and_arrays()
    {
        var object1 = "{\"Event\":{\"Object\":[{\"name\":\"tor-node\",\"Attribute\":[" + Attribute("192.0.2.1") + "," + Attribute("x", "text") + "]}],"
            + "\"ShadowAttribute\":[" + Attribute("192.0.2.7") + "],\"Attribute\":[" + Attribute("example.org", "domain") + "]}}";
        Assert.Equal(["192.0.2.1 None"], RelayText.Misp(object1).Texts());
        Assert.Equal(["192.0.2.1 None", "192.0.2.2 None"], RelayText.Misp($$"""{"response":[{{object1}},{{Event(Attribute("192.0.2.2"))}}]}""").Texts());
        Assert.Equal(["192.0.2.2 None", "192.0.2.1 None"], RelayText.Misp($"[{Event(Attribute("192.0.2.2"))},\n{object1}]").Texts());
        Assert.Equal(["192.0.2.3 None"], RelayText.Misp("{\"response\":{\"Attribute\":[" + Attribute("192.0.2.3") + "]}}").Texts());
    }

    [Fact]
    public void An_attribute_that_is_no_address_is_reported_with_its_line()
    {
        var list = RelayText.Misp(Event(Attribute("192.0.2.1") + ",\n" + Attribute("192.0.2.300") + ",\n" + Attribute("192.0.2.1", "ip-dst|port")));

        Assert.Equal(["2: '192.0.2.300' is no address", "3: '192.0.2.1' is no address|port"], list.ErrorTexts());
        Assert.Single(list.Entries);
    }

    [Theory]
    [InlineData("", "line 1: it is cut: the JSON does not end")]
    [InlineData("{}", "it is no MISP document: no attributes in it")]
    [InlineData("{\"Event\":{\"Attribute\":[]}}", "no address in it that can be used")]
    [InlineData("{\"Event\":{\"Attribute\":[\n{\"type\":\"ip-src\",\"value\":\"192.0.2.1\",\"to_ids\":false}]}}", "no address in it that can be used; 1 passed over, deleted, revoked, not for detection or not valid at the time")]
    [InlineData("{\"Event\":{\"Attribute\":[\n{\"type\":\"ip-src\",\"value\":\"x\"}]}}", "no address in it that can be used; line 2: 'x' is no address")]
    [InlineData("{\"Event\":{\"Attribute\":[\n{\"type\":\"ip-src\",\"value\":\"192.0.2.1\"}]}", "line 2: it is cut: the JSON does not end")]
    [InlineData("{\"Event\":{\"Attribute\":[\n{\"type\":\"ip-src\",\"value\":\"192.0.2.1\"}]},}", "line 2: no valid JSON")]
    public void What_is_no_such_document_is_refused(string text, string refusal) => Assert.Equal(refusal, RelayText.Misp(text).Refusal);
}
