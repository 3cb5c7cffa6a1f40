using TorIntel.Testing;

namespace TorIntel.Feeds.Tests;

/// <summary>Broken publications as they were: each is told apart from the others, and nothing wrong enters a view.</summary>
public sealed class PublishedFaultsTests
{
    [Theory]
    [InlineData("2018-03-13T075724Z-wget-log-403.lst", "it is the log of a downloader, not a list of addresses; it begins '--2018-03-13 07:57:23--", 5)]
    [InlineData("2018-04-23T230014Z-empty.lst", "it is empty: no address in it", 0)]
    [InlineData("2019-08-09T043009Z-rate-limit-text.lst", "it is text, not a list of addresses; it begins 'Umm... You can only fetch the data every 30 minutes", 3)]
    [InlineData("2021-09-13T141011Z-html-504.lst", "it is an HTML page, not a list of addresses; it begins '<!DOCTYPE HTML", 10)]
    [InlineData("2021-05-21T235501Z-default-route.txt", "none of its entries can be used (0.0.0.0/0: default route)", 0)]
    public void What_is_no_list_is_refused_with_the_reason(string file, string reason, int errors)
    {
        foreach (var includeSpecial in new[] { false, true })
        {
            var builder = new TorNetworkBuilder { IncludeSpecialPurpose = includeSpecial };
            var report = new TorListLoader(builder).LoadFile(SharedData.PathOrSkip("data/faults/" + file));

            Assert.StartsWith(reason, report.Refusal);
            Assert.Equal(0, report.Entries);
            Assert.Equal(errors, report.ErrorCount);
            Assert.Equal(TorNetwork.Empty.AddressCount, builder.Build().AddressCount);
            Assert.Empty(builder.Build().Sources);
        }
    }

    [Theory]
    [InlineData("2019-08-09T043448Z-merge-conflict.lst", 1284, 1284)]
    [InlineData("2020-11-13T000056Z-cut-mid-ipv6-still-parses.lst", 4385, 4385)]
    [InlineData("2020-11-13T013138Z-cut-mid-ipv4.lst", 541, 541)]
    [InlineData("2022-06-08T213203Z-silent-partial.lst", 307, 307)]
    [InlineData("2022-09-04T230020Z-malformed-ipv6-and-duplicate.lst", 2207, 2206)]
    public void Of_a_list_with_bad_lines_the_good_ones_are_kept(string file, int entries, int distinct)
    {
        var builder = new TorNetworkBuilder();
        var report = new TorListLoader(builder).LoadFile(SharedData.PathOrSkip("data/faults/" + file));

        Assert.Null(report.Refusal);
        Assert.Equal(TorListKind.AddressList, report.Kind);
        Assert.Equal(entries, report.Entries);
        Assert.Equal(0, report.LeftOut);
        Assert.Equal(distinct, AddressesOf(builder));
        Assert.Equal(file, builder.Build().SourceName);
    }

    [Fact]
    public void A_merge_conflict_is_named_line_by_line()
    {
        var errors = Load("2019-08-09T043448Z-merge-conflict.lst").Errors;

        Assert.Equal([1, 2, 3, 4, 5, 1290], errors.Select(error => error.Line));
        Assert.Equal([1, 5, 1290], errors.Where(error => error.Reason == "a conflict marker of a version control system").Select(error => error.Line));
    }

    [Fact]
    public void A_cut_last_line_is_named_and_left_out()
    {
        Assert.Equal(["542: '193.' is cut: the file ends in the middle of the line"], Load("2020-11-13T013138Z-cut-mid-ipv4.lst").Errors.Texts());
        Assert.Equal(
            ["4386: '2a02:0b08:0000:0002:0000:0000:0000:0' is cut: no newline ends the file, and the address is not written as the others are"],
            Load("2020-11-13T000056Z-cut-mid-ipv6-still-parses.lst").Errors.Texts());
    }

    [Fact]
    public void The_wrong_address_that_a_cut_made_enters_no_view()
    {
        var builder = new TorNetworkBuilder();
        new TorListLoader(builder).LoadFile(SharedData.PathOrSkip("data/faults/2020-11-13T000056Z-cut-mid-ipv6-still-parses.lst"));

        Assert.Equal(RelayRoles.None, builder.RolesOf("2a02:b08:0:2::"));
        Assert.Equal(RelayRoles.Exit, builder.RolesOf("2a02:b08:0:2::17"));
    }

    [Fact]
    public void Malformed_addresses_are_named()
    {
        var report = Load("2022-09-04T230020Z-malformed-ipv6-and-duplicate.lst");

        Assert.Equal(
            [
                "'2602:602:fc05:0000:0000:ec53:d3ff:fe97:298a' is no address or prefix",
                "'2a03:4000:0021:047a:0de1:0ea7:dead:' is no address or prefix",
            ],
            report.Errors.Select(error => error.Reason));
        Assert.Equal(2, report.ErrorCount);
    }

    [Fact]
    public void A_partial_list_cannot_be_told_from_a_whole_one()
    {
        var report = Load("2022-06-08T213203Z-silent-partial.lst");

        Assert.Null(report.Refusal);
        Assert.Empty(report.Errors); // Only a comparison with the list before it could tell.
    }

    private static TorListReport Load(string file) => new TorListLoader(new TorNetworkBuilder()).LoadFile(SharedData.PathOrSkip("data/faults/" + file));

    // The authorities are part of every view, whether or not a list has them.
    private static int AddressesOf(TorNetworkBuilder builder)
    {
        var network = builder.Build();
        var others = DirectoryAuthorities.All.Select(authority => authority.Address).Distinct()
            .Count(address => network.TryFind(address, out var listed) && !listed.IsExitAddress);
        return network.AddressCount - others;
    }
}
