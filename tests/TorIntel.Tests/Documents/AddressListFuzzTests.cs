using System.Text;
using TorIntel.Testing;

namespace TorIntel.Tests;

public sealed class AddressListFuzzTests
{
    private static readonly byte[][] s_tokens =
    [
        [.. "\n"u8], [.. "\r\n"u8], [.. "\r"u8], [.. "#"u8], [.. "/"u8], [.. "/0"u8], [.. ":"u8], [.. "::"u8], [.. "."u8], [0], [0xFF, 0xFE], [.. "\uFEFF"u8],
        [.. "0.0.0.0/0\n"u8], [.. "::/0\n"u8], [.. "<<<<<<< HEAD\n"u8], [.. "=======\n"u8], [.. " 192.0.2.9 "u8], [.. "%eth0"u8], new byte[1100],
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Any_bytes_give_a_report_in_which_every_line_is_accounted_for(int seed)
    {
        var good = Encoding.UTF8.GetBytes(
            "# list\n192.0.2.1\n198.51.100.0/24\r\n2001:0db8:0000:0002:0000:0000:0000:0017\n\n2001:db8::1 # one\n203.0.113.77\n203.0.113.78\n");
        var mutator = new Mutator(seed, s_tokens);
        for (var i = 0; i < 20_000; i++)
        {
            Check(mutator.Mutate(good));
        }
    }

    private static void Check(byte[] bytes)
    {
        var list = ListText.Read(bytes);
        var lines = Lines(bytes);
        var idle = lines.Count(IsBlankOrComment);

        Assert.Equal(lines.Count, list.LineCount);
        Assert.All(list.Errors, error => Assert.InRange(error.Line, 1, lines.Count));
        Assert.All(list.Errors, error => Assert.False(IsBlankOrComment(lines[(int)error.Line - 1])));
        Assert.Equal(list.Errors.Count, list.Errors.Select(error => error.Line).Distinct().Count());
        Assert.Equal(list.ErrorCount, list.Errors.Count); // So few lines are all named.
        if (list.Refusal is null)
        {
            Assert.Equal(lines.Count - idle - list.ErrorCount, list.Entries.Count);
        }
        else
        {
            Assert.Empty(list.Entries);
            Assert.True(list.ErrorCount != 0 || idle == lines.Count);
        }
    }

    // By the rules as they are documented, in the plainest way.
    private static List<string> Lines(byte[] bytes)
    {
        var text = Encoding.Latin1.GetString(bytes);
        List<string> lines = [.. text.Split('\n')];
        if (lines[^1].Length == 0)
        {
            lines.RemoveAt(lines.Count - 1);
        }

        if (lines.Count != 0 && lines[0].StartsWith("\u00EF\u00BB\u00BF", StringComparison.Ordinal))
        {
            lines[0] = lines[0][3..];
        }

        return lines;
    }

    private static bool IsBlankOrComment(string line) => line.Trim(' ', '\t', '\r') is "" or ['#', ..];
}
