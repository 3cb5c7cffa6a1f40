using System.Text;
using TorIntel.Testing;

namespace TorIntel.Tests;

public sealed class AddressListReaderTests
{
    private static readonly string[] s_three = ["192.0.2.1/32", "198.51.100.0/24", "2001:db8::1/128"];

    [Theory]
    [InlineData("192.0.2.1\n198.51.100.0/24\n2001:db8::1\n", 3)]
    [InlineData("192.0.2.1\r\n198.51.100.0/24\r\n2001:db8::1\r\n", 3)] // CRLF
    [InlineData("192.0.2.1\r\n198.51.100.0/24\n2001:db8::1\r\n", 3)] // both
    [InlineData("192.0.2.1\n198.51.100.0/24\n2001:db8::1", 3)] // no last newline
    [InlineData("192.0.2.1\r\n198.51.100.0/24\r\n2001:db8::1\r", 3)] // the last line feed is lost
    [InlineData("  192.0.2.1\t\n\t198.51.100.0/24  \n 2001:db8::1 \n", 3)] // blanks at both ends
    [InlineData("\n192.0.2.1\n\n  \t \n198.51.100.0/24\n\r\n2001:db8::1\n\n", 8)] // blank lines
    [InlineData("# Exit list\n192.0.2.1 # one\n  # two\n198.51.100.0/24#three\n2001:db8::1\n#", 6)] // comments
    [InlineData("\uFEFF192.0.2.1\n198.51.100.0/24\n2001:db8::1\n", 3)] // byte order mark
    [InlineData("\uFEFF# Exit list\r\n192.0.2.1\r\n198.51.100.0/24\r\n2001:db8::1", 4)]
    [InlineData("192.0.2.1/32\n198.51.100.0/24\n2001:0DB8:0000:0000:0000:0000:0000:0001/128\n", 3)] // other spellings of the same
    [InlineData("::ffff:192.0.2.1\n198.51.100.0/24\n2001:DB8::1\n", 3)]
    public void Read_takes_a_list_in_every_usual_form(string text, int lines)
    {
        var list = ListText.Read(text);

        Assert.Null(list.Refusal);
        Assert.Equal(s_three, list.Texts());
        Assert.Empty(list.Errors);
        Assert.Equal(0, list.ErrorCount);
        Assert.Equal(lines, list.LineCount);
    }

    [Fact]
    public void Read_keeps_order_and_duplicates()
    {
        var list = ListText.Read("203.0.113.9\n192.0.2.1\n203.0.113.9\n192.0.2.1\n");

        Assert.Equal(["203.0.113.9/32", "192.0.2.1/32", "203.0.113.9/32", "192.0.2.1/32"], list.Texts());
    }

    [Fact]
    public void Read_names_each_bad_line_with_its_number_and_reason_and_keeps_the_others()
    {
        var list = ListText.Read(
            """
            # good, then bad of every kind
            192.0.2.1
            192.0.2.256
            192.0.2
            192.0.2.010
            192.0.2.1:9001

            192.0.2.0/33
            192.0.2.1/24
            2001:db8::/-1
            2001:db8:::1
            fe80::1%eth0
            relay.example.com
            192.0.2.2, 192.0.2.3
            198.51.100.1
            198.51.100.2
            198.51.100.3
            198.51.100.4
            198.51.100.5
            198.51.100.6
            198.51.100.7
            198.51.100.8
            198.51.100.9
            198.51.100.10
            198.51.100.11

            """);

        Assert.Null(list.Refusal);
        Assert.Equal(12, list.Entries.Count);
        Assert.Equal(
            [
                "3: '192.0.2.256' is no address or prefix",
                "4: '192.0.2' is no address or prefix",
                "5: '192.0.2.010' is no address or prefix",
                "6: '192.0.2.1:9001' is no address or prefix",
                "8: '192.0.2.0/33' has no valid prefix length",
                "9: '192.0.2.1/24' has bits set behind its prefix length",
                "10: '2001:db8::/-1' has no valid prefix length",
                "11: '2001:db8:::1' is no address or prefix",
                "12: 'fe80::1%eth0' is no address or prefix",
                "13: 'relay.example.com' is no address or prefix",
                "14: '192.0.2.2, 192.0.2.3' is no address or prefix",
            ],
            list.ErrorTexts());
        Assert.Equal(11, list.ErrorCount);
    }

    [Fact]
    public void Read_keeps_the_first_hundred_errors_and_counts_all()
    {
        var good = string.Concat(Enumerable.Repeat("192.0.2.1\n", 1_000));
        var list = ListText.Read(good + string.Concat(Enumerable.Repeat("bad\n", 999)));

        Assert.Null(list.Refusal);
        Assert.Equal(1_000, list.Entries.Count);
        Assert.Equal(999, list.ErrorCount);
        Assert.Equal(100, list.Errors.Count);
        Assert.Equal(Enumerable.Range(1_001, 100).Select(line => (long)line), list.Errors.Select(error => error.Line));
    }

    [Fact]
    public void Read_passes_over_a_line_that_is_too_long_whatever_its_length()
    {
        foreach (var length in new[] { AddressListReader.MaxLineLength + 1, 70_000, 1_000_000 })
        {
            var list = ListText.Read($"192.0.2.1\n{new string('1', length)}\n192.0.2.2\n192.0.2.3");

            Assert.Equal(["192.0.2.1/32", "192.0.2.2/32", "192.0.2.3/32"], list.Texts());
            Assert.Equal(["2: longer than 1024 bytes"], list.ErrorTexts());
            Assert.Equal(4, list.LineCount);
        }
    }

    [Fact]
    public void Read_takes_a_line_that_is_as_long_as_it_may_be()
    {
        var list = ListText.Read("192.0.2.1" + new string(' ', AddressListReader.MaxLineLength - 9) + "\n192.0.2.2\n");

        Assert.Equal(["192.0.2.1/32", "192.0.2.2/32"], list.Texts());
        Assert.Empty(list.Errors);
    }

    [Fact]
    public void Read_does_not_mind_a_comment_that_is_too_long()
    {
        var list = ListText.Read($"# {new string('x', 5_000)}\n192.0.2.1\n");

        Assert.Equal(["192.0.2.1/32"], list.Texts());
        Assert.Empty(list.Errors);
    }

    [Fact]
    public void Read_refuses_one_entry_more_than_the_most()
    {
        var most = (long)AddressListReader.MaxEntries * 10;
        using var whole = new RepeatedStream("192.0.2.1\n"u8.ToArray(), most);
        using var one = new RepeatedStream("192.0.2.1\n"u8.ToArray(), most, "192.0.2.2\n"u8.ToArray());

        var list = AddressListReader.Read(whole);
        var refused = AddressListReader.Read(one);

        Assert.Null(list.Refusal);
        Assert.Equal(AddressListReader.MaxEntries, list.Entries.Count);
        Assert.Equal("more than 2000000 entries: no list of the Tor network", refused.Refusal);
        Assert.Empty(refused.Entries);
    }

    [Fact]
    public void Read_stops_at_the_most_entries_however_long_the_list_is()
    {
        using var endless = new RepeatedStream([.. Enumerable.Repeat("192.0.2.1\n"u8.ToArray(), 1_000).SelectMany(line => line)], long.MaxValue);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.NotNull(AddressListReader.Read(endless).Refusal);
        Assert.InRange(endless.Position, 20_000_000, 20_200_000);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000_000); // The list as it doubled.
    }

    [Fact]
    public void Read_gives_the_same_whatever_pieces_the_stream_comes_in()
    {
        var text = "\uFEFF# list\r\n192.0.2.1\r\n" + new string('9', 1_500) + "\nbad\n\n2001:db8::/32 # net\n203.0.113.7";
        var whole = ListText.Read(text);
        for (var seed = 0; seed < 20; seed++)
        {
            using var stream = new ChunkedStream(Encoding.UTF8.GetBytes(text), seed);
            var list = AddressListReader.Read(stream);
            Assert.Equal(whole.Texts(), list.Texts());
            Assert.Equal(whole.ErrorTexts(), list.ErrorTexts());
            Assert.Equal(whole.LineCount, list.LineCount);
        }
    }

    [Fact]
    public void Read_leaves_the_stream_open()
    {
        using var stream = new MemoryStream("192.0.2.1\n"u8.ToArray());

        AddressListReader.Read(stream);

        Assert.True(stream.CanRead);
        Assert.Throws<ArgumentNullException>(() => AddressListReader.Read(null!));
    }
}
