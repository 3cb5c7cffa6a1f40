using System.Text;
using TorIntel.Testing;

namespace TorIntel.Tests;

public sealed class LineReaderTests
{
    [Theory]
    [InlineData("", new string[0])]
    [InlineData("\n", new[] { "" })]
    [InlineData("a", new[] { "a" })]
    [InlineData("a\nb\r\n\r\n\nc", new[] { "a", "b", "", "", "c" })]
    [InlineData("a\rb\n\r", new[] { "a\rb", "" })]
    public void TryRead_gives_lines_without_their_ends(string text, string[] expected)
    {
        for (var maxChunk = 1; maxChunk <= 3; maxChunk++)
        {
            using var stream = new ChunkedStream(Encoding.UTF8.GetBytes(text), seed: 1, maxChunk);
            var reader = new LineReader(stream, 10);
            List<string> lines = [];
            while (reader.TryRead(out var line))
            {
                lines.Add(Encoding.UTF8.GetString(line));
                Assert.Equal(lines.Count, reader.LineNumber);
                Assert.False(reader.IsTooLong);
            }

            Assert.Equal(expected, lines);
            Assert.Equal(Encoding.UTF8.GetByteCount(text), reader.BytesRead);
            Assert.False(reader.TryRead(out _)); // The end stays the end.
        }
    }

    [Theory]
    [InlineData(11)]
    [InlineData(60)]
    [InlineData(65_536)]
    [InlineData(200_000)]
    public void TryRead_cuts_a_line_that_is_too_long_and_goes_on_behind_it(int length)
    {
        var text = "first\n" + new string('x', length) + "\nlast";
        foreach (var maxChunk in new[] { 7, 100_000 })
        {
            using var stream = new ChunkedStream(Encoding.UTF8.GetBytes(text), seed: 1, maxChunk);
            var reader = new LineReader(stream, 10);

            Assert.True(reader.TryRead(out var line));
            Assert.True(line.SequenceEqual("first"u8) && !reader.IsTooLong && reader.IsTerminated);
            Assert.True(reader.TryRead(out line));
            Assert.True(line.SequenceEqual("xxxxxxxxxx"u8) && reader.IsTooLong && reader.IsTerminated);
            Assert.True(reader.TryRead(out line));
            Assert.True(line.SequenceEqual("last"u8) && !reader.IsTooLong && !reader.IsTerminated);
            Assert.Equal(3, reader.LineNumber);
            Assert.False(reader.TryRead(out _));
        }
    }

    [Fact]
    public void TryRead_cuts_a_last_line_that_is_too_long()
    {
        using var stream = new RepeatedStream("x"u8.ToArray(), 1_000_000);
        var reader = new LineReader(stream, 1024);

        Assert.True(reader.TryRead(out var line));
        Assert.Equal(1024, line.Length);
        Assert.True(reader.IsTooLong);
        Assert.False(reader.IsTerminated);
        Assert.False(reader.TryRead(out _));
        Assert.Equal(1_000_000, reader.BytesRead);
    }

    [Fact]
    public void TryRead_needs_no_more_memory_for_an_endless_line()
    {
        using var stream = new RepeatedStream(new byte[65_536], 1_000_000_000);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var reader = new LineReader(stream, 1024);

        Assert.True(reader.TryRead(out _));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000);
    }
}
