using System.Text;

namespace TorIntel.Tests;

/// <summary>What really was published in place of lists, rebuilt small with documentation addresses.</summary>
public sealed class AddressListReaderFaultTests
{
    private const string Good = "192.0.2.1\n192.0.2.2\n198.51.100.3\n203.0.113.4\n203.0.113.5\n";
    private const string GoodInFull = Good + "2001:0db8:0000:0002:0000:0000:0000:0017\n2001:0db8:0000:0002:0000:0000:0000:0043\n";

    private const string RateLimit = """
        Umm... You can only fetch the data every 30 minutes - sorry.
        If you keep trying to download this list too often, you may get blocked from accessing it completely.
        (this is due to some people trying to download this list every minute!)
        """;

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData(" \r\n\t\r\n")]
    [InlineData("\uFEFF")]
    [InlineData("# only comments\n#\n  # here")]
    public void Read_refuses_what_is_empty(string text)
    {
        var list = ListText.Read(text);

        Assert.Equal("it is empty: no address in it", list.Refusal);
        Assert.Empty(list.Entries);
        Assert.Equal(0, list.ErrorCount);
    }

    [Fact]
    public void Read_refuses_an_HTML_page()
    {
        var list = ListText.Read("<!DOCTYPE HTML>\n<html><head>\n<title>504 Gateway Timeout</title>\n</head><body>192.0.2.1</body></html>\n");

        Assert.Equal("it is an HTML page, not a list of addresses; it begins '<!DOCTYPE HTML>'", list.Refusal);
        Assert.Equal(4, list.ErrorCount);
    }

    [Fact]
    public void Read_refuses_the_text_of_a_rate_limit()
    {
        var list = ListText.Read(RateLimit);

        Assert.StartsWith("it is text, not a list of addresses; it begins 'Umm... You can only fetch the data every 30 minutes - sorry.", list.Refusal);
    }

    [Fact]
    public void Read_refuses_the_log_of_a_downloader_though_addresses_stand_in_it()
    {
        var list = ListText.Read(
            """
            --2018-03-13 07:57:23--  https://lists.example.org/torlist/?exit
            Resolving lists.example.org (lists.example.org)... 192.0.2.20, 2001:db8:4:2:21e:bff:fec7:87a
            Connecting to lists.example.org (lists.example.org)|192.0.2.20|:443... connected.
            HTTP request sent, awaiting response... 403 Forbidden
            2018-03-13 07:57:24 ERROR 403: Forbidden.

            """);

        Assert.StartsWith("it is the log of a downloader, not a list of addresses; it begins '--2018-03-13 07:57:23--  https://lists.example.org", list.Refusal);
    }

    [Fact]
    public void Read_refuses_binary_data()
    {
        var list = ListText.Read([0xAB, 0xCD, 0xEF, (byte)'M', 0, 1, 2, (byte)'\n', 0, 0, 0, 0]);

        Assert.StartsWith("it is binary data, not a list of addresses; it begins '", list.Refusal);
        Assert.DoesNotContain(list.Refusal!, char.IsControl);
    }

    [Fact]
    public void Read_does_not_take_tabs_or_letters_of_other_alphabets_for_binary_data()
    {
        Assert.StartsWith("it is text", ListText.Read("address\trole\nA\tB\n").Refusal);
        Assert.StartsWith("it is text", ListText.Read("Список адресов недоступен, попробуйте позже, пожалуйста\n").Refusal);
        Assert.Contains("'address role'", ListText.Read("address\trole\n").Refusal);
    }

    [Fact]
    public void Read_refuses_what_has_more_bad_lines_than_good_ones()
    {
        var list = ListText.Read("Host: list\n192.0.2.1\nnothing\nto see\n192.0.2.2\n");

        Assert.Equal("more lines are bad (3) than good (2); it begins 'Host: list'", list.Refusal);
        Assert.Empty(list.Entries);
        Assert.Equal(["1: 'Host: list' is no address or prefix", "3: 'nothing' is no address or prefix", "4: 'to see' is no address or prefix"], list.ErrorTexts());
    }

    [Fact]
    public void Read_keeps_one_good_line_beside_one_bad_one() =>
        Assert.Equal(["192.0.2.1/32"], ListText.Read("192.0.2.1\n203.0.113.\n").Texts());

    [Fact]
    public void Read_names_the_markers_of_a_merge_conflict_and_keeps_the_list()
    {
        var list = ListText.Read("<<<<<<< HEAD\n" + RateLimit + "\n=======\n" + Good + Good + ">>>>>>> parent of c508786... Fri Aug  9 09:56:24 IST 2019\n");

        Assert.Null(list.Refusal);
        Assert.Equal(10, list.Entries.Count);
        Assert.Equal([1L, 2, 3, 4, 5, 16], list.Errors.Select(error => error.Line));
        Assert.All(list.Errors.Where(error => error.Line is 1 or 5 or 16), error => Assert.Equal("a conflict marker of a version control system", error.Reason));
        Assert.All(list.Errors.Where(error => error.Line is > 1 and < 5), error => Assert.EndsWith("is no address or prefix", error.Reason));
    }

    [Theory]
    [InlineData(Good + "193.", "193.")]
    [InlineData(Good + "2", "2")]
    [InlineData(Good + "2001:db8:0:", "2001:db8:0:")]
    [InlineData(Good + "2001:db", "2001:db")]
    [InlineData(Good + "198.51.100.0/", "198.51.100.0/")]
    [InlineData(GoodInFull + "2001:0db8:0000:0000:0000:00", "2001:0db8:0000:0000:0000:00")]
    public void Read_reports_a_last_line_that_was_cut(string text, string cut)
    {
        var list = ListText.Read(text);

        Assert.Null(list.Refusal);
        Assert.Equal([$"{list.LineCount}: '{cut}' is cut: the file ends in the middle of the line"], list.ErrorTexts());
        Assert.Equal(list.LineCount - 1, list.Entries.Count);
    }

    [Theory]
    [InlineData("2001:0db8:0000:0002:0000:0000:0000:0")]
    [InlineData("2001:0db8:0000:0002:0000:0000:0000:00")]
    [InlineData("2001:0db8:0000:0002:0000:0000:0000:006")]
    public void Read_reports_a_last_line_that_was_cut_though_it_still_is_an_address(string cut)
    {
        Assert.True(IPAddressValue.TryParse(cut, out _));

        var list = ListText.Read(GoodInFull + cut);

        Assert.Equal([$"8: '{cut}' is cut: no newline ends the file, and the address is not written as the others are"], list.ErrorTexts());
        Assert.Equal(7, list.Entries.Count);
    }

    [Theory]
    [InlineData(GoodInFull + "2001:0db8:0000:0002:0000:0000:0000:0066")] // as long as the others
    [InlineData(GoodInFull + "2001:0db8:0000:0002:0000:0000:0000:0\n")] // ended: a list of both forms then
    [InlineData(GoodInFull + "2001:db8::7\n2001:0db8:0000:0002:0000:0000:0000:0")] // short ones occur
    [InlineData(Good + "2001:db8::7")]
    [InlineData(Good + "203.0.113.1")]
    [InlineData(Good + "2001:db8::/32")]
    public void Read_keeps_a_last_line_without_newline_that_is_whole(string text)
    {
        var list = ListText.Read(text);

        Assert.Empty(list.Errors);
        Assert.Equal(list.LineCount, list.Entries.Count);
    }

    [Fact]
    public void Read_reports_malformed_lines_in_an_otherwise_good_list()
    {
        var list = ListText.Read(GoodInFull + "2001:0db8:0602:fc05:0000:0000:ec53:d3ff:fe97:298a\n2001:0db8:0021:047a:0de1:0ea7:dead:\n2001:0db8:0000:0002:0000:0000:0000:0017\n");

        Assert.Equal(8, list.Entries.Count); // the duplicate too
        Assert.Equal(
            [
                "8: '2001:0db8:0602:fc05:0000:0000:ec53:d3ff:fe97:298a' is no address or prefix",
                "9: '2001:0db8:0021:047a:0de1:0ea7:dead:' is no address or prefix",
            ],
            list.ErrorTexts());
    }

    [Fact]
    public void Read_takes_a_default_route_for_a_prefix_which_no_view_lets_in()
    {
        var list = ListText.Read("0.0.0.0/0\n::/0\n");

        Assert.Equal(["0.0.0.0/0", "::/0"], list.Texts());
        foreach (var builder in new[] { new TorNetworkBuilder(), new TorNetworkBuilder { IncludeSpecialPurpose = true } })
        {
            Assert.All(list.Entries, prefix => Assert.False(builder.AddExitAddress(prefix)));
            Assert.All(list.Entries, prefix => Assert.False(builder.AddRelayAddress(prefix, RelayRoles.Guard)));
            Assert.Equal(TorNetwork.Empty.AddressCount, builder.Build().AddressCount);
        }
    }

    [Fact]
    public void Messages_have_no_control_characters_and_no_half_characters()
    {
        var line = "\u001b[31m" + new string('x', 55) + "жжж" + new string('y', 100);
        var reason = ListText.Read(Good + line + "\n").Errors[0].Reason;

        Assert.DoesNotContain(reason, char.IsControl);
        Assert.EndsWith("…' is no address or prefix", reason);
        Assert.Single(reason, c => c == '\uFFFD'); // the escape character alone
        Assert.InRange(Encoding.UTF8.GetByteCount(reason), 60, 120);
    }
}
