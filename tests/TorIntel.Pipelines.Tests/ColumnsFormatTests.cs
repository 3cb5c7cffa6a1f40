using System.Text;
using TorIntel.Testing;

namespace TorIntel.Pipelines.Tests;

/// <summary>Headers, cases, parts and quotes of formats with columns, mostly by mappings of a user.</summary>
public sealed class ColumnsFormatTests
{
    private const string Users = "format users\ntitle A user's own\nsyntax columns\nseparator semicolon\nquote \"\nheader first\nrecognise header client server\n"
        + "source.address client\nsource.port cport\ndestination.address server\ndestination.port sport\nhost.name name\ntransport proto\ntime at\nunset n/a\ninitiator source\n";

    private static LogFormat Own { get; } = LogFormat.Parse(Users, "users.mapping");

    [Fact]
    public void A_users_CSV_is_recognised_and_gets_a_quoted_column()
    {
        using var input = new MemoryStream("at;name;client;cport;server;sport;proto\r\n2026-08-22T21:06:12Z;\"a;b\";10.0.0.1;5000;192.0.2.10;9001;tcp\r\n2026-08-22T21:06:12Z;x;10.0.0.1;5000;192.0.2.200;443;tcp\r\n"u8.ToArray());
        using var output = new MemoryStream();
        var enricher = new LogEnricher(SampleNetwork.View, new TorClassifier(), new LogEnricherOptions { MoreFormats = [Own] });
        enricher.Enrich(input, output, "log", cancellationToken: TestContext.Current.CancellationToken);

        var lines = Encoding.UTF8.GetString(output.ToArray()).Split("\r\n");
        Assert.Equal("at;name;client;cport;server;sport;proto;tor", lines[0]);
        Assert.StartsWith("2026-08-22T21:06:12Z;\"a;b\";10.0.0.1;5000;192.0.2.10;9001;tcp;\"{\"\"confidence\"\":\"\"confirmed\"\",", lines[1]);
        Assert.EndsWith("}\"", lines[1]);
        Assert.Equal("2026-08-22T21:06:12Z;x;10.0.0.1;5000;192.0.2.200;443;tcp", lines[2]);
        Assert.Equal("confirmed outbound destination-or-endpoint(server=192.0.2.10:9001) port-relay(sport=9001)", Tags.Short(Assert.Single(Tags.Of(output.ToArray()))));
    }

    [Theory]
    [InlineData("client;server\n10.0.0.1;192.0.2.10\n", "medium outbound destination-guard(server=192.0.2.10)")]
    [InlineData("server;x;client\n\"192.0.2.10\";;\"10.0.0.1\"\n", "medium outbound destination-guard(server=192.0.2.10)")]
    [InlineData("\uFEFFclient;server\n10.0.0.1;192.0.2.10\n", "medium outbound destination-guard(server=192.0.2.10)")]
    [InlineData("\n\nclient;server\n10.0.0.1;192.0.2.10", "medium outbound destination-guard(server=192.0.2.10)")]
    [InlineData("\"client\";\"server\"\n10.0.0.1;\" 192.0.2.10 \"\n", "medium outbound destination-guard(server=192.0.2.10)")]
    [InlineData("client;name\n10.0.0.1;x.onion\n", "medium unknown domain-onion-invalid(name=x.onion)")]
    [InlineData("client;name\n10.0.0.1;\"x\n.onion\"\n", "medium unknown domain-onion-invalid(name=x\n.onion)")] // a line break within a name
    [InlineData("client;server\n10.0.0.1;n/a\n", null)]
    [InlineData("client;server\n\"192.0.2.10;10.0.0.1\";192.0.2.200\n", null)] // one quoted value
    public void A_header_names_the_columns(string log, string? expected)
    {
        var run = EnricherRun.Of(log, Own);

        Assert.Empty(run.BadLineTexts);
        Assert.Equal(log, Encoding.UTF8.GetString(Tags.Remove(run.Output, Own)));
        Assert.Equal(expected, Tags.Of(run.Output) is [var tag] ? Tags.Short(tag) : null);
    }

    [Fact]
    public void Bad_rows_are_named()
    {
        Assert.Equal(["1: no header so far that names a column which is looked for", "3: 1 columns where the header has 2", "5: it has a field 'tor' already", "6: 3 columns where the header has 2"],
            EnricherRun.Of("a;b\nclient;server\n10.0.0.1\n10.0.0.1;192.0.2.200\n", Own).BadLineTexts
            .Concat(EnricherRun.Of("\n\nclient;server;tor\n10.0.0.1;192.0.2.10\n10.0.0.1;192.0.2.10;x\n", Own).BadLineTexts)
            .Concat(EnricherRun.Of("\n\n\n\nclient;server\n10.0.0.1;192.0.2.10;x\n", Own).BadLineTexts));
        Assert.Equal(["1: no #Fields header before the first record", "3: 1 columns where the header has 2"], EnricherRun.Of("x y\n#Fields: c-ip s-ip\nx\n", LogFormat.Get("iis")).BadLineTexts);
        Assert.Equal(["1: 'filterlog' is not there, behind which the columns begin", "2: 3 columns where at least 9 are needed", "3: 10 columns where at least 20 are needed"],
            EnricherRun.Of("dhcpd: x\nfilterlog: 1,2,3\nfilterlog: 1,,,2,em0,match,block,in,4,0x0\n", LogFormat.Get("pfsense")).BadLineTexts);
        Assert.Equal(["1: a quote is not closed"], EnricherRun.Of("1,2026/08/22 21:06:13,0123,TRAFFIC,end,\"2305,2026/08/22 21:06:10\n", LogFormat.Get("palo-alto")).BadLineTexts);
        Assert.Equal(["9: 2 columns where at least 5 are needed"], EnricherRun.Of(CorpusFiles.Read("aws-vpc-flow-v2.log")).BadLineTexts);
    }

    [Fact]
    public void The_summary_of_nfdump_is_no_bad_line()
    {
        var run = EnricherRun.Of(CorpusFiles.Read("nfdump-csv.csv"));

        Assert.Empty(run.BadLineTexts);
        Assert.Equal(12, run.Summary.Lines);
    }

    [Fact]
    public void A_value_in_quotes_can_have_line_breaks_within_bounds()
    {
        const string Header = "name;client;server\n";
        Assert.Equal([2L, 1L], CountsOf(Header + "\"a\r\nb\n\n\";10.0.0.1;192.0.2.10\n"));
        Assert.Equal([3L, 2L], CountsOf(Header + "\"a\nb\";10.0.0.1;192.0.2.10\n\"\n\";10.0.0.1;192.0.2.10"));
        Assert.Equal(["2: a quote is not closed"], EnricherRun.Of(Header + "\"a;10.0.0.1;192.0.2.10\nb;10.0.0.1;192.0.2.10\n", Own).BadLineTexts);

        // The first line alone is bad; what follows is read again.
        var many = Header + "\"a;10.0.0.1;192.0.2.10\n" + string.Concat(Enumerable.Repeat("b;10.0.0.1;192.0.2.10\n", 80)) + "c\";1\n";
        Assert.Equal([83L, 80L], CountsOf(many));
        Assert.Equal(["2: a quote is not closed", "83: 2 columns where the header has 3"], EnricherRun.Of(many, Own).BadLineTexts);
        var large = Header + "\"a;10.0.0.1;192.0.2.10\n" + new string('x', 70_000) + "\";10.0.0.1;192.0.2.10\n";
        Assert.Equal([3L, 1L], CountsOf(large));

        static long[] CountsOf(string log)
        {
            var run = EnricherRun.Of(log, Own);
            using var pieces = new ChunkedStream(Encoding.UTF8.GetBytes(log), 3, 50);
            Assert.Equal(run.Text, EnricherRun.Of(pieces, Own).Text);
            Assert.Equal(log, Encoding.UTF8.GetString(Tags.Remove(run.Output, Own)));
            return [run.Summary.Lines, run.Summary.Tagged];
        }
    }

    [Fact]
    public void Only_tagged_records_keep_their_line_breaks_and_the_header()
    {
        var run = EnricherRun.Of("name;client;server\r\nx;10.0.0.1;192.0.2.200\r\n\"a\nb\";10.0.0.1;192.0.2.10", Own, new LogEnricherOptions { OnlyTagged = true });

        Assert.StartsWith("name;client;server;tor\r\n\"a\nb\";10.0.0.1;192.0.2.10;\"{", run.Text);
        Assert.EndsWith("}\"\n", run.Text);
    }

    [Fact]
    public void Where_backslashes_escape_a_quote_does_not_end_a_value()
    {
        var format = LogFormat.Parse("format x\ntitle X\nsyntax columns\nseparator space\nquote \"\nescape backslash\nsource.address #2:client\nhost.name #3\n", "x");

        Assert.Equal("high unknown source-exit(client=203.0.113.40)", ShortOf(format, "\"a \\\" b\" 203.0.113.40 x"));
        Assert.Equal("medium unknown domain-onion-invalid(#3=x.onion)", ShortOf(format, "\"\\\\\" 192.0.2.200 \"x.onion\""));
        Assert.Null(ShortOf(format, "\"a \\\" 203.0.113.40 x\" 192.0.2.200 y"));
    }

    [Fact]
    public void Fields_can_depend_on_another_one()
    {
        var format = LogFormat.Parse("format x\ntitle X\nsyntax columns\nseparator pipe\nsource.address #2 when #1 is a b\nsource.address #3 when #1 is c\ninitiator destination when #3 is x\ninitiator source\n", "x");

        Assert.Equal("high unknown source-exit(#2=203.0.113.40)", ShortOf(format, "a|203.0.113.40"));
        Assert.Equal("high unknown source-exit(#2=203.0.113.40)", ShortOf(format, "b|203.0.113.40|198.51.100.99"));
        Assert.Equal("high unknown source-exit(#3=198.51.100.99)", ShortOf(format, "c|203.0.113.40|198.51.100.99"));
        Assert.Null(ShortOf(format, "d|203.0.113.40|198.51.100.99"));
        Assert.Equal("low unknown destination-relay(#2=203.0.113.40)", ShortOf(format, "a|203.0.113.40|x")); // '#3' of the condition is the column, in each case
    }

    [Theory]
    [InlineData("192.0.2.1,x.onion,y.example", "medium unknown domain-onion-invalid(answers=x.onion)")]
    [InlineData("x.onion", "medium unknown domain-onion-invalid(answers=x.onion)")]
    [InlineData("x.example,192.0.2.1", null)]
    [InlineData("-", null)]
    public void Vectors_of_Zeek_have_elements(string answers, string? expected)
    {
        var format = LogFormat.Parse("format x\ntitle X\nsyntax columns\nseparator tab\nheader zeek\ndns.query answers\n", "x");
        Assert.Equal(expected, ShortOf(format, "#set_separator\t,\n#fields\tts\tanswers\n#types\ttime\tvector[string]\n1\t" + answers));
        Assert.Null(ShortOf(format, "#set_separator\t;\n#fields\tts\tanswers\n#types\ttime\tvector[string]\n1\tx.onion,y"));
    }

    [Theory]
    [InlineData("iis.log")]
    [InlineData("cloudfront.log")]
    [InlineData("aws-vpc-flow-v2.log")]
    [InlineData("aws-vpc-flow-v5.log")]
    [InlineData("nfdump-csv.csv")]
    [InlineData("pfsense.log")]
    [InlineData("zeek-tsv-changing-header.log")]
    public void Another_enricher_can_go_on_at_any_checkpoint(string file)
    {
        var log = CorpusFiles.Read(file);
        var whole = EnricherRun.Of(log);
        List<(LogCheckpoint At, int Written)> checkpoints = [];
        using var first = new MemoryStream();
        using var input = new ChunkedStream(log, 5, 40);
        var enricher = new LogEnricher(SampleNetwork.View, new TorClassifier(), new LogEnricherOptions { OnCheckpoint = at => checkpoints.Add((at, (int)first.Length)) });
        enricher.Enrich(input, first, "log", cancellationToken: TestContext.Current.CancellationToken);

        Assert.True(checkpoints.Count > 5);
        foreach (var (at, written) in checkpoints)
        {
            using var rest = new MemoryStream(log, (int)at.Position, log.Length - (int)at.Position);
            using var output = new MemoryStream();
            output.Write(first.ToArray(), 0, written);
            new LogEnricher(SampleNetwork.View, new TorClassifier()).Enrich(rest, output, "log", at, TestContext.Current.CancellationToken);
            Assert.Equal(whole.Text, Encoding.UTF8.GetString(output.ToArray()));
        }
    }

    [Fact]
    public void Forwarded_for_counts_from_trusted_proxies_only()
    {
        const string Log = "#Fields: date time c-ip cs-host X-Forwarded-For\n2026-08-22 22:00:03 10.20.1.15 www.example.com 203.0.113.40\n";
        Assert.Empty(Tags.Of(EnricherRun.Of(Log, LogFormat.Get("iis")).Output));
        Assert.Equal("high inbound source-exit(X-Forwarded-For=203.0.113.40)",
            Tags.Short(Assert.Single(Tags.Of(EnricherRun.Of(Log, LogFormat.Get("iis"), new LogEnricherOptions { TrustedProxies = [IPPrefix.Parse("10.20.1.15")] }).Output))));
    }

    [Theory]
    [InlineData("separator dot", "x:4: a separator is tab, comma, semicolon, pipe, space or spaces")]
    [InlineData("separator comma\nseparator tab", "x:5: 'separator' is said twice")]
    [InlineData("separator comma\nquote '", "x:5: say quote \", there are no other quotes")]
    [InlineData("separator comma\nescape backslash", "x:5: say escape backslash, where there are quotes")]
    [InlineData("separator comma\nheader last", "x:5: a header is none, zeek, w3c or first")]
    [InlineData("separator comma\nheader zeek", "x:4: logs with Zeek's header have tabs")]
    [InlineData("separator comma\nbehind", "x:5: say behind which text the columns begin")]
    [InlineData("separator comma\nsplit #1 /", "x:5: say split COLUMN SEPARATOR NAME NAME…, or split COLUMN last SEPARATOR NAME NAME")]
    [InlineData("separator comma\nsplit #1 last / a b c", "x:5: say split COLUMN SEPARATOR NAME NAME…, or split COLUMN last SEPARATOR NAME NAME")]
    [InlineData("separator comma\nfooter x", "x:5: 'x' is no number of columns")]
    [InlineData("quote \"", "x:1: the statement 'separator' is missing")]
    [InlineData("separator comma\npattern x", "x:5: 'pattern' is no statement of a mapping over this syntax")]
    [InlineData("separator comma\nsource.address a", "x:5: 'a' is no column: without a header columns are known by their numbers, such as #1, or by the names in 'columns'")]
    [InlineData("separator comma\ncolumns a b\nsource.address c", "x:6: 'c' is no column: without a header columns are known by their numbers, such as #1, or by the names in 'columns'")]
    public void A_mapping_that_cannot_be_used_is_refused(string statements, string message) =>
        Assert.Equal(message, Assert.Throws<MappingException>(() => LogFormat.Parse("format x\ntitle X\nsyntax columns\n" + statements, "x")).Message);

    private static string? ShortOf(LogFormat format, string log)
    {
        var run = EnricherRun.Of(log, format);
        Assert.Empty(run.BadLineTexts);
        return Tags.Of(run.Output) is [var tag] ? Tags.Short(tag) : null;
    }
}
