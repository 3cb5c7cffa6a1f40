using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TorIntel.Testing;

namespace TorIntel.Tests;

/// <summary>Microsoft.Extensions.Telemetry: another factory, and another state.</summary>
public sealed class TelemetryTests
{
    [Theory]
    [InlineData(false, null)]
    [InlineData(true, null)]
    [InlineData(true, TorSchema.Tor)]
    public void The_state_of_its_generator_gets_the_attributes_itself(bool hasItsFactory, TorSchema? schema)
    {
        var provider = new TagProvider();
        using var factory = LoggerFactory.Create(builder =>
        {
            Pipeline.Prepare(builder.Services, new TorNetworkStore(AdapterViews.Usual));
            builder.AddProvider(provider);
            _ = hasItsFactory ? builder.EnableEnrichment() : builder;
            builder.AddTorIntel(options => options.Schema = schema);
        });
        var logger = factory.CreateLogger("Shop");
        Log(logger, AdapterViews.Exit);
        Log(logger, AdapterViews.Unlisted);
        using (logger.BeginScope("{ClientIp}", AdapterViews.Exit))
        {
            logger.LogInformation("inside");
        }

        var name = schema == TorSchema.Tor ? "Tor" : "tor_confidence";
        Assert.Equal([true, false, true], provider.Events.Select(attributes => attributes.Any(pair => pair.Key == name)));
        Assert.All(provider.Events, attributes => Assert.Single(attributes, pair => pair.Key == "{OriginalFormat}"));
        Assert.Equal($"from {AdapterViews.Exit}", provider.Messages[0]);
    }

    // As generated code does.
    private static void Log(ILogger logger, string clientIp)
    {
        var state = LoggerMessageHelper.ThreadLocalState;
        _ = state.ReserveTagSpace(2);
        state.TagArray[1] = new("ClientIp", clientIp);
        state.TagArray[0] = new("{OriginalFormat}", "from {ClientIp}");
        logger.Log(LogLevel.Information, default, state, null, static (s, _) => $"from {s.TagArray[1].Value}");
        state.Clear();
    }

    private sealed class TagProvider : ILoggerProvider, ILogger
    {
        public List<KeyValuePair<string, object?>[]> Events { get; } = [];

        public List<string> Messages { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        // The states are used again.
        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Events.Add([.. (IReadOnlyList<KeyValuePair<string, object?>>)state!]);
            Messages.Add(formatter(state, exception));
        }

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}
