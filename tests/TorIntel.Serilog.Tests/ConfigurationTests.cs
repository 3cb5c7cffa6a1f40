using System.Reflection;
using System.Text;
using Microsoft.Extensions.Configuration;
using Serilog;
using Serilog.Events;
using TorIntel.Testing;

namespace TorIntel.Tests;

/// <summary>The enricher from <c>appsettings.json</c>, which takes the view from the store of the process.</summary>
public sealed class ConfigurationTests : IDisposable
{
    private const string Everything =
        """
        { "Serilog": { "Using": ["TorIntel.Serilog"], "Enrich": [ "FromLogContext", { "Name": "WithTorIntel", "Args": {
            "fields": { "Caller": "Client", "Request.Peer": "Server", "Request.Port": "ServerPort" },
            "otherAddresses": "Source",
            "minimumConfidence": "Medium",
            "schema": "Flat",
            "name": "onion",
            "staleAfter": "00:10:00",
            "internalNetworks": ["default", "203.0.113.0/28"],
            "ignoredNetworks": ["198.51.100.96/28"],
            "ignoredHosts": ["example.onion"],
            "ignoredRelays": ["B0B0DE51FA4F8E5E44524EF2F8FB45A91B9F8A5A"],
            "ownRelays": ["A09ADE51FA4F8E5E44524EF2F8FB45A91B9F8A5A"] } } ] } }
        """;

    private const string Quoted =
        """
        { "Serilog": {
            // <enrich>
            "Enrich": [
              {
                "Name": "WithTorIntel",
                "Args": {
                  "schema": "Ecs",
                  "fields": { "source.ip": "Client" },
                  "internalNetworks": [ "default", "203.0.113.0/24" ]
                }
              }
            ]
            // </enrich>
        } }
        """;

    private readonly TorNetwork _before = TorNetworkStore.Shared.Publish(AdapterViews.Usual);

    public void Dispose() => TorNetworkStore.Shared.Publish(_before);

    [Theory]
    [InlineData("""{ "Serilog": { "Enrich": ["WithTorIntel"] } }""")]
    [InlineData("""{ "Serilog": { "Using": ["TorIntel.Serilog"], "Enrich": ["FromLogContext", "WithTorIntel"] } }""")]
    [InlineData("""{ "Serilog": { "Using": ["TorIntel.Serilog"], "Enrich": [{ "Name": "WithTorIntel" }] } }""")]
    [InlineData("""{ "Serilog": { "Using": ["TorIntel.Serilog"], "Enrich": [{ "Name": "WithTorIntel", "Args": { } }] } }""")]
    [InlineData("""{ "Serilog": { "Using": ["TorIntel.Serilog"], "Enrich": { "Tor": "WithTorIntel" } } }""")]
    public void Nothing_need_be_said(string json)
    {
        var logEvent = Write(json, logger => logger.Information("From {ClientIp}", AdapterViews.Exit));
        Assert.Equal($"source-exit:ClientIp={AdapterViews.Exit}", Logs.Evidence(logEvent));
    }

    [Fact]
    public void What_the_README_says_is_so()
    {
        var logEvent = Write(Quoted, logger => logger.Information("{source.ip}", AdapterViews.Exit));
        Assert.Equal("high", Scalar(logEvent, "tor.confidence"));
    }

    [Fact]
    public void Code_need_say_nothing_either()
    {
        var sink = new CollectingSink();
        using (var logger = new LoggerConfiguration().Enrich.WithTorIntel().WriteTo.Sink(sink).CreateLogger())
        {
            logger.Information("From {ClientIp}", AdapterViews.Exit);
        }

        Assert.Equal($"source-exit:ClientIp={AdapterViews.Exit}", Logs.Evidence(sink.Event));
    }

    [Fact]
    public void Everything_can_be_said()
    {
        // Fields, with a path; the schema and its name; a relay of ours, whose evidence alone is low.
        var logEvent = Write(Everything, logger => logger.Information("Served {@Request}", new { Peer = AdapterViews.Guard, Port = 9050 }));
        Assert.DoesNotContain(logEvent.Properties.Keys, name => name.StartsWith("onion_", StringComparison.Ordinal));
        logEvent = Write(Everything, logger => logger.Information("Served {Caller}", AdapterViews.ExitIPv6));
        Assert.DoesNotContain(logEvent.Properties.Keys, name => name.StartsWith("onion_", StringComparison.Ordinal));

        // The address of the exit is in an ignored network, and the IPv6 one is of an ignored relay; without the two they count.
        var counting = Everything.Replace("198.51.100.96/28", "192.0.2.240/28", StringComparison.Ordinal);
        logEvent = Write(counting, logger => logger.Information("Served {Caller}", AdapterViews.Exit));
        Assert.DoesNotContain("onion_confidence", logEvent.Properties.Keys);
        counting = counting.Replace("\"B0B0DE51FA4F8E5E44524EF2F8FB45A91B9F8A5A\"", "", StringComparison.Ordinal);
        logEvent = Write(counting, logger => logger.Information("Served {Caller}", AdapterViews.Exit));
        Assert.Equal("Caller", Scalar(logEvent, "onion_evidence_fields"));
        Assert.Equal(true, Scalar(logEvent, "onion_list_stale"));

        // Our own relay counts where it is not ours.
        var foreign = counting.Replace("A09ADE51FA4F8E5E44524EF2F8FB45A91B9F8A5A", "A0000E51FA4F8E5E44524EF2F8FB45A91B9F8A5A", StringComparison.Ordinal);
        logEvent = Write(foreign, logger => logger.Information("Served {@Request}", new { Peer = AdapterViews.Guard, Port = 9001 }));
        Assert.StartsWith("Request.Peer", (string?)Scalar(logEvent, "onion_evidence_fields"), StringComparison.Ordinal);

        // Addresses in other properties, and a network of ours.
        logEvent = Write(
            counting,
            logger => logger.Information("{One}", System.Net.IPAddress.Parse(AdapterViews.Exit)));
        Assert.Equal("One", Scalar(logEvent, "onion_evidence_fields"));
    }

    [Fact]
    public void Hosts_and_networks_are_known()
    {
        const string Json = """{ "Serilog": { "Using": ["TorIntel.Serilog"], "Enrich": [{ "Name": "WithTorIntel", "Args": { "ignoredHosts": ["torproject.org"], "internalNetworks": ["203.0.113.0/28"] } }] } }""";
        Assert.Equal("", Logs.Evidence(Write(Json, logger => logger.Information("For {HostName}", "www.torproject.org"))));
        Assert.NotEqual("", Logs.Evidence(Write("""{ "Serilog": { "Enrich": ["WithTorIntel"] } }""", logger => logger.Information("For {HostName}", "www.torproject.org"))));
        var logEvent = Write(Json, logger => logger.Information("{SourceIp} to {DestinationIp}", AdapterViews.Exit, "203.0.113.3"));
        Assert.Equal("inbound", (string?)Logs.Tag(logEvent)!["direction"]);
    }

    [Theory]
    [InlineData("\"internalNetworks\": [\"192.0.2.0/99\"]", "'192.0.2.0/99' is no network")]
    [InlineData("\"ignoredNetworks\": [\"nonsense\"]", "'nonsense' is no network")]
    [InlineData("\"ignoredRelays\": [\"nonsense\"]", "'nonsense' is no fingerprint")]
    [InlineData("\"ownRelays\": [\"nonsense\"]", "'nonsense' is no fingerprint")]
    [InlineData("\"ignoredHosts\": [\" \"]", "a host to be ignored needs a name")]
    [InlineData("\"name\": \"no name\"", "'no name' cannot be the name of a tag")]
    [InlineData("\"fields\": { \"X\": \"None\" }", "is no field")]
    [InlineData("\"staleAfter\": \"-00:00:01\"", "stale")]
    public void What_is_wrong_is_said_when_the_logger_is_made(string argument, string message)
    {
        var json = $$"""{ "Serilog": { "Using": ["TorIntel.Serilog"], "Enrich": [{ "Name": "WithTorIntel", "Args": { {{argument}} } }] } }""";
        var exception = Assert.ThrowsAny<Exception>(() => Write(json, logger => logger.Information("no")));
        while (exception is TargetInvocationException { InnerException: { } inner })
        {
            exception = inner;
        }

        Assert.Contains(message, Assert.IsType<ArgumentException>(exception).Message, StringComparison.Ordinal);
    }

    private static object? Scalar(LogEvent logEvent, string name) => Assert.IsType<ScalarValue>(logEvent.Properties[name]).Value;

    private static LogEvent Write(string json, Action<ILogger> write)
    {
        var sink = new CollectingSink();
        var configuration = new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build();
        using (var logger = new LoggerConfiguration().Destructure.AsScalar<System.Net.IPAddress>().ReadFrom.Configuration(configuration).WriteTo.Sink(sink).CreateLogger())
        {
            write(logger);
        }

        return sink.Event;
    }
}
