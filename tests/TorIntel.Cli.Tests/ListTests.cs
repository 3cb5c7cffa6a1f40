using System.IO.Compression;
using System.Text;

namespace TorIntel.Cli.Tests;

/// <summary>--list: what is taken, what is refused, and how it is said. The same for both commands.</summary>
public sealed class ListTests
{
    [Theory]
    [InlineData("", "it is empty: no address in it")]
    [InlineData("# nothing\n\n", "it is empty: no address in it")]
    [InlineData("<!DOCTYPE HTML>\n<title>504 Gateway Timeout</title>\n", "it is an HTML page, not a list of addresses; it begins '<!DOCTYPE HTML>'")]
    [InlineData("Umm... You can only fetch the data every 30 minutes - sorry.\n", "it is text, not a list of addresses; it begins 'Umm... You can only fetch the data every 30 minutes - sorry.'")]
    [InlineData("0.0.0.0/0\n", "none of its entries can be used (0.0.0.0/0: default route)")]
    [InlineData("network-status-version 3\n", "it is cut: it ends before the first relay")]
    [InlineData("{\"version\":\"8.0\"}", "it is no details document of Onionoo: no relays in it")]
    [InlineData("{\"version\":\"8.0\",\n\"relays\":[", "line 2: it is cut: the JSON does not end")]
    [InlineData("{}", "it is a JSON document, and none of those that are known: details of Onionoo, events of MISP, bundles of STIX")]
    [InlineData("ExitNode X\n", "no relay in it; line 1: 'X' is no fingerprint")]
    [InlineData("router X\n", "no relay in it; line 1: 'router X' is no router line")]
    [InlineData("fingerprint, ipaddr, port\n", "it has no usable row")]
    public async Task What_is_no_list_is_refused_in_one_sentence(string content, string reason)
    {
        using var folder = new TemporaryFolder();
        var list = folder.Write("list", content);
        foreach (var command in new[] { "enrich", "lookup" })
        {
            var run = await ToolRun.RunAsync([command, "--list", list, "--include-special"], Encoding.UTF8.GetBytes(Lists.Plain + "\n"));

            Assert.Equal(1, run.ExitCode);
            Assert.Empty(run.Output);
            Assert.Equal($"torintel: {list}: refused: {reason}", run.Error.Trim());
        }
    }

    [Fact]
    public async Task Binary_data_are_refused_and_printed_safely()
    {
        using var folder = new TemporaryFolder();
        var bytes = new byte[5_000];
        new Random(1).NextBytes(bytes);
        var run = await ToolRun.RunAsync("enrich", "--list", folder.Write("list", [0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 27, (byte)'[', .. bytes]));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("refused: it is binary data, not a list of addresses", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Error, c => char.IsControl(c) && c is not ('\n' or '\r'));
    }

    [Fact]
    public async Task One_refused_list_among_others_ends_it_and_the_others_are_described_too()
    {
        using var folder = new TemporaryFolder();
        var (page, list) = (folder.Write("page", "<html>\n"), folder.Write("list", "192.0.2.10\n192.0.2.11\nbad\n"));
        var run = await ToolRun.RunAsync("lookup", "192.0.2.10", "--list", page, "--list", "exit=" + list, "--include-special");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"{page}: refused: it is an HTML page", run.Error, StringComparison.Ordinal);
        Assert.Contains($"{list}:3: 'bad' is no address or prefix", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_million_lines_end_in_one_sentence()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.FullPath, "long");
        await using (var file = File.Create(path))
        {
            var piece = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("1.1.1.1\n", 10_000)));
            for (var i = 0; i < 1_000; i++)
            {
                await file.WriteAsync(piece, TestContext.Current.CancellationToken);
            }
        }

        var run = await ToolRun.RunAsync("enrich", "--list", "exit=" + path);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal($"torintel: {path}: refused: more than 2000000 entries: no list of the Tor network", run.Error.Trim());
    }

    [Fact]
    public async Task Ten_million_lines_of_text_end_in_one_sentence_too()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.FullPath, "long.gz");
        await using (var file = File.Create(path))
        await using (var gzip = new GZipStream(file, CompressionLevel.Fastest))
        {
            var piece = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("x\n", 100_000)));
            for (var i = 0; i < 100; i++)
            {
                await gzip.WriteAsync(piece, TestContext.Current.CancellationToken);
            }
        }

        var run = await ToolRun.RunAsync("enrich", "--list", path);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal($"torintel: {path}: refused: it is text, not a list of addresses; it begins 'x'", run.Error.Trim());
    }

    [Fact]
    public async Task A_list_that_cannot_be_opened_is_told()
    {
        using var folder = new TemporaryFolder();
        var missing = Path.Combine(folder.FullPath, "missing");
        foreach (var (path, reason) in new[] { (missing, "no such file"), (folder.FullPath, "is a folder, not a file") })
        {
            var run = await ToolRun.RunAsync("lookup", "192.0.2.10", "--list", "exit=" + path);

            Assert.Equal(1, run.ExitCode);
            Assert.Equal($"torintel: {path}: {reason}", run.Error.Trim());
        }
    }

    [Theory]
    [InlineData(null, "exit")]
    [InlineData("exit", "exit")]
    [InlineData("guard", "relay,guard")]
    [InlineData("relay", "relay")]
    public async Task The_role_says_what_bare_addresses_are(string? role, string roles)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("list", "192.0.2.10\n");
        var run = await ToolRun.RunAsync("lookup", "192.0.2.10", "--json", "--include-special", "--list", role is null ? path : $"{role}={path}");

        Assert.Equal(roles, string.Join(',', Json.Parse(run.Text).GetProperty("roles").Strings()));
        Assert.Equal(role is null, run.Error.Contains($"{path}: bare addresses, taken for exit addresses", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_path_may_have_an_equals_sign()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a=b", "192.0.2.10\n");

        Assert.Equal(0, (await ToolRun.RunAsync("lookup", "192.0.2.10", "--include-special", "--list", "exit=" + path)).ExitCode);
        Assert.Equal(0, (await ToolRun.RunAsync("lookup", "192.0.2.10", "--include-special", "--list", path)).ExitCode);
        Assert.Equal(0, (await ToolRun.RunAsync("lookup", "192.0.2.10", "--include-special", "--list=" + path)).ExitCode);
    }

    [Fact]
    public async Task A_list_under_gzip_is_read_and_a_cut_one_refused()
    {
        using var folder = new TemporaryFolder();
        using var compressed = new MemoryStream();
        await using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 250).Select(i => $"192.0.2.{i}\n"))), TestContext.Current.CancellationToken);
        }

        var whole = await ToolRun.RunAsync("lookup", "192.0.2.249", "--json", "--include-special", "--list", "exit=" + folder.Write("list.gz", compressed.ToArray()));
        var cut = await ToolRun.RunAsync("lookup", "192.0.2.1", "--include-special", "--list", "exit=" + folder.Write("cut.gz", compressed.ToArray()[..100]));

        Assert.Equal("high", Json.Parse(whole.Text).Text("confidence"));
        Assert.Equal(1, cut.ExitCode);
        Assert.EndsWith("cut.gz: refused: its gzip data are damaged or cut", cut.Error.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_most_ten_bad_lines_of_a_list_are_named()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("list", string.Concat(Enumerable.Repeat("192.0.2.10\n", 50)) + string.Concat(Enumerable.Repeat("bad\n", 30)));
        var run = await ToolRun.RunAsync("lookup", "192.0.2.10", "--include-special", "--list", "exit=" + path);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(Enumerable.Range(51, 10).Select(i => $"torintel: {path}:{i}: 'bad' is no address or prefix").Append($"torintel: {path}: 20 more bad lines"), run.Error.Trim().Split(Environment.NewLine));
    }
}
