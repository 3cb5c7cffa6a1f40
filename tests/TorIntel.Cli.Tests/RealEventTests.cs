using System.IO.Compression;
using System.Text;
using System.Text.Json;
using TorIntel.Testing;

namespace TorIntel.Cli.Tests;

/// <summary>Real logs judged by the lists of their hour.</summary>
public sealed class RealEventTests
{
    private static readonly string[] s_authorities =
        ["131.188.40.189:443", "193.23.244.244:443", "199.58.81.140:443", "171.25.193.9:80", "86.59.21.38:443", "194.109.206.212:443", "154.35.175.225:443"];

    [Fact]
    public async Task All_contacts_with_relays_in_the_alerts_of_2018_are_tagged_and_none_is_inbound()
    {
        var events = await EnrichArrayAsync("suricata-eve-alerts-wrccdc-2018.json");
        var relays = (await File.ReadAllLinesAsync(SharedData.PathOrSkip("data/logs/tor-nodes-2018-03-24T1700Z.lst"), TestContext.Current.CancellationToken)).ToHashSet();
        var contacts = events.Where(e => relays.Contains(e.Text("src_ip")) || relays.Contains(e.Text("dest_ip"))).ToArray();

        Assert.Equal(207, events.Length);
        Assert.Equal(51, contacts.Length);
        Assert.All(contacts, e => Assert.True(e.TryGetProperty("tor", out _)));
        Assert.All(events.Where(e => e.TryGetProperty("tor", out _)), e => Assert.Equal("outbound", e.GetProperty("tor").Text("direction")));
    }

    [Fact]
    public async Task The_contacts_with_seven_directory_authorities_are_confirmed()
    {
        var events = await EnrichArrayAsync("suricata-eve-alerts-wrccdc-2018.json");
        var found = events
            .Where(e => e.TryGetProperty("tor", out var tag) && tag.Evidence().Contains("destination-authority"))
            .Select(e => (e.GetProperty("tor").Text("confidence"), Value: e.GetProperty("tor").GetProperty("evidence").EnumerateArray().First(item => item.Text("name") == "destination-authority").Text("value")))
            .ToArray();

        Assert.All(found, item => Assert.Equal("confirmed", item.Item1));
        Assert.Equal(s_authorities.Order(), found.Select(item => item.Value).Distinct().Order());
    }

    [Fact]
    public async Task Time_servers_that_run_a_relay_are_never_more_than_low()
    {
        var run = await EnrichAsync("zeek-tsv-ntp.log.gz");
        var tagged = run.Lines.Where(line => line.Contains("{\"confidence\":\"", StringComparison.Ordinal)).ToArray();

        Assert.Equal(36, tagged.Length);
        Assert.All(tagged, line => Assert.Contains("{\"confidence\":\"low\"", line, StringComparison.Ordinal));
        Assert.All(tagged, line => Assert.Contains("\"name\":\"destination-relay\"", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("zeek-tsv-ssl.log.gz")]
    [InlineData("zeek-tsv-ssh.log.gz")]
    [InlineData("zeek-tsv-rdp.log.gz")]
    [InlineData("zeek-json-rdp.json.gz")]
    [InlineData("zeek-json-conn-apt29-nashua.log")]
    public async Task Logs_without_Tor_come_out_as_they_are(string file)
    {
        var run = await EnrichAsync(file);
        var path = SharedData.PathOrSkip("data/logs/" + file);
        await using var log = File.OpenRead(path);
        await using Stream plain = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(log, CompressionMode.Decompress) : log;
        using var expected = new MemoryStream();
        await plain.CopyToAsync(expected, TestContext.Current.CancellationToken);

        Assert.Contains(" 0 tagged, 0 bad", run.Error, StringComparison.Ordinal);
        Assert.True(expected.ToArray().AsSpan().SequenceEqual(run.Output));
    }

    private static async Task<ToolRun> EnrichAsync(string file)
    {
        var exits = SharedData.PathOrSkip("data/logs/tor-exit-nodes-2018-03-24T1700Z.lst");
        var relays = SharedData.PathOrSkip("data/logs/tor-nodes-2018-03-24T1700Z.lst");
        var run = await ToolRun.RunAsync("enrich", SharedData.PathOrSkip("data/logs/" + file), "--list", "exit=" + exits, "--list", "relay=" + relays, "--list-time", "2018-03-24T17:00:05Z");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains(" tagged", run.Error, StringComparison.Ordinal);
        Assert.Contains(", 0 bad; ", run.Error, StringComparison.Ordinal);
        return run;
    }

    private static async Task<JsonElement[]> EnrichArrayAsync(string file) => [.. Json.Parse(Encoding.UTF8.GetString((await EnrichAsync(file)).Output)).EnumerateArray()];
}
