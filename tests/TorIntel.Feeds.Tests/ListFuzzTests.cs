using System.Text;
using TorIntel.Testing;

namespace TorIntel.Feeds.Tests;

public sealed class ListFuzzTests
{
    private const string Csv = $"fingerprint, ipaddr, port\n{Lists.A}, 192.0.2.1, 9001\n# comment\n{Lists.B}, 2001:db8::1, 443\n\n{Lists.B}, \"198.51.100.2\", 443\n{Lists.A}, 203.0.113.3, 80\n";
    private const string Addresses = "# list\n192.0.2.1\n198.51.100.0/24\n2001:db8::1\n\n203.0.113.7 # last\n";

    private static readonly byte[][] s_tokens =
    [
        [.. "\n"u8], [.. "\r\n"u8], [.. "\r"u8], [.. "\""u8], [.. "\"\""u8], [.. ","u8], [.. ", "u8], [.. ";"u8], [.. "\t"u8], [.. "#"u8], [.. "\\"u8], [0], [0xFF, 0xFE], [0x1F, 0x8B],
        [.. "\uFEFF"u8], [.. "fingerprint, ipaddr, port\n"u8], [.. "::"u8], [.. "0.0.0.0/0\n"u8], [.. "65536"u8], [.. "{"u8], [.. "network-status-version"u8],
        new byte[1100], Encoding.ASCII.GetBytes(new string('"', 1100)), Encoding.ASCII.GetBytes(new string(',', 5000)),
    ];

    [Theory]
    [InlineData(Csv, 1)]
    [InlineData(Csv, 2)]
    [InlineData(Addresses, 3)]
    [InlineData("{\"relays\":[{\"fingerprint\":\"" + Lists.A + "\",\"or_addresses\":[\"192.0.2.1:9001\"]},\n{\"fingerprint\":\"" + Lists.B + "\"}]}", 4)]
    [InlineData("ExitNode " + Lists.A + "\nLastStatus 2018-10-31 06:02:24\nExitAddress 192.0.2.1 2018-10-31 06:03:23\n", 5)]
    public void Any_bytes_give_a_report_and_never_an_exception(string text, int seed)
    {
        var good = Encoding.UTF8.GetBytes(text);
        var mutator = new Mutator(seed, s_tokens);
        for (var i = 0; i < 10_000; i++)
        {
            var bytes = mutator.Mutate(good);
            var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
            var report = Lists.Load(bytes, builder);

            Assert.True(report.Refusal is { Length: > 0 } ? report.Entries == 0 : report.Entries > 0);
            Assert.True(report.Errors.Count <= report.ErrorCount);
            Assert.Equal(report.Refusal is null ? 1 : 0, builder.Build().Sources.Count);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Every_line_of_a_CSV_list_is_accounted_for(int seed)
    {
        var good = Encoding.UTF8.GetBytes(Csv[Csv.IndexOf('\n')..]);
        var mutator = new Mutator(seed, s_tokens);
        for (var i = 0; i < 10_000; i++)
        {
            Check([.. "fingerprint, ipaddr, port\n"u8, .. mutator.Mutate(good)]);
        }
    }

    private static void Check(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        var csv = RelayCsvReader.Read(stream);
        var lines = Lines(bytes);
        var idle = lines.Count(IsBlankOrComment);

        Assert.All(csv.Errors, error => Assert.InRange(error.Line, 2, lines.Count));
        Assert.Equal(csv.Errors.Count, csv.Errors.Select(error => error.Line).Distinct().Count());
        if (csv.Refusal is null)
        {
            Assert.Equal(lines.Count - 1 - idle, csv.Rows.Count + csv.ErrorCount);
        }
        else
        {
            Assert.Empty(csv.Rows);
        }
    }

    private static List<string> Lines(byte[] bytes)
    {
        List<string> lines = [.. Encoding.Latin1.GetString(bytes).Replace("\r\n", "\n").Replace('\r', '\n').Split('\n')];
        if (lines[^1].Length == 0)
        {
            lines.RemoveAt(lines.Count - 1);
        }

        return lines;
    }

    private static bool IsBlankOrComment(string line) => line.Trim(' ', '\t') is "" || line is ['#', ..];
}
