namespace TorIntel.Tests;

public sealed class TorNodesReaderTests
{
    private const string Page = """
        <html><head><title>TOR Node List</title></head><body>
        192.0.2.99|not|9001|0|E|1|Tor|in the list
        <!-- __BEGIN_TOR_NODE_LIST__ //-->
        192.0.2.1|Example|9001|9030|EFGHRSDV|123456|Tor 0.4.8.12|mail|at|example.org<br>
        2001:db8::1|Other|443|0|FRV|10|Tor 0.4.8.12|<br />
        192.0.2.2|Unnamed|9001|0|XRV|10|Tor 0.4.8.12|none

        192.0.2.3|Bad|9001|0|BRV|10|Tor 0.4.8.12|none
        192.0.2.4|moria1|9101|9131|AFRSDV|10|Tor 0.4.8.12|none
        <!-- __END_TOR_NODE_LIST__ //-->
        </body></html>

        """;

    [Fact]
    public void Read_gives_addresses_ports_and_the_roles_of_the_flags()
    {
        foreach (var text in new[] { Page, "\uFEFF" + Page, Page.Replace("\n", "\r\n", StringComparison.Ordinal), Page[..Page.IndexOf("//-->\n</body>", StringComparison.Ordinal)] })
        {
            var list = RelayText.TorNodes(text);

            Assert.Equal(
                ["192.0.2.1 Relay, Guard, Exit or 9001 dir 9030", "2001:db8::1 Relay or 443", "192.0.2.2 Relay, Exit or 9001", "192.0.2.3 Relay or 9001", "192.0.2.4 Relay, Authority or 9101 dir 9131"],
                list.Texts());
            Assert.Empty(list.Errors);
            Assert.Null(list.Refusal);
            Assert.Null(list.Time);
        }
    }

    [Theory]
    [InlineData("192.0.2.300|x|9001|0|E|", "4: '192.0.2.300' is no address")]
    [InlineData("192.0.2.9|x|99999|0|E|", "4: '99999' or '0' is no port")]
    [InlineData("192.0.2.9|x|9001|-|E|", "4: '9001' or '-' is no port")]
    [InlineData("192.0.2.9|x|9001", "4: '192.0.2.9|x|9001' is no address|name|router-port|directory-port|flags")]
    public void A_bad_line_is_reported_and_costs_nothing_else(string line, string error)
    {
        var list = RelayText.TorNodes(Page.Replace("//-->\n192.0.2.1", "//-->\n" + line + "\n192.0.2.1", StringComparison.Ordinal));

        Assert.Equal(5, list.Entries.Count);
        Assert.Equal([error], list.ErrorTexts());
    }

    [Fact]
    public void Another_page_and_one_that_is_cut_are_refused()
    {
        Assert.Equal("it is no page of Tor nodes: nothing in it begins the list", RelayText.TorNodes("<html>\nUmm... You can only fetch the data every 30 minutes - sorry.").Refusal);
        Assert.Equal("no relay in it that can be used", RelayText.TorNodes("__BEGIN_TOR_NODE_LIST__\n__END_TOR_NODE_LIST__\n").Refusal);
        var end = Page.IndexOf("__END", StringComparison.Ordinal);
        var begin = Page.IndexOf("__BEGIN", StringComparison.Ordinal);
        for (var length = 0; length < end + "_END_TOR_NODE_LIST__".Length; length++)
        {
            var list = RelayText.TorNodes(Page[..length]);
            Assert.Empty(list.Entries);
            Assert.Equal(length < begin + "__BEGIN_TOR_NODE_LIST__".Length ? "it is no page of Tor nodes: nothing in it begins the list" : "it is cut: nothing in it ends the list", list.Refusal);
        }
    }
}
