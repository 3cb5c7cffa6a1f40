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
        var count = 0;
        foreach (var readme in Readmes(root))
        {
            var snippets = Regex.Matches(
                File.ReadAllText(readme),
                @"<!-- snippet: (?<path>[^#]+)#(?<region>\S+) -->\n```\w+\n(?<code>.*?)```",
                RegexOptions.Singleline | RegexOptions.ExplicitCapture,
                TimeSpan.FromSeconds(5));
            foreach (Match snippet in snippets)
            {
                var source = File.ReadAllText(Path.Combine(root, snippet.Groups["path"].Value));
                Assert.Equal(Region(source, snippet.Groups["region"].Value), snippet.Groups["code"].Value);
                count++;
            }

            // A quotation that the pattern does not see would be compared with nothing.
            Assert.Equal(Regex.Count(File.ReadAllText(readme), "<!-- snippet:", RegexOptions.None, TimeSpan.FromSeconds(5)), snippets.Count);
        }

        Assert.True(count >= 8, $"only {count} snippets");
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

    private static IEnumerable<string> Readmes(string root) =>
    [
        Path.Combine(root, "README.md"), .. Directory.GetFiles(Path.Combine(root, "docs"), "*.md"),
        .. Directory.GetDirectories(Path.Combine(root, "src")).Select(package => Path.Combine(package, "README.md")),
    ];

    private static string Region(string source, string name)
    {
        var lines = source.ReplaceLineEndings("\n").Split('\n');
        var region = lines.SkipWhile(line => line.Trim() != $"// <{name}>").Skip(1).TakeWhile(line => line.Trim() != $"// </{name}>").ToArray();
        var indent = region.Where(line => line.Length != 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Concat(region.Select(line => (line.Length == 0 ? line : line[indent..]) + "\n"));
    }
}
