using System.Text;

namespace TorIntel.Cli.Tests;

/// <summary>gzip and zstd out.</summary>
public sealed class CompressedOutputTests
{
    private static readonly byte[] s_log = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Lists.Plain + "\n" + Lists.ToGuard + "\n", 1000)));

    [Theory]
    [InlineData("x.gz", null, "gzip")]
    [InlineData("x.zst", null, "zstd")]
    [InlineData("x.GZ", null, "gzip")]
    [InlineData("x.json", "zstd", "zstd")]
    [InlineData("x.gz", "none", null)]
    [InlineData("-", "gzip", "gzip")]
    [InlineData("-", null, null)]
    public async Task Output_is_compressed_as_said_or_named(string name, string? option, string? compression)
    {
        using var folder = new TemporaryFolder();
        var lists = Lists.WriteTo(folder);
        var expected = await ToolRun.RunAsync(["enrich", .. lists], s_log);
        var path = name == "-" ? name : Path.Combine(folder.FullPath, name);
        var run = await ToolRun.RunAsync(["enrich", "-o", path, .. option is null ? Array.Empty<string>() : ["--compress", option], .. lists], s_log);
        var written = name == "-" ? run.Output : await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(expected.Output, compression is null ? written : Compressed.Decompress(compression, written));
    }

    [Fact]
    public async Task What_is_passed_on_before_a_failure_is_whole()
    {
        using var folder = new TemporaryFolder();
        var lists = Lists.WriteTo(folder);
        var gzip = Compressed.Gzip(s_log);
        var run = await ToolRun.RunAsync(["enrich", folder.Write("log", gzip[..^2]), "--compress", "zstd", .. lists]);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal((await ToolRun.RunAsync(["enrich", .. lists], s_log)).Output, Compressed.Decompress("zstd", run.Output));
    }

    [Fact]
    public async Task Quiet_says_nothing_but_errors()
    {
        using var folder = new TemporaryFolder();
        var lists = Lists.WriteTo(folder);
        var run = await ToolRun.RunAsync(["enrich", "--quiet", "--strict", "--format", "eve", .. lists], [.. s_log, .. "bad\n"u8]);

        Assert.Equal(3, run.ExitCode);
        Assert.Empty(run.Error);
        Assert.NotEmpty((await ToolRun.RunAsync(["enrich", "--quiet", Path.Combine(folder.FullPath, "none"), .. lists])).Error);
    }
}
