using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TorIntel.Testing;

namespace TorIntel.Tests;

/// <summary>What becomes of events with and without evidence.</summary>
public sealed class TaggingTests
{
    [Fact]
    public void Log_adds_attributes_in_front_of_the_template_and_changes_nothing_else()
    {
        using var pipeline = new Pipeline();
        var exception = new InvalidOperationException("wrong password");
        pipeline.Logger.SignInFailed("ann", AdapterViews.Exit, 3, exception);

        var recorded = pipeline.Provider.Only;
        Assert.Equal((LogLevel.Warning, 7, "SignIn", "Shop"), (recorded.Level, recorded.Id.Id, recorded.Id.Name, recorded.Category));
        Assert.Same(exception, recorded.Exception);
        Assert.Equal($"sign-in of ann from {AdapterViews.Exit} failed after 3 attempts", recorded.Message);
        Assert.Equal(["User", "ClientIp", "Attempts", "tor_confidence"], recorded.Attributes.Take(4).Select(pair => pair.Key));
        Assert.Equal("{OriginalFormat}", recorded.Attributes[^1].Key);
        Assert.Equal(recorded.Attributes.Count, recorded.Attributes.Select(pair => pair.Key).Distinct().Count());
        Assert.Equal(recorded.Attributes, recorded.Attributes.AsEnumerable());
        Assert.Equal("high", recorded["tor_confidence"]);
        Assert.Equal("inbound", recorded["tor_direction"]);
        Assert.Equal("source-exit", recorded["tor_evidence"]);
        Assert.Equal("ClientIp", recorded["tor_evidence_fields"]);
        Assert.Equal(372L, recorded["tor_list_age_s"]);
        Assert.Equal(false, recorded["tor_list_stale"]);
    }

    [Fact]
    public void Log_makes_the_text_of_the_state_as_ever()
    {
        using var pipeline = new Pipeline();
        pipeline.Logger.LogInformation("from {ClientIp}", AdapterViews.Exit);
        Assert.Equal($"from {AdapterViews.Exit}", pipeline.Provider.Only.State!.ToString());
    }

    [Fact]
    public void Log_passes_an_event_without_evidence_on_with_its_own_state()
    {
        using var pipeline = new Pipeline();
        pipeline.Logger.SignInFailed("ann", AdapterViews.Unlisted, 3, null);
        pipeline.Logger.LogInformation("from {ClientIp}", AdapterViews.Unlisted);
        pipeline.Logger.Log(LogLevel.Information, default, state: "plain text", null, (text, _) => text);
        pipeline.Logger.Log(LogLevel.Information, default, state: 12, null, (number, _) => number.ToString());

        Assert.Equal(["LogValues`3", "FormattedLogValues", "String", "Int32"], pipeline.Provider.Events.Select(recorded => recorded.StateType.Name));
    }

    [Fact]
    public void Log_reads_addresses_and_endpoints_that_are_no_text()
    {
        using var pipeline = new Pipeline();
        pipeline.Logger.LogInformation("from {RemoteIpAddress} to {ServerPort}", IPAddress.Parse(AdapterViews.Exit), 443);
        pipeline.Logger.LogInformation("to {ServerAddress}", new IPEndPoint(IPAddress.Parse(AdapterViews.Guard), 9001));
        Assert.Equal(["high", "confirmed"], pipeline.Provider.Events.Select(recorded => recorded["tor_confidence"]));
    }

    [Fact]
    public void Log_judges_names_also_without_any_list()
    {
        using var pipeline = new Pipeline();
        pipeline.Store.Publish(TorNetwork.Empty);
        pipeline.Logger.LogInformation("asked for {DnsQuery}", AdapterViews.Onion);
        pipeline.Logger.LogInformation("from {ClientIp}", AdapterViews.Exit);
        Assert.Equal(["confirmed", null], pipeline.Provider.Events.Select(recorded => recorded["tor_confidence"]));
        Assert.DoesNotContain(pipeline.Provider.Events.First().Attributes, pair => pair.Key is "tor_source" or "tor_list_age_s" or "tor_list_stale");
    }

    [Fact]
    public void Log_does_not_add_a_name_that_the_event_has()
    {
        using var pipeline = new Pipeline();
        pipeline.Logger.LogInformation("{ClientIp} {tor_direction}", AdapterViews.Exit, "mine");
        var recorded = pipeline.Provider.Only;
        Assert.Equal("mine", Assert.Single(recorded.Attributes, pair => pair.Key == "tor_direction").Value);
        Assert.Equal("high", recorded["tor_confidence"]);
    }

    [Theory]
    [InlineData("tor_confidence")]
    [InlineData("tor.confidence")]
    [InlineData("torintel.confidence")]
    public void Log_leaves_an_event_alone_that_is_tagged(string name)
    {
        using var pipeline = new Pipeline();
        KeyValuePair<string, object?>[] state = [new("ClientIp", AdapterViews.Exit), new(name, "high")];
        pipeline.Logger.Log(LogLevel.Information, default, state, null, (_, _) => "");
        Assert.Same(state, pipeline.Provider.Only.State);
    }

    [Fact]
    public void Log_takes_states_that_are_no_lists()
    {
        using var pipeline = new Pipeline();
        pipeline.Logger.Log(LogLevel.Information, default, new Dictionary<string, object?> { ["ClientIp"] = AdapterViews.Exit }, null, (_, _) => "dictionary");
        pipeline.Logger.Log(LogLevel.Information, default, new SortedDictionary<string, object?> { ["ClientIp"] = AdapterViews.Exit }, null, (_, _) => "sorted");
        Assert.All(pipeline.Provider.Events, recorded => Assert.Equal(["ClientIp", "tor_confidence"], recorded.Attributes.Take(2).Select(pair => pair.Key)));
        Assert.Equal(["dictionary", "sorted"], pipeline.Provider.Events.Select(recorded => recorded.Message));
    }

    [Fact]
    public void A_minimum_and_fields_of_ones_own_count()
    {
        using var pipeline = new Pipeline(options =>
        {
            options.Fields["who"] = TorField.Client;
            options.MinimumConfidence = Confidence.High;
            options.OtherAddresses = TorField.Client;
        });
        pipeline.Logger.LogInformation("{who}", AdapterViews.Exit);
        pipeline.Logger.LogInformation("{ClientIp}", AdapterViews.Exit); // not among the fields, and text
        pipeline.Logger.LogInformation("{anything}", IPAddress.Parse(AdapterViews.Exit));
        pipeline.Logger.LogInformation("{who}", AdapterViews.Guard); // low
        Assert.Equal(["high", null, "high", null], pipeline.Provider.Events.Select(recorded => recorded["tor_confidence"]));
    }

    [Fact]
    public void The_schema_Tor_is_one_attribute_that_reads_as_JSON()
    {
        using var pipeline = new Pipeline(options => options.Schema = TorSchema.Tor);
        pipeline.Logger.LogInformation("{ClientIp}", AdapterViews.Exit);
        var recorded = pipeline.Provider.Only;
        Assert.Equal(["ClientIp", "Tor", "{OriginalFormat}"], recorded.Attributes.Select(pair => pair.Key));
        Assert.StartsWith("""{"confidence":"high","direction":"inbound",""", recorded["Tor"]!.ToString(), StringComparison.Ordinal);
        Assert.Contains("\"age_s\":372", recorded["Tor"]!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(TorSchema.Tor)]
    [InlineData(TorSchema.Ecs)]
    [InlineData(TorSchema.OpenTelemetry)]
    public void Output_of_the_JSON_console_is_as_recorded(TorSchema? schema)
    {
        FormatterProvider? provider = null;
        using var factory = LoggerFactory.Create(builder =>
        {
            Pipeline.Prepare(builder.Services, new TorNetworkStore(AdapterViews.Usual));
            builder.AddJsonConsole(options => options.IncludeScopes = true).ClearProviders();
            builder.Services.AddSingleton<ILoggerProvider>(services => provider = ActivatorUtilities.CreateInstance<FormatterProvider>(services));
            builder.AddTorIntel(options => options.Schema = schema);
        });
        var logger = factory.CreateLogger("Shop");
        using (logger.BeginScope("request of {RemoteIp}", AdapterViews.ExitIPv6))
        {
            logger.SignInFailed("ann", AdapterViews.Unlisted, 3, new InvalidOperationException("wrong password"));
        }

        logger.SignInFailed("ann", AdapterViews.Unlisted, 3, null);
        logger.SignInFailed("ann", AdapterViews.Exit, 3, null);
        logger.LogInformation("to {DestinationIp}:{DestinationPort}", AdapterViews.Guard, 9001);
        logger.LogInformation("opened {Url}", $"http://{AdapterViews.Onion}/\u0007\"");
        GoldenFiles.AssertSame($"json-console-{schema?.ToString() ?? "default"}.txt", provider!.Text);
    }
}
