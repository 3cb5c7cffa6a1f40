using System.Text;

namespace TorIntel.Cli.Tests;

/// <summary>Many files: patterns, and what becomes of the seams.</summary>
public sealed class InputFileTests
{
    [Fact]
    public async Task Patterns_are_expanded_in_order()
    {
        using var folder = new TemporaryFolder();
        var lists = Lists.WriteTo(folder);
        Directory.CreateDirectory(Path.Combine(folder.FullPath, "logs", "a", "b"));
        Directory.CreateDirectory(Path.Combine(folder.FullPath, "logs", ".hidden"));
        foreach (var name in new[] { "b.json", "a.json", "a.txt", ".c.json", "a/d.json", "a/b/e.json", ".hidden/f.json", "g1.json" })
        {
            folder.Write(Path.Combine("logs", name), Lists.Plain.Replace("10.20.1.15", name, StringComparison.Ordinal) + "\n");
        }

        foreach (var (pattern, expected) in new[]
        {
            ("logs/*.json", "a.json b.json g1.json"), ("logs/?.json", "a.json b.json"), ("logs/.*.json", ".c.json"), ("lo*/a.*", "a.json a.txt"),
            ("logs/**/*.json", "a.json a/b/e.json a/d.json b.json g1.json"), ("logs/*/d.json", "a/d.json"), ("logs/**/b/*", "a/b/e.json"),
        })
        {
            var run = await ToolRun.RunAsync(["enrich", Path.Combine(folder.FullPath, pattern), .. lists]);
            Assert.Equal(0, run.ExitCode);
            Assert.Equal(expected, string.Join(' ', run.Lines.Select(line => Json.Parse(line).Text("src_ip"))));
        }
    }

    [Theory]
    [InlineData("*.gz")]
    [InlineData("none/*.json")]
    [InlineData("**/none?")]
    public async Task A_pattern_that_fits_nothing_is_told(string pattern)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.FullPath, pattern);
        var run = await ToolRun.RunAsync(["enrich", path, .. Lists.WriteTo(folder)]);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal($"torintel: {path}: no file has such a name", run.Error.Trim());
    }

    [Fact]
    public async Task A_file_whose_name_looks_like_a_pattern_wins_over_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "such names are not possible there");
        using var folder = new TemporaryFolder();
        folder.Write("ab.json", "bad\n");
        var run = await ToolRun.RunAsync(["enrich", folder.Write("a*.json", Lists.Plain + "\n"), .. Lists.WriteTo(folder)]);

        Assert.Equal(Lists.Plain + "\n", run.Text);
    }

    [Fact]
    public async Task Files_of_several_formats_and_compressions_in_one_go()
    {
        using var folder = new TemporaryFolder();
        folder.Write("1.log", Encoding.UTF8.GetBytes(Lists.ToGuard)); // its last newline is missing
        folder.Write("2.log", Compressed.Zstd(Encoding.UTF8.GetBytes("#fields\tid.orig_h\tid.resp_h\tid.resp_p\n10.0.0.1\t192.0.2.10\t9001\n")));
        folder.Write("3.log", Compressed.Gzip(Encoding.UTF8.GetBytes("198.51.100.70 - - [22/Aug/2026:21:09:47 +0000] \"GET / HTTP/1.1\" 200 1\n")));
        var run = await ToolRun.RunAsync(["enrich", Path.Combine(folder.FullPath, "?.log"), .. Lists.WriteTo(folder)]);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("4 lines of access, eve, zeek-tsv, 3 tagged", run.Error, StringComparison.Ordinal);
        Assert.Equal(1 + 3 + 1, run.Lines.Length);
        Assert.EndsWith("}", run.Lines[0], StringComparison.Ordinal);
    }
}
