using System.Net;
using System.Text;
using TorIntel.Conformance;
using TorIntel.Testing;
using Xunit;

namespace TorIntel.Cli.Tests;

/// <summary>The program against an independent reading of the rules, over generated Suricata events.</summary>
public class ConformanceTests
{
    // CI's full run asks for more.
    private static readonly int s_count = int.TryParse(Environment.GetEnvironmentVariable("TORINTEL_CONFORMANCE_EVENTS"), out var count) ? count : 20_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Synthetic_networks_give_no_wrong_tag(int seed)
    {
        using var folder = new TemporaryFolder();
        var lists = SyntheticLists.Create(seed);
        lists.WriteTo(folder.FullPath);
        await CheckAsync(lists, folder.FullPath, seed, new OracleOptions(), "--include-special");
    }

    [Fact]
    public async Task Own_relays_and_ignored_values_give_no_wrong_tag()
    {
        using var folder = new TemporaryFolder();
        var lists = SyntheticLists.Create(3);
        lists.WriteTo(folder.FullPath);
        var rows = lists.Contents.Relays;
        var options = new OracleOptions
        {
            Internal = [.. OracleOptions.DefaultInternal, IPNetwork.Parse("192.0.2.0/25")],
            OwnRelays = [.. rows.Where(row => IPNetwork.Parse("192.0.2.0/25").Contains(row.Address)).Take(40).Select(row => row.Fingerprint).Distinct()],
            Ignore = ["198.51.100.0/26", rows[^1].Fingerprint, rows[^5].Fingerprint, "torproject.org", "onion.ws", "2001:db8::/48"],
        };
        await CheckAsync(lists, folder.FullPath, 3, options, "--include-special");
    }

    [Fact]
    public async Task The_real_lists_give_no_wrong_tag()
    {
        var folder = SharedData.PathOrSkip("data/snapshot");
        var options = new OracleOptions { Internal = [.. OracleOptions.DefaultInternal, IPNetwork.Parse("185.220.101.0/24"), IPNetwork.Parse("2a0b:f4c2::/32")] };
        await CheckAsync(ConformanceLists.Load(folder), folder, 4, options);
    }

    private static async Task CheckAsync(ConformanceLists lists, string folder, int seed, OracleOptions options, params string[] more)
    {
        var events = new EveGenerator(seed, lists, options).Generate(s_count).ToArray();
        var input = Encoding.UTF8.GetBytes(string.Concat(events.Select(e => e.Line + "\n")));
        var run = await ToolRun.RunAsync(["enrich", "--format", "eve", .. lists.Arguments(folder), .. options.Arguments, .. more], input);
        Assert.Equal(0, run.ExitCode);

        var output = run.Text.Split('\n');
        Assert.Equal(events.Length + 1, output.Length);
        var oracle = new EveOracle(lists, options);
        List<string> differences = [];
        var tagged = 0;
        for (var i = 0; i < events.Length; i++)
        {
            var expected = oracle.Judge(events[i].Line);
            tagged += expected is null ? 0 : 1;
            var found = ConformanceChecker.Check(events[i].Line, output[i], expected);
            if (found.Count != 0 && differences.Count < 10)
            {
                differences.Add($"{events[i].Kind}: {string.Join("; ", found)}\n  in:  {events[i].Line}\n  out: {output[i]}");
            }
        }

        Assert.True(differences.Count == 0, string.Join("\n", differences));
        Assert.InRange(tagged, events.Length * 3 / 10, events.Length * 7 / 10); // The generator still makes both kinds.
    }
}
