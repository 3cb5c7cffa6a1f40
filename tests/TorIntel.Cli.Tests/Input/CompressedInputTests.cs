using System.Globalization;
using System.Text;

namespace TorIntel.Cli.Tests;

/// <summary>gzip and zstd in: by content, several members, cut and damaged.</summary>
public sealed class CompressedInputTests
{
    // Lines that differ, so that compression is not too good at them.
    private static readonly byte[] s_log = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 20_000).Select(i =>
        string.Create(CultureInfo.InvariantCulture, $$"""{"event_type":"flow","n":{{i * 7919L % 100_003}},"src_ip":"10.20.1.23","dest_ip":"192.0.2.{{(i % 99 == 0 ? 10 : 200)}}","dest_port":9001}""") + "\n")));

    [Theory]
    [InlineData("gzip")]
    [InlineData("zstd")]
    public async Task Reads_several_members_whatever_the_name(string compression)
    {
        using var folder = new TemporaryFolder();
        var lists = Lists.WriteTo(folder);
        var plain = await ToolRun.RunAsync(["enrich", .. lists], [.. s_log, .. s_log]);
        var compressed = Compressed.OfName(compression, s_log);
        var fromFile = await ToolRun.RunAsync(["enrich", folder.Write("eve.json", [.. compressed, .. compressed]), .. lists]);
        var fromInput = await ToolRun.RunAsync(["enrich", .. lists], [.. compressed, .. compressed]);

        Assert.Equal(plain.Text, fromFile.Text);
        Assert.Equal(plain.Text, fromInput.Text);
        Assert.Equal(plain.SteadyError, fromFile.SteadyError);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("zstd")]
    public async Task Of_what_is_cut_all_whole_records_in_front_are_passed_on(string compression)
    {
        using var folder = new TemporaryFolder();
        var lists = Lists.WriteTo(folder);
        var expected = (await ToolRun.RunAsync(["enrich", .. lists], s_log)).Text;
        var compressed = Compressed.OfName(compression, s_log);
        foreach (var length in new[] { 5, compressed.Length / 3, compressed.Length * 9 / 10, compressed.Length - 9, compressed.Length - 1 })
        {
            var log = folder.Write("log", compressed[..length]);
            var run = await ToolRun.RunAsync(["enrich", log, .. lists]);

            Assert.Equal(1, run.ExitCode);
            Assert.Equal($"torintel: {log}: its {compression} data are damaged or cut", run.Error.Trim());
            Assert.StartsWith(run.Text, expected, StringComparison.Ordinal);
            Assert.True(run.Text.Length == 0 || run.Text[^1] == '\n');
            Assert.True(run.Text.Length >= expected.Length * ((double)length / compressed.Length) - 300_000, $"{run.Text.Length} of {expected.Length} for {length} of {compressed.Length}");
        }
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("zstd")]
    public async Task Damage_is_told(string compression)
    {
        using var folder = new TemporaryFolder();
        var damaged = Compressed.OfName(compression, s_log);
        damaged.AsSpan(damaged.Length / 2, 200).Fill(0x55);
        var log = folder.Write("log", damaged);
        var run = await ToolRun.RunAsync(["enrich", log, .. Lists.WriteTo(folder)]);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal($"torintel: {log}: its {compression} data are damaged or cut", run.Error.Trim().Split('\n')[^1]);
    }

    [Fact]
    public async Task Zstd_that_needs_too_much_memory_is_refused()
    {
        using var folder = new TemporaryFolder();
        byte[] wide = [0x28, 0xB5, 0x2F, 0xFD, 0x00, (30 - 10) << 3, 0x01, 0x00, 0x00]; // a window of 1 GiB
        var log = folder.Write("log.zst", wide);
        var run = await ToolRun.RunAsync(["enrich", log, .. Lists.WriteTo(folder)]);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal($"torintel: {log}: its zstd data need more than 32 MiB of memory", run.Error.Trim());
    }
}
