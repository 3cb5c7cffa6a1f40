using System.Text;

namespace TorIntel.Tests;

public sealed class ServerDescriptorReaderTests
{
    private const string Groups = "AAAA AAAA AAAA AAAA AAAA AAAA AAAA AAAA AAAA AAAA";
    private const string Signature = "router-signature\n-----BEGIN SIGNATURE-----\nniSWXFuWh\n-----END SIGNATURE-----\n";

    private static string Descriptor(string lines, string router = "router Example 192.0.2.1 9001 0 9030", string fingerprint = "fingerprint " + Groups) =>
        $"{router}\nplatform Tor on Linux\npublished 2014-12-08 14:01:26\n{fingerprint}\nonion-key\n-----BEGIN RSA PUBLIC KEY-----\naccept *:1\n-----END RSA PUBLIC KEY-----\n{lines}\n{Signature}";

    [Theory]
    [InlineData("reject *:*", "AA; Relay; nick Example; or 192.0.2.1:9001; dir 192.0.2.1:9030; policy reject *:*; v6 reject 1-65535")]
    [InlineData("reject 10.0.0.0/255.0.0.0:*\naccept *:80-81\nreject *:*", "AA; Relay, Exit; nick Example; or 192.0.2.1:9001; dir 192.0.2.1:9030; policy reject 10.0.0.0/8:*,accept *:80-81,reject *:*; v6 reject 1-65535")]
    [InlineData("reject *:*\nipv6-policy accept 443", "AA; Relay, Exit; nick Example; or 192.0.2.1:9001; dir 192.0.2.1:9030; policy reject *:*; v6 accept 443")]
    [InlineData("or-address [2001:db8::1]:443\nopt reject *:*", "AA; Relay; nick Example; or 192.0.2.1:9001 [2001:db8::1]:443; dir 192.0.2.1:9030; policy reject *:*; v6 reject 1-65535")]
    [InlineData("x", "AA; Relay, Exit; nick Example; or 192.0.2.1:9001; dir 192.0.2.1:9030; v6 reject 1-65535")] // no rule: everything is accepted
    public void Read_gives_addresses_and_the_exact_policy(string lines, string expected)
    {
        foreach (var text in new[] { Descriptor(lines), "\uFEFF@type server-descriptor 1.0\n" + Descriptor(lines), "@downloaded-at 2014-12-08 15:00:00\n@source \"192.0.2.9\"\n" + Descriptor(lines) })
        {
            var reader = RelayText.Descriptors(text);

            Assert.Equal([expected], reader.Texts());
            Assert.Empty(reader.Errors);
            Assert.Null(reader.Refusal);
            Assert.Null(reader.Time);
            Assert.Equal(RelayText.Time("2014-12-08 14:01:26"), reader.Relay.Published);
            Assert.Null(reader.Relay.LastSeen);
        }
    }

    [Fact]
    public void Read_knows_old_forms_of_lines()
    {
        var reader = RelayText.Descriptors(Descriptor("reject *:*", "router Unnamed 192.0.2.1 0 0 0", "opt fingerprint " + Groups));

        Assert.Equal(["AA; Relay; policy reject *:*; v6 reject 1-65535"], reader.Texts());
    }

    [Theory]
    [InlineData("accept 192.0.2.1:http", "9: 'accept 192.0.2.1:http' is no rule of a policy, so the policy is not known", "v6 reject 1-65535")]
    [InlineData("ipv6-policy accept http", "9: 'ipv6-policy accept http' has no list of ports", "or 192.0.2.1:9001; dir 192.0.2.1:9030")]
    [InlineData("or-address 192.0.2.2", "9: '192.0.2.2' is no address and port", "policy reject *:*")]
    [InlineData("published yesterday", "9: 'published yesterday' has no time", "policy reject *:*")]
    public void A_line_that_cannot_be_used_is_reported_and_the_relay_is_kept(string line, string error, string kept)
    {
        var reader = RelayText.Descriptors(Descriptor(line + "\nreject *:*"));

        Assert.Contains(kept, Assert.Single(reader.Texts()), StringComparison.Ordinal);
        Assert.Equal([error], reader.ErrorTexts());
        Assert.Null(reader.Refusal);
    }

    [Theory]
    [InlineData("router Example 192.0.2.1 9001", "fingerprint " + Groups, "1: 'router Example 192.0.2.1 9001' is no router line")]
    [InlineData("router Example 2001:db8::1 9001 0 0", "fingerprint " + Groups, "1: 'router Example 2001:db8::1 9001 0 0' is no router line")]
    [InlineData("router Ex-ample 192.0.2.1 9001 0 0", "fingerprint " + Groups, "1: 'router Ex-ample 192.0.2.1 9001 0 0' is no router line")]
    [InlineData("router Example 192.0.2.1 9001 0 0", "fingerprint AAAA", "4: 'AAAA' is no fingerprint of ten groups")]
    [InlineData("router Example 192.0.2.1 9001 0 0", "x", "1: a descriptor without fingerprint")]
    public void A_descriptor_without_address_or_fingerprint_is_left_out(string router, string fingerprint, string error)
    {
        var reader = RelayText.Descriptors(Descriptor("reject *:*", router, fingerprint) + Descriptor("reject *:*"));

        Assert.Single(reader.ReadAll());
        Assert.Equal([error], reader.ErrorTexts());
    }

    [Fact]
    public void A_descriptor_that_is_cut_is_named_and_left_out()
    {
        var text = Descriptor("reject *:*");
        for (var length = 1; length < text.Length - 1; length++)
        {
            var reader = RelayText.Descriptors(text + text[..length]);
            Assert.Single(reader.ReadAll());

            var isFirstLine = !text[..length].Contains('\n', StringComparison.Ordinal);
            var expected = isFirstLine ? $"14: '{text[..length]}' is cut: the document ends in the middle of the line" : "14: a descriptor that is cut: it has no whole signature";
            Assert.Equal([expected], reader.ErrorTexts());
            Assert.Null(reader.Refusal);
        }

        var inTheMiddle = RelayText.Descriptors(text[..150] + "\n" + text);
        Assert.Single(inTheMiddle.ReadAll());
        Assert.Equal(["1: a descriptor that is cut: it has no whole signature"], inTheMiddle.ErrorTexts());
    }

    [Fact]
    public void A_policy_of_too_many_lines_is_not_known()
    {
        var reader = RelayText.Descriptors(Descriptor(string.Concat(Enumerable.Repeat("reject 192.0.2.1:80\n", 5_000)) + "accept *:*"));
        var relay = Assert.Single(reader.ReadAll());

        Assert.Null(relay.ExitPolicy);
        Assert.Equal(["1033: more than 1024 policy lines, so the policy is not known"], reader.ErrorTexts());
    }

    [Theory]
    [InlineData("", "no relay in it")]
    [InlineData("@type bridge-server-descriptor 1.2\n", "line 1: '@type bridge-server-descriptor 1.2' is another document, or of a version that is not known")]
    [InlineData("router Example 192.0.2.1 9001 0 0\n", "no relay in it; line 1: a descriptor that is cut: it has no whole signature")]
    public void What_is_no_such_document_is_refused(string text, string refusal)
    {
        var reader = RelayText.Descriptors(text);

        Assert.Empty(reader.ReadAll());
        Assert.Equal(refusal, reader.Refusal);
    }

    [Fact]
    public void Read_takes_all_real_descriptors_and_every_policy_comes_back_from_its_text()
    {
        var bytes = RelayText.Shared("tor-documents/server-descriptors-2014-12-08.gz");
        var reader = new ServerDescriptorReader(new MemoryStream(bytes));
        var relays = reader.ReadAll();

        Assert.Null(reader.Refusal);
        Assert.Equal(0, reader.ErrorCount);
        Assert.Equal(867, relays.Count);
        Assert.Equal(763, relays.Select(relay => relay.Fingerprint).Distinct().Count());
        Assert.Equal(36, relays.Sum(relay => relay.OrEndpoints.Count(endpoint => !endpoint.Address.IsIPv4)));
        Assert.Equal(6_416, relays.Sum(relay => relay.ExitPolicy!.Rules.Count));
        Assert.Equal(relays.Count(relay => relay.ExitPolicy!.AcceptsAny || relay.ExitPolicySummaryIPv6!.AcceptsAny), relays.Count(relay => relay.Roles.HasFlag(RelayRoles.Exit)));
        foreach (var policy in relays.Select(relay => relay.ExitPolicy!))
        {
            Assert.True(ExitPolicy.TryParse(Encoding.UTF8.GetBytes(policy.ToString()), out var again));
            Assert.Equal(policy, again);
            Assert.Equal(policy.GetHashCode(), again.GetHashCode());
        }

        // Every policy line of the text is one of these rules: the text and the rules say the same.
        var lines = Encoding.UTF8.GetString(bytes).Split('\n').Where(line => line.StartsWith("accept ", StringComparison.Ordinal) || line.StartsWith("reject ", StringComparison.Ordinal));
        Assert.Equal(lines, relays.SelectMany(relay => relay.ExitPolicy!.Rules).Select(rule => rule.ToString()));
    }
}
