using System.Globalization;
using System.Runtime.CompilerServices;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Compact;
using Serilog.Templates;
using TorIntel.Testing;

namespace TorIntel.Tests;

/// <summary>What real formatters write of tagged events, byte for byte. TORINTEL_UPDATE_GOLDEN=1 writes the files anew.</summary>
public sealed class GoldenTests
{
    private static readonly ExpressionTemplate s_ecs = new(
        "{ {@timestamp: UtcDateTime(@t), 'log.level': ToString(@l), message: @m, 'ecs.version': '9.0.0', ..@p} }\n",
        CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(TorSchema.Tor)]
    [InlineData(TorSchema.Flat)]
    [InlineData(TorSchema.Ecs)]
    [InlineData(TorSchema.OpenTelemetry)]
    public void The_output_is_the_golden_one(TorSchema schema)
    {
        var formatter = schema == TorSchema.Ecs ? (ITextFormatter)s_ecs : new CompactJsonFormatter();
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        using (var logger = new LoggerConfiguration()
            .Enrich.With(new Application())
            .Enrich.WithTorIntel(Logs.Usual, options => options.Schema = schema)
            .WriteTo.Sink(new FormattingSink(formatter, text))
            .CreateLogger())
        {
            foreach (var logEvent in Events())
            {
                logger.Write(logEvent);
            }
        }

        AssertGolden($"{schema}.json".ToLowerInvariant(), text.ToString().ReplaceLineEndings("\n"));
    }

    private static IEnumerable<LogEvent> Events()
    {
        var parser = new Serilog.Parsing.MessageTemplateParser();
        LogEvent Make(double seconds, string template, params (string Name, object Value)[] properties) => new(
            AdapterViews.ListTime.AddSeconds(seconds),
            LogEventLevel.Information,
            exception: null,
            parser.Parse(template),
            properties.Select(property => new LogEventProperty(property.Name, property.Value as LogEventPropertyValue ?? new ScalarValue(property.Value))));

        yield return Make(1, "{User} signed in from {ClientIp}", ("User", "alice"), ("ClientIp", AdapterViews.Unlisted));
        yield return Make(2.5, "{User} signed in from {ClientIp}", ("User", "bob"), ("ClientIp", AdapterViews.Exit));
        yield return Make(3, "{User} signed in from {ClientIp}", ("User", "bob"), ("ClientIp", AdapterViews.ExitIPv6));
        yield return Make(-4, "Connected to {ServerIp}:{ServerPort}", ("ServerIp", AdapterViews.Guard), ("ServerPort", 9001));
        yield return Make(90_000, "Asked for {HostName}", ("HostName", AdapterViews.Onion), ("tags", new SequenceValue([new ScalarValue("dns")])));
        yield return Make(6, "Flow", ("source.ip", "10.0.0.7"), ("source.port", 51000), ("destination.ip", AdapterViews.Guard), ("destination.port", 9001), ("network.transport", "tcp"));
    }

    private static void AssertGolden(string name, string actual, [CallerFilePath] string source = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(source)!, "Golden", name);
        if (Environment.GetEnvironmentVariable("TORINTEL_UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }

        Assert.SkipUnless(File.Exists(path), "needs the checkout that the tests were built from");
        Assert.Equal(File.ReadAllText(path), actual);
    }

    private sealed class FormattingSink(ITextFormatter formatter, TextWriter output) : ILogEventSink
    {
        public void Emit(LogEvent logEvent) => formatter.Format(logEvent, output);
    }

    // An enricher beside ours, as loggers have.
    private sealed class Application : ILogEventEnricher
    {
        private static readonly LogEventProperty s_property = new("Application", new ScalarValue("shop"));

        public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory) => logEvent.AddPropertyIfAbsent(s_property);
    }
}
