using System.Text;
using TorIntel.Testing;

namespace TorIntel.Cli.Tests;

public sealed class VerifyTests : IDisposable
{
    private const string Now = "2026-11-23T13:30:00Z";

    private static readonly ConsensusForge s_forge = new();

    private readonly TemporaryFolder _folder = new();
    private readonly string _keys;
    private readonly string _authorities;

    public VerifyTests()
    {
        _keys = _folder.Write("keys", Encoding.ASCII.GetString(s_forge.Keys()));
        _authorities = _folder.Write("authorities", s_forge.TrustedText);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_published_case_ends_as_is_stated()
    {
        foreach (var one in ConsensusCase.ReadAllOrSkip())
        {
            var authorities = _folder.Write("trusted-" + one.Name, one.AuthoritiesText);
            string[] args = ["verify", one.Consensus, "--keys", one.Keys, "--authorities", authorities, "--at", one.Now.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'")];
            var run = await ToolRun.RunAsync([.. args, "--json"], []);
            var answer = Json.Parse(Assert.Single(run.Lines));

            Assert.Equal((one.Name, one.Verdict, one.Good), (one.Name, answer.Text("verdict"), answer.GetProperty("good").GetInt32()));
            Assert.Equal(one.Verdict == "ok" ? 0 : 1, run.ExitCode);
            Assert.Equal($"{one.Consensus}: {one.Verdict}", (await ToolRun.RunAsync(args)).Lines[0]);
        }
    }

    [Fact]
    public async Task For_people_it_says_who_has_signed()
    {
        var stranger = _folder.Write("two", string.Concat(s_forge.Authorities.Skip(1).Select(authority => $"DirAuthority {authority.Nickname} v3ident={authority.Identity.Digest} 192.0.2.1:80 {authority.Identity.Digest}\n")));
        var file = Document();
        var run = await ToolRun.RunAsync("verify", file, "--keys", _keys, "--authorities", stranger, "--at", Now);

        Assert.Equal(
            $"""
            {file}: ok
              signatures: 2 good, 2 of 2 trusted authorities needed
              flavor:     ns
              valid:      2026-11-23T13:00:00Z to 2026-11-23T16:00:00Z; judged at {Now}
              signature:  {s_forge.Authorities[0].Identity.Digest} forged0 sha1 unknown-authority
              signature:  {s_forge.Authorities[1].Identity.Digest} forged1 sha1 good
              signature:  {s_forge.Authorities[2].Identity.Digest} forged2 sha1 good

            """.ReplaceLineEndings("\n"),
            run.Text);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task As_JSON_it_says_the_same()
    {
        var run = await ToolRun.RunAsync("verify", Document(), "--keys", _keys, "--authorities", _authorities, "--at", Now, "--json");
        var answer = Json.Parse(Assert.Single(run.Lines));

        Assert.Equal(["file", "verdict", "good", "needed", "trusted", "at", "flavor", "valid_after", "fresh_until", "valid_until", "signatures"], answer.Names());
        Assert.All(answer.GetProperty("signatures").EnumerateArray(), item => Assert.Equal(["nickname", "identity", "signing_key_digest", "algorithm", "outcome"], item.Names()));
    }

    [Fact]
    public async Task The_nine_authorities_of_the_public_network_are_trusted_without_a_list()
    {
        var run = await ToolRun.RunAsync("verify", Document(), "--keys", _keys, "--at", Now, "--json");
        var answer = Json.Parse(run.Text);

        Assert.Equal(("insufficient-signatures", 0, 5, 9), (answer.Text("verdict"), answer.GetProperty("good").GetInt32(), answer.GetProperty("needed").GetInt32(), answer.GetProperty("trusted").GetInt32()));
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task A_document_may_be_compressed_or_come_by_the_standard_input()
    {
        var document = s_forge.Make();
        var compressed = Compressed.Gzip(document);
        foreach (var input in new[] { document, compressed })
        {
            var run = await ToolRun.RunAsync(["verify", "-", "--keys", _keys, "--authorities", _authorities, "--at", Now], input);
            Assert.Equal("-: ok", run.Lines[0]);
        }

        var cut = await ToolRun.RunAsync(["verify", "-", "--keys", _keys, "--authorities", _authorities, "--at", Now], compressed[..^9]);
        Assert.Equal((1, "torintel: -: its gzip data are damaged or cut\n"), (cut.ExitCode, cut.Error));
    }

    [Fact]
    public async Task Without_a_time_the_clock_counts()
    {
        var run = await ToolRun.RunAsync("verify", Document(validAfter: new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero)), "--keys", _keys, "--authorities", _authorities, "--json");

        // The certificates had not been made then; Tor does not mind, and they may have expired by now.
        Assert.Contains(Json.Parse(run.Text).Text("verdict"), new[] { "expired", "insufficient-signatures" });
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task A_malformed_document_is_refused_with_line_and_reason()
    {
        var file = _folder.Write("page", "<html>\n");
        var text = await ToolRun.RunAsync("verify", file, "--keys", _keys);
        var json = Json.Parse((await ToolRun.RunAsync("verify", file, "--keys", _keys, "--json", "--at", Now)).Text);

        Assert.Equal((1, $"{file}: malformed\n  line 1: it does not begin with network-status-version\n"), (text.ExitCode, text.Text));
        Assert.Equal(["file", "verdict", "good", "needed", "trusted", "at", "line", "reason"], json.Names());
    }

    [Fact]
    public async Task Bad_certificates_are_named_and_cost_no_other()
    {
        var keys = _folder.Write("bad", Encoding.ASCII.GetString(s_forge.Keys()).Replace($"fingerprint {s_forge.Authorities[0].Identity.Digest}", "fingerprint x", StringComparison.Ordinal));
        var run = await ToolRun.RunAsync("verify", Document(), "--keys", keys, "--authorities", _authorities, "--at", Now);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal($"torintel: {keys}:2: 'x' is no fingerprint of 40 hexadecimal digits\n", run.Error);
        Assert.Contains("forged0 sha1 no-certificate", run.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_list_of_authorities_is_refused_whole()
    {
        var authorities = _folder.Write("mistyped", s_forge.TrustedText + "15FE7C15\n");
        var run = await ToolRun.RunAsync("verify", Document(), "--keys", _keys, "--authorities", authorities);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"torintel: {authorities}:4: '15FE7C15' is neither a v3 identity", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Theory]
    [InlineData(2, "--keys", "verify", "consensus")]
    [InlineData(2, "Required argument", "verify", "--keys", "keys")]
    [InlineData(2, "'soon' is not a time", "verify", "consensus", "--keys", "keys", "--at", "soon")]
    [InlineData(2, "only one of the files can be the standard input", "verify", "-", "--keys", "-")]
    [InlineData(2, "unknown option '--bad'", "verify", "consensus", "--keys", "keys", "--bad")]
    [InlineData(2, "an empty path", "verify", "", "--keys", "")]
    [InlineData(1, "no-such-file: no such file", "verify", "consensus", "--keys", "no-such-file")]
    public async Task Wrong_usage_and_missing_files_are_told(int exitCode, string message, params string[] args)
    {
        var run = await ToolRun.RunAsync(args);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    private string Document(DateTimeOffset? validAfter = null)
    {
        var name = "consensus" + validAfter?.Year;
        return _folder.Write(name, Encoding.ASCII.GetString(s_forge.Make(validAfter: validAfter)));
    }
}
