using System.Text;
using System.Text.Json;

namespace TorIntel.Cli.Tests;

public sealed class LookupTests
{
    private const string Onion = "qabc4wo3w6g7geahccj3ujsnbzqkpp43kjqfjo3rf2a6wzydrpuluhyd.onion";

    [Theory]
    [InlineData("192.0.2.10", "address", "relay,guard", "none", "medium", "destination-guard,source-relay")]
    [InlineData("::ffff:192.0.2.10", "address", "relay,guard", "none", "medium", "destination-guard,source-relay")]
    [InlineData("2001:0DB8:10::10", "address", "relay,guard", "none", "medium", "destination-guard,source-relay")]
    [InlineData("[2001:db8:10::10]", "address", "relay,guard", "none", "medium", "destination-guard,source-relay")]
    [InlineData("192.0.2.10:9001", "endpoint", "relay,guard", "none", "confirmed", "destination-or-endpoint,port-relay,source-relay")]
    [InlineData("[2001:db8:10::10]:9001", "endpoint", "relay,guard", "none", "confirmed", "destination-or-endpoint,port-relay,source-relay")]
    [InlineData("192.0.2.10:443", "endpoint", "relay,guard", "none", "low", "destination-relay,source-relay")]
    [InlineData("203.0.113.30", "address", "relay", "none", "low", "destination-relay,source-relay")]
    [InlineData("203.0.113.40", "address", "relay,exit", "none", "high", "destination-relay,source-exit")]
    [InlineData("198.51.100.99", "address", "exit", "none", "high", "destination-relay,source-exit")]
    [InlineData("198.51.100.70", "address", "exit", "none", "high", "destination-relay,source-exit")]
    [InlineData("192.0.2.200", "address", "", "none", "none", "")]
    [InlineData("192.0.2.200:9001", "endpoint", "", "none", "low", "port-relay")]
    [InlineData("193.23.244.244:443", "endpoint", "relay,authority", "none", "confirmed", "destination-authority")]
    [InlineData(":9001", "port", "", "none", "low", "port-relay")]
    [InlineData(":9050", "port", "", "none", "low", "port-client")]
    [InlineData(":443", "port", "", "none", "none", "")]
    [InlineData(Onion, "host", "", "onion-v3", "confirmed", "domain-onion-v3")]
    [InlineData("www." + Onion + ".", "host", "", "onion-v3", "confirmed", "domain-onion-v3")]
    [InlineData(Onion + ":443", "host", "", "onion-v3", "confirmed", "domain-onion-v3")]
    [InlineData("http://user@" + Onion + ":80/path?x", "host", "", "onion-v3", "confirmed", "domain-onion-v3")]
    [InlineData("expyuzz4wqqyqhjn.onion", "host", "", "onion-v2", "high", "domain-onion-v2")]
    [InlineData("x.onion", "host", "", "onion-invalid", "medium", "domain-onion-invalid")]
    [InlineData(Onion + ".ly", "host", "", "tor2web", "high", "domain-tor2web")]
    [InlineData("onion.ly", "host", "", "tor2web", "medium", "domain-tor2web")]
    [InlineData("dist.torproject.org", "host", "", "tor-project", "medium", "domain-tor-project")]
    [InlineData("www.torproject.org", "host", "", "tor-project", "low", "domain-tor-project")]
    [InlineData("www.example.com", "host", "", "none", "none", "")]
    [InlineData("http://192.0.2.10:9001/tor/", "address", "relay,guard", "none", "medium", "destination-guard,source-relay")]
    [InlineData("http://[2001:db8:10::10]/", "address", "relay,guard", "none", "medium", "destination-guard,source-relay")]
    [InlineData("", "host", "", "none", "none", "")]
    [InlineData("192.0.2.256", "host", "", "none", "none", "")]
    [InlineData("192.0.2.10/32", "host", "", "none", "none", "")]
    [InlineData("192.0.2.10:65536", "host", "", "none", "none", "")]
    [InlineData(":65536", "host", "", "none", "none", "")]
    [InlineData("010.0.0.1", "host", "", "none", "none", "")]
    [InlineData("a \"quoted\" value\u0001", "host", "", "none", "none", "")]
    [InlineData(" 192.0.2.10 ", "address", "relay,guard", "none", "medium", "destination-guard,source-relay")]
    public async Task A_value_is_judged_as_a_destination_and_as_a_source(string value, string kind, string roles, string domain, string confidence, string evidence)
    {
        using var folder = new TemporaryFolder();
        var run = await ToolRun.RunAsync(["lookup", "--json", .. Lists.WriteTo(folder), "--", value], []);
        var answer = Json.Parse(Assert.Single(run.Lines));

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["input", "kind", "roles", "domain", "confidence", "evidence", "relays", "list"], answer.Names());
        Assert.Equal(value, answer.Text("input"));
        Assert.Equal(kind, answer.Text("kind"));
        Assert.Equal(roles, string.Join(',', answer.GetProperty("roles").Strings()));
        Assert.Equal(domain, answer.Text("domain"));
        Assert.Equal(confidence, answer.Text("confidence"));
        Assert.Equal(evidence, string.Join(',', answer.Evidence()));
        Assert.All(answer.GetProperty("evidence").EnumerateArray(), item => Assert.Equal(["name", "field", "value"], item.Names()));
        Assert.Equal(["source", "verified"], answer.GetProperty("list").Names());
    }

    [Fact]
    public async Task An_answer_names_the_relays()
    {
        using var folder = new TemporaryFolder();
        var run = await ToolRun.RunAsync(["lookup", "--json", "192.0.2.10:9001", .. Lists.WriteTo(folder)], []);
        var relay = Assert.Single(Json.Parse(run.Text).GetProperty("relays").EnumerateArray());

        Assert.Equal(Lists.GuardFingerprint, relay.Text("fingerprint"));
        Assert.Equal(["relay", "guard"], relay.GetProperty("roles").Strings());
    }

    [Fact]
    public async Task Lines_of_the_standard_input_are_answered_one_by_one_and_in_order()
    {
        using var folder = new TemporaryFolder();
        var input = "192.0.2.10\n\n203.0.113.40,2026-08-22T21:13:34Z\r\n-\n www.example.com \n192.0.2.10:9001,1787432772.9\na,b\nlast,2026-08-22 23:00:00+0200";
        foreach (string[] values in new string[][] { [], ["-"] })
        {
            var run = await ToolRun.RunAsync(["lookup", "--json", .. values, .. Lists.WriteTo(folder)], Encoding.UTF8.GetBytes(input));
            var answers = run.Lines.Select(Json.Parse).ToArray();

            Assert.Equal(["192.0.2.10", "", "203.0.113.40", "-", " www.example.com ", "192.0.2.10:9001", "a,b", "last"], answers.Select(answer => answer.Text("input")));
            Assert.Equal(["address", "host", "address", "host", "host", "endpoint", "host", "host"], answers.Select(answer => answer.Text("kind")));
            Assert.Equal(
                [null, null, "2026-08-22T21:13:34Z", null, null, "2026-08-22T21:06:12Z", null, "2026-08-22T21:00:00Z"],
                answers.Select(answer => answer.TryGetProperty("at", out var at) ? at.GetString() : null));
        }
    }

    [Fact]
    public async Task Values_and_the_standard_input_may_be_mixed()
    {
        var run = await ToolRun.RunAsync(["lookup", "--json", "a", "-", "b"], "c\nd\n"u8.ToArray());

        Assert.Equal(["a", "c", "d", "b"], run.Lines.Select(line => Json.Parse(line).Text("input")));
    }

    [Fact]
    public async Task An_authority_is_judged_at_the_time_that_is_asked_for()
    {
        // The table has this address of faravahar until 2026-01-01.
        var run = await ToolRun.RunAsync(["lookup", "--json", "-"], "154.35.175.225:443,2018-03-24\n154.35.175.225:443,2026-08-22\n"u8.ToArray());
        var answers = run.Lines.Select(Json.Parse).ToArray();

        Assert.Equal(["destination-authority"], answers[0].Evidence());
        Assert.Empty(answers[1].Evidence());
    }

    [Fact]
    public async Task For_people_an_answer_is_a_few_lines()
    {
        using var folder = new TemporaryFolder();
        var run = await ToolRun.RunAsync(["lookup", "192.0.2.10:9001", "203.0.113.40", "192.0.2.200", .. Lists.WriteTo(folder)], []);

        Assert.Equal(
            $"""
            192.0.2.10:9001
              confidence: confirmed
              evidence:   destination-or-endpoint, port-relay, source-relay
              roles:      relay, guard
              relay, not an exit: traffic from it is not Tor traffic; blocking it gains nothing
              relay:      {Lists.GuardFingerprint} (relay, guard)
            203.0.113.40
              confidence: high
              evidence:   destination-relay, source-exit
              roles:      relay, exit
              relay:      {Lists.ExitFingerprint} (relay, exit)
            192.0.2.200
              no evidence of Tor

            """.ReplaceLineEndings("\n"),
            run.Text);
    }

    [Fact]
    public async Task Not_an_exit_is_said_only_where_a_list_knows_exits()
    {
        using var folder = new TemporaryFolder();
        var run = await ToolRun.RunAsync("lookup", "192.0.2.10", "--include-special", "--list", "relay=" + folder.Write("relays", "192.0.2.10\n"));

        Assert.DoesNotContain("not an exit", run.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Not_Tor_is_never_said()
    {
        var run = await ToolRun.RunAsync("lookup", "192.0.2.200", "www.example.com", ":443");

        Assert.Equal(3, run.Text.Split("no evidence of Tor").Length - 1);
        Assert.DoesNotContain("not Tor\n", run.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_is_too_long_is_cut_and_told()
    {
        var run = await ToolRun.RunAsync(["lookup", "--json"], Encoding.UTF8.GetBytes("a\n" + new string('x', 1_000_000) + "\nb\n"));

        Assert.Equal(0, run.ExitCode);
        Assert.Equal([1, 4096, 1], run.Lines.Select(line => Json.Parse(line).Text("input").Length));
        Assert.Contains("torintel: -:2: longer than 4096 bytes, cut", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lone_carriage_return_and_a_byte_order_mark_make_no_lines()
    {
        var run = await ToolRun.RunAsync(["lookup", "--json"], "\uFEFF192.0.2.10\na\rb\n"u8.ToArray());

        Assert.Equal(["192.0.2.10", "a\rb"], run.Lines.Select(line => Json.Parse(line).Text("input")));
    }

    [Fact]
    public async Task An_answer_does_not_wait_for_the_next_question()
    {
        using var output = new MemoryStream();
        using var input = new AskingStream(["192.0.2.10\n", "192.0.", "2.11\n192.0.2.12\n"], output);
        using var writer = new StringWriter();

        Assert.Equal(0, await Program.RunAsync(["lookup", "-"], new Terminal(() => input, () => output, writer, writer)));
        Assert.Equal([0, 1, 1, 3], input.AnswersSeen);
    }

    [Fact]
    public async Task Any_bytes_on_the_standard_input_are_answered()
    {
        var bytes = new byte[20_000];
        new Random(2).NextBytes(bytes);
        var run = await ToolRun.RunAsync(["lookup", "--json"], bytes);

        Assert.Equal(0, run.ExitCode);
        Assert.All(run.Lines, line => Assert.Equal(JsonValueKind.Object, Json.Parse(line).ValueKind));
        Assert.True(run.Lines.Length >= bytes.Count(c => c == '\n'));
    }
}
