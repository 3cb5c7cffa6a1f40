using System.Text;
using TorIntel.Testing;

namespace TorIntel.Feeds.Tests;

public sealed class RelayCsvReaderTests
{
    private const string Header = "fingerprint, ipaddr, port\n";

    private static readonly string[] s_two = ["A 192.0.2.1:9001", "B [2001:db8::1]:443"];

    [Theory]
    [InlineData(Header + Lists.A + ", 192.0.2.1, 9001\n" + Lists.B + ", 2001:db8::1, 443\n")]
    [InlineData("fingerprint,ipaddr,port\r\n" + Lists.A + ",192.0.2.1,9001\r\n" + Lists.B + ",2001:db8::1,443\r\n")] // CRLF, no blanks
    [InlineData("\uFEFF" + Header + Lists.A + ", 192.0.2.1, 9001\n" + Lists.B + ", 2001:db8::1, 443")] // byte order mark, no last newline
    [InlineData("port, ipaddr, fingerprint\n9001, 192.0.2.1, " + Lists.A + "\n443, 2001:db8::1, " + Lists.B + "\n")] // other order
    [InlineData("PORT,IPAddr,Fingerprint\n9001,192.0.2.1," + Lists.A + "\n443,2001:db8::1," + Lists.B + "\n")] // other case
    [InlineData("nickname,fingerprint,flags,ipaddr,port,seen\nx," + Lists.A + ",\"Fast, Guard\",192.0.2.1,9001,\n,\"" + Lists.B + "\",,\"2001:db8::1\",\"443\",now,more\n")] // further columns, quotes
    [InlineData("\n# made hourly\n" + Header + "\n" + Lists.A + ", 192.0.2.1, 9001\n# next\n\n" + Lists.B + ", 2001:db8::1, 443\n\n")] // comments, blank lines
    [InlineData(Header + "aaaaaaaaaaaaaaaaaaaaAAAAAAAAAAAAAAAAAAAA, ::ffff:192.0.2.1, 09001\n" + Lists.B + ", 2001:0DB8::0001, 443\n")] // other spellings
    public void Read_takes_a_list_in_every_usual_form(string text)
    {
        var csv = Lists.ReadCsv(text);

        Assert.Null(csv.Refusal);
        Assert.Empty(csv.Errors);
        Assert.Equal(s_two, csv.Texts());
    }

    [Fact]
    public void Read_names_each_bad_row_with_its_line_and_reason_and_keeps_the_others()
    {
        var good = $"{Lists.A}, 192.0.2.1, 9001\n";
        var csv = Lists.ReadCsv(
            Header // 1
            + "\n" // 2
            + good // 3
            + "AAAA, 192.0.2.1, 9001\n" // 4
            + "# comment\n" // 5
            + $"{Lists.A[1..]}G, 192.0.2.1, 9001\n" // 6
            + $"{Lists.A}, 192.0.2.256, 9001\n" // 7
            + $"{Lists.A}, 192.0.2.0/24, 9001\n" // 8
            + $"{Lists.A}, [2001:db8::1], 9001\n" // 9
            + $"{Lists.A}, fe80::1%eth0, 9001\n" // 10
            + $"{Lists.A}, ::, 9001\n" // 11
            + $"{Lists.A}, 192.0.2.1, 0\n" // 12
            + $"{Lists.A}, 192.0.2.1, 65536\n" // 13
            + $"{Lists.A}, 192.0.2.1, +80\n" // 14
            + $"{Lists.A}, 192.0.2.1,\n" // 15
            + $"{Lists.A}, 192.0.2.1\n" // 16
            + $"{Lists.A}\n" // 17
            + $"{Lists.A}, \"192.0.2.1, 9001\n" // 18
            + $"{Lists.A}, 192.0.2.1, \"9001\"x\n" // 19
            + string.Concat(Enumerable.Repeat(good, 20))
            + $"{Lists.B}, 192.0.2."); // 40, cut

        Assert.Null(csv.Refusal);
        Assert.Equal(21, csv.Rows.Count);
        Assert.Equal(
            [
                "4: 'AAAA' is no fingerprint of 40 hexadecimal digits",
                $"6: '{Lists.A[1..]}G' is no fingerprint of 40 hexadecimal digits",
                "7: '192.0.2.256' is no address",
                "8: '192.0.2.0/24' is no address",
                "9: '[2001:db8::1]' is no address",
                "10: 'fe80::1%eth0' is no address",
                "11: '::' is no address",
                "12: '0' is no port from 1 to 65535",
                "13: '65536' is no port from 1 to 65535",
                "14: '+80' is no port from 1 to 65535",
                "15: '' is no port from 1 to 65535",
                "16: 2 fields where 3 are needed",
                "17: 1 fields where 3 are needed",
                "18: quotes that do not match",
                "19: quotes that do not match",
                "40: 2 fields where 3 are needed",
            ],
            csv.Errors.Texts());
        Assert.Equal(16, csv.ErrorCount);
    }

    [Fact]
    public void Read_needs_no_more_fields_than_the_columns_that_matter()
    {
        var csv = Lists.ReadCsv($"fingerprint,ipaddr,port,nickname\n{Lists.A},192.0.2.1,9001\n{Lists.B},2001:db8::1,443,x,y,z\n");

        Assert.Equal(s_two, csv.Texts());
    }

    [Fact]
    public void An_open_quote_costs_one_line()
    {
        var csv = Lists.ReadCsv($"{Header}{Lists.A}, 192.0.2.1, 9001\n\"{Lists.A}, 192.0.2.9, 9001\n{Lists.B}, 2001:db8::1, 443\n");

        Assert.Equal(s_two, csv.Texts());
        Assert.Equal(["3: quotes that do not match"], csv.Errors.Texts());
    }

    [Theory]
    [InlineData(1025)]
    [InlineData(5_000)]
    [InlineData(300_000)]
    public void A_row_that_is_too_long_is_reported_and_never_read_in_part(int length)
    {
        // Cut at the limit, the port would read 90.
        var start = $"{Lists.A}, 192.0.2.9,";
        var row = start + new string(' ', Math.Max(0, 1022 - start.Length)) + "9001";
        var csv = Lists.ReadCsv($"{Header}{Lists.A}, 192.0.2.1, 9001\n{row.PadRight(length)}\n{Lists.B}, 2001:db8::1, 443\n");

        Assert.Equal(s_two, csv.Texts());
        Assert.Equal(["3: longer than 1024 bytes"], csv.Errors.Texts());
    }

    [Fact]
    public void A_row_may_be_as_long_as_the_limit()
    {
        var csv = Lists.ReadCsv($"{Header}{$"{Lists.A}, 192.0.2.1, 9001".PadRight(1024)}\n{Lists.B}, 2001:db8::1, 443\n");

        Assert.Equal(s_two, csv.Texts());
        Assert.Empty(csv.Errors);
    }

    [Theory]
    [InlineData("", "it is empty: no row in it")]
    [InlineData("\n\n# nothing\n", "it is empty: no row in it")]
    [InlineData(Header, "it has no usable row")]
    [InlineData(Header + "x\n", "it has no usable row")]
    [InlineData("fingerprint, ipaddr\n" + Lists.A + ", 192.0.2.1\n", "its first row does not name the columns fingerprint, ipaddr and port")]
    [InlineData("fingerprint; ipaddr; port\n" + Lists.A + "; 192.0.2.1; 9001\n", "its first row does not name the columns fingerprint, ipaddr and port")]
    [InlineData(Lists.A + ", 192.0.2.1, 9001\n", "its first row does not name the columns fingerprint, ipaddr and port")]
    [InlineData(Header + Lists.A + ", 192.0.2.1, 9001\nx\ny\n", "more lines are bad (2) than good (1)")]
    [InlineData("sep=;\n" + Header, "its first row does not name the columns fingerprint, ipaddr and port")]
    public void Read_refuses_what_is_no_such_list(string text, string reason)
    {
        var csv = Lists.ReadCsv(text);

        Assert.Equal(reason, csv.Refusal);
        Assert.Empty(csv.Rows);
    }

    [Fact]
    public void Read_refuses_one_row_more_than_the_most()
    {
        var row = Encoding.ASCII.GetBytes($"{Lists.A},192.0.2.1,9001\n");
        using var rows = new RepeatedStream(row, long.MaxValue - Header.Length);
        using var stream = new JoinedStream(Encoding.ASCII.GetBytes(Header), rows);

        var csv = RelayCsvReader.Read(stream);

        Assert.Equal("more than 2000000 rows: no list of the Tor network", csv.Refusal);
        Assert.Empty(csv.Rows);
        Assert.InRange(rows.Position, row.Length * 2_000_000L, (row.Length * 2_000_000L) + 100_000);
    }

    [Fact]
    public void Read_keeps_the_first_hundred_errors_and_counts_all()
    {
        var good = string.Concat(Enumerable.Repeat($"{Lists.A}, 192.0.2.1, 9001\n", 500));
        var csv = Lists.ReadCsv(Header + good + string.Concat(Enumerable.Repeat("x\n", 400)));

        Assert.Equal(500, csv.Rows.Count);
        Assert.Equal(400, csv.ErrorCount);
        Assert.Equal(Enumerable.Range(502, 100).Select(line => (long)line), csv.Errors.Select(error => error.Line));
    }

    [Fact]
    public void Read_leaves_the_stream_open()
    {
        using var stream = new MemoryStream(Encoding.ASCII.GetBytes(Header));

        RelayCsvReader.Read(stream);

        Assert.True(stream.CanRead);
        Assert.Throws<ArgumentNullException>(() => RelayCsvReader.Read(null!));
    }

    [Fact]
    public void LineBoundStream_cuts_lines_and_keeps_their_ends()
    {
        foreach (var maxChunk in new[] { 1, 3, 100 })
        {
            using var bound = new LineBoundStream(new ChunkedStream("abcdef\nab\r\nabcd\rabcde\n\nabcdefghij"u8.ToArray(), 1, maxChunk), 4);
            using var sink = new MemoryStream();
            bound.CopyTo(sink);
            Assert.Equal("abcd\nab\r\nabcd\rabcd\n\nabcd", Encoding.ASCII.GetString(sink.ToArray()));
        }
    }
}
