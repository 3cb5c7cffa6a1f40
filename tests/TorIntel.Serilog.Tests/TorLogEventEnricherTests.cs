using System.Net;
using System.Text.Json.Nodes;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using TorIntel.Testing;

namespace TorIntel.Tests;

public sealed class TorLogEventEnricherTests
{
    private static readonly TorClassifier s_ours = new(new TorClassifierOptions { InternalNetworks = [IPPrefix.Parse("198.51.100.0/28")] });

    [Fact]
    public void A_client_that_is_an_exit_is_tagged()
    {
        var logEvent = Logs.Write(logger => logger.Information("{User} signed in from {ClientIp}", "alice", AdapterViews.Exit));
        Assert.Equal($"source-exit:ClientIp={AdapterViews.Exit}", Logs.Evidence(logEvent));
        Assert.Equal(["User", "ClientIp", "Tor"], logEvent.Properties.Keys);
    }

    [Fact]
    public void A_client_that_no_list_has_is_left_as_it_is()
    {
        var logEvent = Logs.Write(logger => logger.Information("{User} signed in from {ClientIp}", "alice", AdapterViews.Unlisted));
        Assert.Equal(["User", "ClientIp"], logEvent.Properties.Keys);
    }

    [Fact]
    public void The_tag_is_the_one_that_is_written_elsewhere()
    {
        var time = AdapterViews.ListTime.AddSeconds(372.9);
        foreach (var (address, name) in new[] { (AdapterViews.Exit, "client.address"), (AdapterViews.ExitIPv6, "client.address"), (AdapterViews.Guard, "server.address"), (AdapterViews.Onion, "Host") })
        {
            TorProperty[] properties = [new(name, TorEnrichmentOptions.ConventionalFields[name], address), new("server.port", TorField.ServerPort, 9001)];
            var expected = new TorEnricher(Logs.Usual).Find(AdapterViews.Usual, properties, time)!.ToJson(time);
            var logEvent = Logs.Event(time, (name, new ScalarValue(address)), ("server.port", new ScalarValue(9001)));
            new TorLogEventEnricher(Logs.Usual).Enrich(logEvent, null!);
            Assert.Equal(JsonNode.Parse(expected)!.ToJsonString(), Logs.Tag(logEvent)!.ToJsonString());
        }
    }

    [Fact]
    public void Age_and_staleness_are_those_at_the_time_of_the_event()
    {
        var enricher = new TorLogEventEnricher(Logs.Usual);
        foreach (var (seconds, stale) in new[] { (0, false), (1, false), (0, false), (-1, false), (86_400, false), (86_401, true), (3, false) })
        {
            // Twice: the second one is like the first.
            for (var i = 0; i < 2; i++)
            {
                var logEvent = Logs.Event(AdapterViews.ListTime.AddSeconds(seconds), ("ClientIp", new ScalarValue(AdapterViews.Exit)));
                enricher.Enrich(logEvent, null!);
                var list = Logs.Tag(logEvent)!["list"]!;
                Assert.Equal((seconds, stale), (list["age_s"]!.GetValue<int>(), list["stale"]!.GetValue<bool>()));
            }
        }
    }

    [Fact]
    public void Events_of_one_second_share_what_is_added()
    {
        var enricher = new TorLogEventEnricher(Logs.Usual);
        var events = Enumerable.Range(0, 2).Select(i => Logs.Event(AdapterViews.ListTime.AddMilliseconds(i), ("ClientIp", new ScalarValue(AdapterViews.Exit)))).ToArray();
        foreach (var logEvent in events)
        {
            enricher.Enrich(logEvent, null!);
        }

        Assert.Same(events[0].Properties["Tor"], events[1].Properties["Tor"]);
    }

    [Theory]
    [InlineData("198.51.100.99")]
    [InlineData("198.51.100.99:51000")]
    [InlineData("::ffff:198.51.100.99")]
    [InlineData("[2001:db8::99]:443")]
    [InlineData("2001:0DB8::0099")]
    [InlineData("2001:db8::99%eth0")]
    [InlineData(" 198.51.100.99 ")]
    public void Text_is_an_address_in_every_form_that_logs_have(string text) =>
        Assert.StartsWith("source-exit:ClientIp=", Logs.Evidence(Logs.Write(logger => logger.Information("From {ClientIp}", text))), StringComparison.Ordinal);

    [Fact]
    public void Values_of_NET_are_addresses()
    {
        object[] values =
        [
            IPAddress.Parse(AdapterViews.Exit), IPAddress.Parse(AdapterViews.ExitIPv6), IPAddress.Parse(AdapterViews.Exit).MapToIPv6(), new IPEndPoint(IPAddress.Parse(AdapterViews.Exit), 51000),
        ];
        foreach (var value in values)
        {
            Assert.StartsWith("source-exit:RemoteEndPoint=", Logs.Evidence(Logs.Write(logger => logger.Information("From {RemoteEndPoint}", value))), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Addresses_that_Serilog_made_text_of_are_addresses()
    {
        var sink = new CollectingSink();
        using (var logger = new LoggerConfiguration().Enrich.WithTorIntel(Logs.Usual).WriteTo.Sink(sink).CreateLogger())
        {
            logger.Information("From {ClientIp}", IPAddress.Parse(AdapterViews.Exit));
        }

        Assert.Equal($"source-exit:ClientIp={AdapterViews.Exit}", Logs.Evidence(sink.Event));
    }

    [Fact]
    public void The_first_of_a_list_counts()
    {
        var logEvent = Logs.Write(logger => logger.Information("From {ClientIp}", new object[] { new[] { AdapterViews.Exit, AdapterViews.Unlisted } }));
        Assert.Equal($"source-exit:ClientIp={AdapterViews.Exit}", Logs.Evidence(logEvent));
        logEvent = Logs.Write(logger => logger.Information("From {ClientIp}", new object[] { new[] { AdapterViews.Unlisted, AdapterViews.Exit } }));
        Assert.Equal("", Logs.Evidence(logEvent));
    }

    [Fact]
    public void Ports_names_and_addresses_are_judged_together()
    {
        var logEvent = Logs.Write(
            logger => logger.ForContext("dns.question.name", AdapterViews.Onion).Information("{source.ip} to {destination.ip}:{destination.port}", "198.51.100.3", AdapterViews.Guard, 9001),
            classifier: s_ours);
        Assert.Equal($"destination-or-endpoint:destination.ip={AdapterViews.Guard}:9001 port-relay:destination.port=9001 domain-onion-v3:dns.question.name={AdapterViews.Onion}", Logs.Evidence(logEvent));
        Assert.Equal("outbound", (string?)Logs.Tag(logEvent)!["direction"]);
    }

    [Fact]
    public void Names_are_evidence_without_any_list()
    {
        var logEvent = Logs.Write(logger => logger.Information("Asked for {HostName} from {ClientIp}", AdapterViews.Onion, AdapterViews.Exit), store: new TorNetworkStore());
        Assert.Equal($"domain-onion-v3:HostName={AdapterViews.Onion}", Logs.Evidence(logEvent));
        Assert.Equal("""{"verified":false}""", Logs.Tag(logEvent)!["list"]!.ToJsonString());
    }

    [Fact]
    public void A_view_that_comes_later_counts_from_then_on()
    {
        var store = new TorNetworkStore();
        var sink = new CollectingSink();
        using (var logger = Logs.Logger(sink, store: store))
        {
            logger.Information("From {ClientIp}", AdapterViews.Exit);
            store.Publish(AdapterViews.Usual);
            logger.Information("From {ClientIp}", AdapterViews.Exit);
            store.Publish(AdapterViews.Later);
            logger.Information("From {ClientIp}", AdapterViews.Exit);
        }

        Assert.Equal(["", $"source-exit:ClientIp={AdapterViews.Exit}", ""], sink.Events.Select(Logs.Evidence));
    }

    [Fact]
    public void A_property_of_the_name_of_the_tag_stays()
    {
        var logEvent = Logs.Write(logger => logger.Information("From {ClientIp} by {Tor}", AdapterViews.Exit, "hand"));
        Assert.Equal("\"hand\"", Logs.Tag(logEvent)!.ToJsonString());
    }

    [Fact]
    public void Two_enrichers_with_names_of_their_own_both_tag()
    {
        var sink = new CollectingSink();
        using (var logger = new LoggerConfiguration()
            .Enrich.WithTorIntel(Logs.Usual)
            .Enrich.WithTorIntel(Logs.Usual, options => (options.Schema, options.Name) = (TorSchema.Flat, "exit"))
            .WriteTo.Sink(sink).CreateLogger())
        {
            logger.Information("From {ClientIp}", AdapterViews.Exit);
        }

        Assert.Equal(["ClientIp", "Tor"], sink.Event.Properties.Keys.Take(2));
        Assert.Contains("exit_confidence", sink.Event.Properties.Keys);
    }

    [Fact]
    public void Less_confidence_than_asked_for_is_no_tag()
    {
        static void Write(ILogger logger) => logger.Information("To {ServerIp}:{ServerPort}", AdapterViews.Unlisted, 9001);
        Assert.Equal("port-relay:ServerPort=9001", Logs.Evidence(Logs.Write(Write)));
        Assert.Equal("", Logs.Evidence(Logs.Write(Write, options => options.MinimumConfidence = Confidence.Medium)));
    }

    [Fact]
    public void Addresses_in_any_property_count_if_asked_for()
    {
        object[] values = [IPAddress.Parse(AdapterViews.Exit), new IPEndPoint(IPAddress.Parse(AdapterViews.Exit), 51000)];
        foreach (var value in values)
        {
            Assert.Equal("", Logs.Evidence(Logs.Write(logger => logger.Information("From {Visitor}", value))));
            var logEvent = Logs.Write(logger => logger.Information("From {Visitor}", value), options => options.OtherAddresses = TorField.Client);
            Assert.Equal($"source-exit:Visitor={AdapterViews.Exit}", Logs.Evidence(logEvent));
        }

        Assert.Equal("", Logs.Evidence(Logs.Write(logger => logger.Information("From {Visitor}", AdapterViews.Exit), options => options.OtherAddresses = TorField.Client)));
    }

    [Fact]
    public void Only_the_properties_named_count_where_some_are_named()
    {
        static void Name(TorEnrichmentOptions options) => options.Fields["Peer"] = TorField.Client;
        Assert.Equal("", Logs.Evidence(Logs.Write(logger => logger.Information("From {ClientIp}", AdapterViews.Exit), Name)));
        Assert.Equal($"source-exit:Peer={AdapterViews.Exit}", Logs.Evidence(Logs.Write(logger => logger.Information("From {Peer}", AdapterViews.Exit), Name)));

        // Among many properties it is asked for by name.
        var logEvent = Logs.Write(logger => logger.Information("From {Peer} {A} {B} {C} {D} {E}", AdapterViews.Exit, 1, 2, 3, 4, 5), Name);
        Assert.Equal($"source-exit:Peer={AdapterViews.Exit}", Logs.Evidence(logEvent));
    }

    [Fact]
    public void Wrong_options_are_refused_when_the_logger_is_made()
    {
        Assert.Throws<ArgumentException>(() => new LoggerConfiguration().Enrich.WithTorIntel(Logs.Usual, options => options.Name = "no name"));
        Assert.Throws<ArgumentException>(() => new LoggerConfiguration().Enrich.WithTorIntel(Logs.Usual, options => options.OtherAddresses = TorField.Url));
        Assert.Throws<ArgumentNullException>(() => new LoggerConfiguration().Enrich.WithTorIntel((TorNetworkStore)null!, configure: null));
        Assert.Throws<ArgumentNullException>(() => new LoggerConfiguration().Enrich.WithTorIntel(Logs.Usual, (TorEnrichmentOptions)null!));
        Assert.Throws<ArgumentNullException>(() => TorIntelLoggerConfigurationExtensions.WithTorIntel(null!));
        Assert.Throws<ArgumentNullException>(() => new TorLogEventEnricher(Logs.Usual).Enrich(null!, null!));
    }
}
