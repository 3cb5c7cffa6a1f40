using System.Text.RegularExpressions;
using TorIntel.Testing;
using Xunit;

namespace TorIntel.Cli.Tests;

/// <summary>The README quotes samples and measurements; it must not drift from them.</summary>
public class ReadmeTests
{
    [Fact]
    public void Snippets_are_the_regions_of_the_samples()
    {
        var root = RootOrSkip();
        var snippets = Regex.Matches(
            File.ReadAllText(Path.Combine(root, "README.md")),
            @"<!-- snippet: (?<path>[^#]+)#(?<region>\S+) -->\n```csharp\n(?<code>.*?)```",
            RegexOptions.Singleline | RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(5));
        Assert.NotEmpty(snippets);
        foreach (Match snippet in snippets)
        {
            var source = File.ReadAllText(Path.Combine(root, snippet.Groups["path"].Value));
            Assert.Equal(Region(source, snippet.Groups["region"].Value), snippet.Groups["code"].Value);
        }
    }

    [Fact]
    public void The_rows_under_Speed_stand_in_a_committed_table()
    {
        var root = RootOrSkip();
        var readme = File.ReadAllText(Path.Combine(root, "README.md"));
        var begin = readme.IndexOf("<!-- speed:begin -->", StringComparison.Ordinal);
        var end = readme.IndexOf("<!-- speed:end -->", StringComparison.Ordinal);
        Assert.InRange(begin, 1, end);
        var committed = Directory.GetFiles(Path.Combine(root, "docs", "results"), "*.md").SelectMany(File.ReadLines).Select(line => line.Trim()).ToHashSet(StringComparer.Ordinal);
        var rows = readme[begin..end].Split('\n').SkipWhile(line => line != "```").Skip(1).TakeWhile(line => line != "```").Select(line => line.Trim()).ToArray();
        Assert.NotEmpty(rows);
        rows = [.. rows, .. readme[begin..end].Split('\n').Where(line => line.StartsWith('|')).Select(line => line.Trim())];
        Assert.All(rows, row => Assert.Contains(row, committed));
    }

    private static string RootOrSkip()
    {
        Assert.SkipWhen(Repository.Root is null, "needs the checkout that the tests were built from");
        return Repository.Root!;
    }

    private static string Region(string source, string name)
    {
        var lines = source.ReplaceLineEndings("\n").Split('\n');
        var region = lines.SkipWhile(line => line.Trim() != $"// <{name}>").Skip(1).TakeWhile(line => line.Trim() != $"// </{name}>").ToArray();
        var indent = region.Where(line => line.Length != 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Concat(region.Select(line => (line.Length == 0 ? line : line[indent..]) + "\n"));
    }
}
