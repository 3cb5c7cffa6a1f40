using System.Net;
using NLog;
using TorIntel.Testing;

namespace TorIntel.Tests;

public class WrapperTests
{
    [Fact]
    public void An_event_with_evidence_gets_the_flat_properties()
    {
        using var pipeline = Pipeline.Make();
        var properties = pipeline.Write(logger => logger.Info("Sign-in from {ClientIp}", AdapterViews.Exit)).Properties;
        Assert.Equal("high", properties["tor_confidence"]);
        Assert.Equal("inbound", properties["tor_direction"]);
        Assert.Equal("source-exit", properties["tor_evidence"]);
        Assert.Equal("ClientIp", properties["tor_evidence_fields"]);
        Assert.Equal(AdapterViews.Exit, properties["tor_evidence_values"]);
        Assert.Equal("relay,exit", properties["tor_roles"]);
        Assert.Equal("B0B0DE51FA4F8E5E44524EF2F8FB45A91B9F8A5A", properties["tor_fingerprints"]);
        Assert.Equal(AdapterViews.Exit, properties["ClientIp"]);
    }

    [Theory]
    [InlineData("Sign-in from {ClientIp}", AdapterViews.Unlisted)]
    [InlineData("Sign-in from {User}", AdapterViews.Exit)]
    [InlineData("Sign-in from {0}", AdapterViews.Exit)]
    [InlineData("Sign-in from {ClientIp}", "not an address")]
    [InlineData("Sign-in from {clientip}", AdapterViews.Exit)]
    public void An_event_without_evidence_stays_as_it_is(string message, string value)
    {
        using var pipeline = Pipeline.Make();
        var written = pipeline.Write(logger => logger.Info(message, value));
        Assert.Equal(message.Contains("{0}", StringComparison.Ordinal) ? 0 : 1, written.Properties.Count);
        Assert.Equal("Sign-in from " + value, written.FormattedMessage);
    }

    [Fact]
    public void Addresses_and_endpoints_are_read_as_they_are()
    {
        using var pipeline = Pipeline.Make();
        Assert.True(IsTagged(pipeline.Write(logger => logger.Info("{RemoteIp}", IPAddress.Parse(AdapterViews.Exit)))));
        Assert.True(IsTagged(pipeline.Write(logger => logger.Info("{RemoteEndPoint}", new IPEndPoint(IPAddress.Parse(AdapterViews.ExitIPv6), 5000)))));
        Assert.True(IsTagged(pipeline.Write(logger => logger.Info("{Url}", new Uri($"http://{AdapterViews.Onion}/")))));
        Assert.False(IsTagged(pipeline.Write(logger => logger.Info("{RemoteIp}", IPAddress.Parse(AdapterViews.Unlisted)))));
    }

    [Fact]
    public void Properties_beside_those_of_the_message_are_found()
    {
        using var pipeline = Pipeline.Make();
        Assert.True(IsTagged(pipeline.Write(logger => logger.WithProperty("ClientIp", AdapterViews.Exit).Info("no parameters"))));
        Assert.True(IsTagged(pipeline.Write(logger => logger.WithProperty("ClientIp", AdapterViews.Exit).Info("{Path}", "/"))));
        Assert.True(IsTagged(pipeline.Write(logger => logger.WithProperty("ClientIp", AdapterViews.Exit).Info("{0}", "/"))));
        Assert.True(IsTagged(pipeline.Write(logger => logger.ForInfoEvent().Message("{Path}", "/").Property("ClientIp", AdapterViews.Exit).Log())));
        Assert.True(IsTagged(pipeline.Write(logger => logger.Log(new LogEventInfo(LogLevel.Info, "x", "text") { Properties = { ["ClientIp"] = AdapterViews.Exit } }))));
        Assert.True(IsTagged(pipeline.Write(logger => logger.Info("{a} {b} {c} {d} {e} {f} {g} {h} {i} {j} {k} {ClientIp}", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, AdapterViews.Exit))));
    }

    [Fact]
    public void What_a_message_was_once_does_not_hide_what_it_is_now()
    {
        const string Message = "Request for {Path}";
        using var pipeline = Pipeline.Make();
        Assert.False(IsTagged(pipeline.Write(logger => logger.Info(Message, "/"))));
        Assert.True(IsTagged(pipeline.Write(logger => logger.WithProperty("ClientIp", AdapterViews.Exit).Info(Message))));
        Assert.True(IsTagged(pipeline.Write(logger => logger.WithProperty("ClientIp", AdapterViews.Exit).Info(Message, "/"))));

        const string Positional = "Request for {0}";
        Assert.False(IsTagged(pipeline.Write(logger => logger.Info(Positional, "/"))));
        Assert.True(IsTagged(pipeline.Write(logger => logger.WithProperty("ClientIp", AdapterViews.Exit).Info(Positional, "/"))));

        const string Named = "Sign-in from {ClientIp}";
        Assert.False(IsTagged(pipeline.Write(logger => logger.Info(Named, AdapterViews.Unlisted))));
        Assert.True(IsTagged(pipeline.Write(logger => logger.WithProperty("ServerIp", AdapterViews.Guard + ":9001").Info(Named))));
    }

    [Fact]
    public void What_a_logger_wrote_once_does_not_hide_what_it_writes_now()
    {
        using var pipeline = Pipeline.Make();
        Assert.False(IsTagged(pipeline.Write(logger => logger.WithProperty("Path", "/").Info("text"))));
        Assert.True(IsTagged(pipeline.Write(logger => logger.WithProperty("ClientIp", AdapterViews.Exit).Info("other text"))));
        Assert.False(IsTagged(pipeline.Write(logger => logger.WithProperty("ClientIp", AdapterViews.Unlisted).Info("text"))));
        Assert.False(IsTagged(pipeline.Write(logger => logger.WithProperty("clientip", AdapterViews.Exit).Info("text"))));
        Assert.True(IsTagged(pipeline.Write(logger => logger.WithProperty("ServerIp", AdapterViews.Guard + ":9001").Info("text"))));
    }

    [Fact]
    public void Properties_of_the_scope_are_found_and_hidden_by_those_of_the_event()
    {
        using var pipeline = Pipeline.Make();
        using (ScopeContext.PushProperty("ClientIp", AdapterViews.Exit))
        {
            Assert.True(IsTagged(pipeline.Write(logger => logger.Info("text"))));
            Assert.False(IsTagged(pipeline.Write(logger => logger.Info("Sign-in from {ClientIp}", AdapterViews.Unlisted))));
            using (ScopeContext.PushProperties(new Dictionary<string, object?> { ["RequestId"] = "r", ["Path"] = "/" }))
            {
                Assert.True(IsTagged(pipeline.Write(logger => logger.Info("text"))));
            }
        }

        Assert.False(IsTagged(pipeline.Write(logger => logger.Info("text"))));
    }

    [Fact]
    public void Every_kind_of_collection_in_a_scope_is_read()
    {
        using var pipeline = Pipeline.Make();
        KeyValuePair<string, object?>[] pair = [new("User", "alice"), new("ClientIp", AdapterViews.Exit)];
        IReadOnlyCollection<KeyValuePair<string, object?>>[] kinds = [pair, pair.ToList(), pair.ToDictionary(), new ArraySegment<KeyValuePair<string, object?>>(pair), new Queue<KeyValuePair<string, object?>>(pair)];
        foreach (var kind in kinds)
        {
            using (ScopeContext.PushProperties(kind))
            {
                Assert.True(IsTagged(pipeline.Write(logger => logger.Info("text"))), kind.GetType().Name);
            }
        }
    }

    [Fact]
    public void Without_the_scope_its_properties_are_not_looked_at()
    {
        using var pipeline = Pipeline.Make("""<target xsi:type="TorIntelWrapper" name="tor" includeScopeProperties="false"><target xsi:type="Kept" name="kept" /></target>""");
        using var scope = ScopeContext.PushProperty("ClientIp", AdapterViews.Exit);
        Assert.False(IsTagged(pipeline.Write(logger => logger.Info("text"))));
    }

    [Fact]
    public void Fields_replace_the_conventional_names()
    {
        using var pipeline = Pipeline.Make("""
            <target xsi:type="TorIntelWrapper" name="tor"><field name="Peer" is="Client" /><field name="Port" is="ClientPort" /><target xsi:type="Kept" name="kept" /></target>
            """);
        Assert.False(IsTagged(pipeline.Write(logger => logger.Info("{ClientIp}", AdapterViews.Exit))));
        var properties = pipeline.Write(logger => logger.Info("{Peer}", AdapterViews.Exit)).Properties;
        Assert.Equal("Peer", properties["tor_evidence_fields"]);
    }

    [Fact]
    public void Other_addresses_are_found_whatever_they_are_called()
    {
        using var pipeline = Pipeline.Make("""<target xsi:type="TorIntelWrapper" name="tor" otherAddresses="Client"><target xsi:type="Kept" name="kept" /></target>""");
        Assert.True(IsTagged(pipeline.Write(logger => logger.Info("{Whatever}", IPAddress.Parse(AdapterViews.Exit)))));
        Assert.False(IsTagged(pipeline.Write(logger => logger.Info("{Whatever}", AdapterViews.Exit))));
    }

    [Fact]
    public void Less_confidence_than_asked_for_is_no_tag()
    {
        using var pipeline = Pipeline.Make("""<target xsi:type="TorIntelWrapper" name="tor" minimumConfidence="Confirmed"><target xsi:type="Kept" name="kept" /></target>""");
        Assert.False(IsTagged(pipeline.Write(logger => logger.Info("{ClientIp}", AdapterViews.Exit))));
        Assert.True(IsTagged(pipeline.Write(logger => logger.Info("{ClientIp} to {ServerIp} {ServerPort}", "10.0.0.1", AdapterViews.Guard, 9001))));
    }

    [Theory]
    [InlineData("ignoredNetworks=\"198.51.100.0/24, 203.0.113.0/24\"", null)]
    [InlineData("ignoredRelays=\"B0B0DE51FA4F8E5E44524EF2F8FB45A91B9F8A5A\"", null)]
    [InlineData("ownRelays=\"B0B0DE51FA4F8E5E44524EF2F8FB45A91B9F8A5A\"", "low")]
    [InlineData("internalNetworks=\"default,203.0.113.0/24\"", "high")]
    [InlineData("staleAfter=\"01:00:00\"", "high")]
    public void Lists_of_the_classifier_are_read(string option, string? confidence)
    {
        using var pipeline = Pipeline.Make($"""<target xsi:type="TorIntelWrapper" name="tor" {option}><target xsi:type="Kept" name="kept" /></target>""");
        var written = pipeline.Write(logger => logger.Info("{ClientIp}", AdapterViews.Exit));
        Assert.Equal(confidence, written.Properties.TryGetValue("tor_confidence", out var value) ? value : null);
    }

    [Fact]
    public void Ignored_hosts_are_no_evidence()
    {
        using var pipeline = Pipeline.Make("""<target xsi:type="TorIntelWrapper" name="tor" ignoredHosts="torproject.org"><target xsi:type="Kept" name="kept" /></target>""");
        Assert.False(IsTagged(pipeline.Write(logger => logger.Info("{DnsQuery}", "www.torproject.org"))));
        Assert.True(IsTagged(pipeline.Write(logger => logger.Info("{DnsQuery}", AdapterViews.Onion))));
    }

    [Theory]
    [InlineData("minimumConfidence=\"None\"")]
    [InlineData("tagName=\"1 2\"")]
    [InlineData("otherAddresses=\"Url\"")]
    [InlineData("ignoredNetworks=\"nonsense\"")]
    [InlineData("ownRelays=\"nonsense\"")]
    [InlineData("staleAfter=\"00:00:00\"")]
    public void Wrong_options_are_told_and_cost_no_event(string option)
    {
        var targets = $"""<target xsi:type="TorIntelWrapper" name="tor" {option}><target xsi:type="Kept" name="kept" /></target>""";
        var exception = Assert.Throws<NLogConfigurationException>(() => Pipeline.Make(targets).Dispose());
        Assert.Contains("TorIntel", exception.ToString(), StringComparison.Ordinal);

        using var pipeline = Pipeline.Make(targets, throws: false);
        Assert.False(IsTagged(pipeline.Write(logger => logger.Info("{ClientIp}", AdapterViews.Exit))));
    }

    [Fact]
    public void What_an_event_has_is_not_overwritten()
    {
        using var pipeline = Pipeline.Make();
        var tagged = pipeline.Write(logger => logger.WithProperty("tor_confidence", "mine").Info("{ClientIp}", AdapterViews.Exit)).Properties;
        Assert.Equal("mine", tagged["tor_confidence"]);
        Assert.Equal(2, tagged.Count);

        var other = pipeline.Write(logger => logger.WithProperty("tor_source", "mine").Info("{ClientIp}", AdapterViews.Exit)).Properties;
        Assert.Equal("mine", other["tor_source"]);
        Assert.Equal("high", other["tor_confidence"]);

        using var objects = Pipeline.Make("""<target xsi:type="TorIntelWrapper" name="tor" schema="Tor"><target xsi:type="Kept" name="kept" /></target>""");
        Assert.Equal("mine", objects.Write(logger => logger.WithProperty("Tor", "mine").Info("{ClientIp}", AdapterViews.Exit)).Properties["Tor"]);
    }

    [Theory]
    [InlineData(DateTimeKind.Utc)]
    [InlineData(DateTimeKind.Local)]
    public void The_age_is_reckoned_from_the_time_of_the_event(DateTimeKind kind)
    {
        var time = AdapterViews.ListTime.AddMinutes(2).UtcDateTime;
        using var pipeline = Pipeline.Make();
        var written = pipeline.Write(logger => logger.Log(Event(kind == DateTimeKind.Utc ? time : time.ToLocalTime())));
        Assert.Equal(120L, written.Properties["tor_list_age_s"]);
        Assert.Equal(false, written.Properties["tor_list_stale"]);
    }

    [Theory]
    [InlineData(DateTimeKind.Utc)]
    [InlineData(DateTimeKind.Local)]
    [InlineData(DateTimeKind.Unspecified)]
    public void Times_at_the_end_of_the_calendar_are_no_error(DateTimeKind kind)
    {
        using var pipeline = Pipeline.Make();
        foreach (var time in new[] { DateTime.MinValue, DateTime.MaxValue })
        {
            Assert.True(IsTagged(pipeline.Write(logger => logger.Log(Event(DateTime.SpecifyKind(time, kind))))));
        }
    }

    [Theory]
    [InlineData("""<target xsi:type="TorIntelWrapper" name="tor"><target xsi:type="AsyncWrapper" name="async"><target xsi:type="Kept" name="kept" /></target></target>""")]
    [InlineData("""<target xsi:type="AsyncWrapper" name="tor"><target xsi:type="TorIntelWrapper" name="inner"><target xsi:type="Kept" name="kept" /></target></target>""")]
    [InlineData("""<target xsi:type="BufferingWrapper" name="tor" bufferSize="100"><target xsi:type="TorIntelWrapper" name="inner"><target xsi:type="Kept" name="kept" /></target></target>""")]
    public void Events_are_tagged_around_and_inside_of_other_wrappers(string targets)
    {
        using var pipeline = Pipeline.Make(targets);
        for (var i = 0; i < 100; i++)
        {
            pipeline.Logger.Info("{ClientIp} {I}", i % 2 == 0 ? AdapterViews.Exit : AdapterViews.Unlisted, i);
        }

        pipeline.Factory.Flush();
        Assert.Equal(100, pipeline.Kept.Events.Count);
        Assert.All(pipeline.Kept.Events, logEvent => Assert.Equal((int)logEvent.Properties["I"]! % 2 == 0, IsTagged(logEvent)));
    }

    [Fact]
    public void A_wrapper_made_in_code_works_the_same()
    {
        using var factory = new LogFactory();
        factory.Setup().RegisterTorIntel(new TorNetworkStore(AdapterViews.Usual));
        var kept = new KeptTarget { Name = "kept" };
        var wrapper = new TorIntelTargetWrapper(kept) { Fields = { new TorIntelField { Name = "Peer", Is = TorField.Client } } };
        Assert.Equal("kept_torintel", wrapper.Name);
        var configuration = new NLog.Config.LoggingConfiguration(factory);
        configuration.AddRuleForAllLevels(wrapper);
        factory.Configuration = configuration;
        factory.GetLogger("tests").Info("{Peer}", AdapterViews.Exit);
        Assert.True(IsTagged(Assert.Single(kept.Events)));
    }

    [Fact]
    public void Registered_options_count_where_the_target_has_none()
    {
        var options = new TorEnrichmentOptions { Fields = { ["Peer"] = TorField.Client }, Name = "onion" };
        using var pipeline = Pipeline.Make(options: options);
        Assert.Equal("high", pipeline.Write(logger => logger.Info("{Peer}", AdapterViews.Exit)).Properties["onion_confidence"]);
        using var other = Pipeline.Make("""<target xsi:type="TorIntelWrapper" name="tor" tagName="t"><target xsi:type="Kept" name="kept" /></target>""", options: options);
        Assert.Equal("high", other.Write(logger => logger.Info("{Peer}", AdapterViews.Exit)).Properties["t_confidence"]);
        Assert.Throws<ArgumentException>(() => other.Factory.Setup().RegisterTorIntel(options: new TorEnrichmentOptions { Name = "1 2" }));
    }

    [Fact]
    public void A_registered_classifier_counts()
    {
        using var pipeline = Pipeline.Make(classifier: new TorClassifier(new TorClassifierOptions { IgnoredNetworks = [IPPrefix.Parse("198.51.100.0/24")] }));
        Assert.False(IsTagged(pipeline.Write(logger => logger.Info("{ClientIp}", AdapterViews.Exit))));
        Assert.True(IsTagged(pipeline.Write(logger => logger.Info("{ClientIp}", AdapterViews.ExitIPv6))));
    }

    internal static bool IsTagged(LogEventInfo logEvent) => logEvent.Properties.ContainsKey("tor_confidence");

    private static LogEventInfo Event(DateTime time) => new(LogLevel.Info, "tests", null, "{ClientIp}", [AdapterViews.Exit]) { TimeStamp = time };
}
