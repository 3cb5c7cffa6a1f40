using System.Text;
using TorIntel.Testing;

namespace TorIntel.Tests;

public sealed class OnionooReaderTests
{
    private const string Full = $$"""
        {"version":"8.0","build_revision":"89598ea","relays_published":"2026-08-22 15:00:00",
        "relays":[
        {"nickname":"Example","fingerprint":"{{RelayText.A}}","or_addresses":["192.0.2.1:9001","[2001:db8::1]:9001"],"exit_addresses":["198.51.100.1","2001:db8::2"],
        "dir_address":"192.0.2.1:9030","last_seen":"2026-08-22 15:00:00","first_seen":"2020-01-01 00:00:00","running":true,"flags":["Exit","Fast","Guard","Running"],
        "exit_policy":["reject 10.0.0.0\/8:*","accept *:443","reject *:*"],"exit_policy_summary":{"accept":["443","6660-6669"]},"exit_policy_v6_summary":{"reject":["25"]},
        "contact":"a [ \" } \u003ca\u003e","effective_family":["{{RelayText.B}}"],"observed":{"x":[{"y":null}]},"latitude":1.5e2},
        {"fingerprint":"{{RelayText.B}}"}
        ],
        "relays_truncated":0,"bridges_published":"2026-08-22 14:59:24","bridges":[{"hashed_fingerprint":"{{RelayText.B}}","or_addresses":["10.0.0.1:1"]}]}
        """;

    [Fact]
    public void Read_takes_every_field_that_it_knows()
    {
        var reader = RelayText.Onionoo(Full);

        Assert.Equal(
            [
                "AA; Relay, Guard, Exit; nick Example; or 192.0.2.1:9001 [2001:db8::1]:9001; dir 192.0.2.1:9030; exit 198.51.100.1 2001:db8::2; policy reject 10.0.0.0/8:*,accept *:443,reject *:*; "
                    + "v4 accept 443,6660-6669; v6 reject 25; first 2020-01-01T00:00:00Z; last 2026-08-22T15:00:00Z",
                "BB; Relay",
            ],
            reader.Texts());
        Assert.Null(reader.Refusal);
        Assert.Empty(reader.Errors);
        Assert.Equal(RelayText.Time("2026-08-22 15:00"), reader.Time);
        Assert.True(reader.KnowsRoles);
    }

    [Theory]
    [InlineData("\"flags\":[\"Running\"]", RelayRoles.Relay, true)]
    [InlineData("\"flags\":[]", RelayRoles.Relay, true)]
    [InlineData("\"flags\":[\"Exit\"]", RelayRoles.Relay | RelayRoles.Exit, true)]
    [InlineData("\"flags\":[\"BadExit\",\"MiddleOnly\"]", RelayRoles.Relay, true)]
    [InlineData("\"flags\":[\"Exit\",\"BadExit\"]", RelayRoles.Relay | RelayRoles.Exit, true)]
    [InlineData("\"flags\":[\"Guard\",\"Authority\"]", RelayRoles.Relay | RelayRoles.Guard | RelayRoles.Authority, true)]
    [InlineData("\"exit_policy_summary\":{\"accept\":[\"80\"]}", RelayRoles.Relay | RelayRoles.Exit, true)]
    [InlineData("\"exit_policy_summary\":{\"reject\":[\"1-65535\"]}", RelayRoles.Relay, true)]
    [InlineData("\"exit_policy_v6_summary\":{\"accept\":[\"80\"]}", RelayRoles.Relay | RelayRoles.Exit, true)]
    [InlineData("\"exit_policy\":[\"accept *:80\",\"reject *:*\"]", RelayRoles.Relay | RelayRoles.Exit, true)]
    [InlineData("\"exit_policy\":[\"reject *:*\"]", RelayRoles.Relay, true)]
    [InlineData("\"exit_addresses\":[\"192.0.2.1\"]", RelayRoles.Relay | RelayRoles.Exit, true)]
    [InlineData("\"flags\":null", RelayRoles.Relay, false)]
    [InlineData("\"guard_probability\":0.1", RelayRoles.Relay, false)]
    public void Roles_come_from_flags_policies_and_exit_addresses(string member, RelayRoles roles, bool knowsRoles)
    {
        var reader = RelayText.Onionoo($$"""{"relays":[{"fingerprint":"{{RelayText.A}}",{{member}}}]}""");

        Assert.Equal(roles, Assert.Single(reader.ReadAll()).Roles);
        Assert.Equal(knowsRoles, reader.KnowsRoles);
    }

    [Theory]
    [InlineData("\"running\":true", 1)]
    [InlineData("\"running\":false", 0)]
    [InlineData("\"running\":false,\"last_seen\":\"2026-08-22 14:00:00\"", 0)]
    [InlineData("\"running\":false,\"last_seen\":\"2026-08-22 15:00:00\"", 1)]
    [InlineData("\"running\":null", 1)]
    public void A_relay_that_does_not_run_is_left_out_and_counted(string member, int relays)
    {
        var reader = RelayText.Onionoo($$"""{"relays_published":"2026-08-22 15:00:00","relays":[{"fingerprint":"{{RelayText.B}}"},{"fingerprint":"{{RelayText.A}}",{{member}}}]}""");

        Assert.Equal(1 + relays, reader.ReadAll().Count);
        Assert.Equal(1 - relays, reader.NotRunningCount);
        Assert.Null(reader.Refusal);
    }

    [Theory]
    [InlineData("\"or_addresses\":[\"192.0.2.1\"]", "3: or_addresses: '192.0.2.1' is no address and port")]
    [InlineData("\"or_addresses\":\"192.0.2.1:1\"", "3: or_addresses: its value is of another type")]
    [InlineData("\"or_addresses\":[1,{\"x\":[]}]", "3: or_addresses: holds something that is no text|3: or_addresses: holds something that is no text")]
    [InlineData("\"exit_addresses\":[\"2001:db8::x\"]", "3: exit_addresses: '2001:db8::x' is no address")]
    [InlineData("\"dir_address\":\"192.0.2.1\"", "3: dir_address: '192.0.2.1' is no address and port")]
    [InlineData("\"nickname\":\"\\ud800\"", "3: nickname: '?' is no nickname")]
    [InlineData("\"nickname\":\"a b\"", "3: nickname: 'a b' is no nickname")]
    [InlineData("\"first_seen\":\"2026-02-30 00:00:00\"", "3: first_seen: '2026-02-30 00:00:00' is no time")]
    [InlineData("\"last_seen\":5", "3: last_seen: its value is of another type")]
    [InlineData("\"running\":\"true\"", "3: running: its value is of another type")]
    [InlineData("\"flags\":{}", "3: flags: its value is of another type")]
    [InlineData("\"exit_policy\":[\"accept *:http\",\"accept\"]", "3: exit_policy: a line that is no rule, so the policy is not known")]
    [InlineData("\"exit_policy\":[]", "3: exit_policy: empty, or of more lines than any exit has")]
    [InlineData("\"exit_policy_summary\":{}", "3: exit_policy_summary: no list of ports")]
    [InlineData("\"exit_policy_summary\":{\"accept\":[\"80\"],\"reject\":[\"81\"]}", "3: exit_policy_summary: no list of ports")]
    [InlineData("\"exit_policy_summary\":{\"accept\":[80]}", "3: exit_policy_summary: no list of ports")]
    [InlineData("\"exit_policy_v6_summary\":{\"accept\":[\"80\",{\"x\":[1]}]}", "3: exit_policy_v6_summary: no list of ports")]
    public void A_field_that_cannot_be_used_is_reported_with_its_line_and_the_relay_is_kept(string member, string errors)
    {
        var reader = RelayText.Onionoo($$"""
            {"relays":[{"fingerprint":"{{RelayText.B}}"},{"fingerprint":"{{RelayText.B}}"},
            {"fingerprint":"{{RelayText.A}}",
            {{member}},"country":"de"},
            {"fingerprint":"{{RelayText.B}}"}]}
            """);

        Assert.Equal(["BB; Relay", "BB; Relay", "AA; Relay", "BB; Relay"], reader.Texts());
        Assert.Equal(errors.Split('|'), reader.ErrorTexts());
        Assert.Null(reader.Refusal);
    }

    [Theory]
    [InlineData("{\"nickname\":\"Example\"}", "2: a relay without fingerprint")]
    [InlineData("{\"n\":\"Example\",\"f\":\"" + RelayText.B + "\"}", "2: a relay without fingerprint")] // a summary document
    [InlineData("{\"fingerprint\":\"BB\"}", "2: fingerprint: 'BB' is no fingerprint")]
    [InlineData("{\"fingerprint\":null}", "2: a relay without fingerprint")]
    [InlineData("[[\"x\"]]", "2: not a relay")]
    [InlineData("null", "2: not a relay")]
    public void What_is_no_relay_is_reported_and_the_others_are_kept(string element, string error)
    {
        var reader = RelayText.Onionoo($$"""
            {"relays":[{"fingerprint":"{{RelayText.A}}"},
            {{element}},{"fingerprint":"{{RelayText.A}}"}]}
            """);

        Assert.Equal(2, reader.ReadAll().Count);
        Assert.Equal([error], reader.ErrorTexts());
    }

    [Theory]
    [InlineData("", "line 1: it is cut: the JSON does not end")]
    [InlineData("[]", "it is no details document of Onionoo: no object")]
    [InlineData("{}", "it is no details document of Onionoo: no relays in it")]
    [InlineData("{\"version\":\"8.0\"}", "it is no details document of Onionoo: no relays in it")]
    [InlineData("{\"version\":\"9.0\",\"relays\":[]}", "it is of version 9.0 of Onionoo's protocol, and versions after 8 cannot be read")]
    [InlineData("{\"version\":\"8.1\",\"relays\":[]}", "no relay in it")]
    [InlineData("{\"relays\":{}}", "line 1: relays is no array")]
    [InlineData("{\"relays\":[{\"x\":1}]}", "no relay in it; line 1: a relay without fingerprint")]
    [InlineData("{\"relays\":[{\"fingerprint\":\"" + RelayText.A + "\",\"running\":false}]}", "none of its relays runs")]
    [InlineData("{\"relays\":[\n{\"fingerprint\":\"" + RelayText.A + "\"}\n,}", "line 3: no valid JSON")]
    [InlineData("{\"relays\":[\n{\"fingerprint\":\"" + RelayText.A + "\"}\n]}}", "line 3: no valid JSON")]
    [InlineData("{\"relays\":[\n{\"fingerprint\":\"" + RelayText.A + "\"}\n]\n", "line 4: it is cut: the JSON does not end")]
    [InlineData("{\"relays\":[\n{\"fingerprint\":\"" + RelayText.A + "\"},\n{\"finge", "line 3: it is cut: the JSON does not end")]
    public void What_is_no_such_document_is_refused(string text, string refusal)
    {
        var reader = RelayText.Onionoo(text);
        reader.ReadAll();

        Assert.Equal(refusal, reader.Refusal);
        Assert.False(reader.Read());
    }

    [Fact]
    public void A_document_that_is_cut_anywhere_is_refused()
    {
        var bytes = Encoding.UTF8.GetBytes(Full);
        for (var length = 0; length < bytes.Length; length++)
        {
            var (inMemory, stream) = (new OnionooReader(bytes.AsMemory(0, length)), new OnionooReader(new ChunkedStream(bytes[..length])));
            var whole = new OnionooReader(bytes.AsMemory());
            Assert.True(inMemory.ReadAll().Count <= whole.ReadAll().Count);
            stream.ReadAll();

            Assert.StartsWith("line ", inMemory.Refusal, StringComparison.Ordinal);
            Assert.EndsWith(" it is cut: the JSON does not end", inMemory.Refusal, StringComparison.Ordinal);
            Assert.Equal(inMemory.Refusal, stream.Refusal);
        }
    }

    [Fact]
    public void Nesting_and_the_size_of_a_relay_are_bounded()
    {
        var deep = RelayText.Onionoo("{\"x\":" + new string('[', 100) + new string(']', 100) + ",\"relays\":[]}");
        var large = RelayText.Onionoo("{\"relays\":[\n{\"contact\":\"" + new string('x', JsonInput.MaxPieceLength) + "\"}]}");
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes("{\"relays\":[\n{\"contact\":\"" + new string('x', 2 * JsonInput.MaxPieceLength) + "\"}]}"));
        var largeStream = new OnionooReader(stream);
        deep.ReadAll();
        large.ReadAll();
        largeStream.ReadAll();

        Assert.Equal("line 1: no valid JSON", deep.Refusal);
        Assert.Equal("no relay in it; line 2: a relay without fingerprint", large.Refusal);
        Assert.Equal("line 2: something longer than 4 MiB begins here", largeStream.Refusal);
    }

    [Fact]
    public void Read_gives_the_same_whatever_pieces_the_stream_comes_in()
    {
        var expected = RelayText.Onionoo(Full).Texts();
        foreach (var text in new[] { Full, "\uFEFF" + Full, "\r\n " + Full + "\r\n" })
        {
            Assert.Equal(expected, new OnionooReader(new ChunkedStream(Encoding.UTF8.GetBytes(text), maxChunk: 3)).Texts());
        }
    }
}
