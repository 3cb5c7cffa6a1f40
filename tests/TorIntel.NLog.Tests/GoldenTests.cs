using System.Runtime.CompilerServices;
using NLog;
using TorIntel.Testing;

namespace TorIntel.Tests;

/// <summary>What layouts of NLog write, byte for byte. TORINTEL_UPDATE_GOLDEN=1 rewrites the files.</summary>
public class GoldenTests
{
    [Theory]
    [InlineData("flat", "schema=\"Flat\"", Json)]
    [InlineData("ecs", "schema=\"Ecs\"", Json)]
    [InlineData("otel", "schema=\"OpenTelemetry\"", Json)]
    [InlineData("tor", "schema=\"Tor\"", Json)]
    [InlineData("text", "", """<layout xsi:type="SimpleLayout" text="${level} ${message} ${all-event-properties}" />""")]
    [InlineData("renderer", "", """<layout xsi:type="JsonLayout" suppressSpaces="true"><attribute name="message" layout="${message}" /><attribute name="tor" layout="${torintel}" encode="false" /></layout>""")]
    public void Output_stays_as_it_is(string name, string options, string layout)
    {
        using var pipeline = Pipeline.Make($"""<target xsi:type="TorIntelWrapper" name="tor" {options}><target xsi:type="Kept" name="kept">{layout}</target></target>""");
        Write(pipeline.Logger, "Sign-in from {ClientIp}", AdapterViews.Exit);
        Write(pipeline.Logger, "Sign-in from {ClientIp}", AdapterViews.Unlisted);
        Write(pipeline.Logger, "{SourceIp} connects to {DestinationIp}:{DestinationPort}", "10.0.0.1", AdapterViews.Guard, 9001);
        Write(pipeline.Logger, "Asks for {DnsQuery}", AdapterViews.Onion);
        Write(pipeline.Logger, "Nothing");
        Check(name, string.Concat(pipeline.Kept.Texts.Select(text => text + "\n")));
    }

    private const string Json = """<layout xsi:type="JsonLayout" includeEventProperties="true" suppressSpaces="true" maxRecursionLimit="3"><attribute name="message" layout="${message}" /></layout>""";

    private static void Write(Logger logger, string message, params object[] parameters) =>
        logger.Log(new LogEventInfo(LogLevel.Info, "tests", null, message, parameters) { TimeStamp = AdapterViews.ListTime.AddSeconds(372).UtcDateTime });

    private static void Check(string name, string text, [CallerFilePath] string source = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(source)!, "Golden", name + ".txt");
        if (Environment.GetEnvironmentVariable("TORINTEL_UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(path, text);
        }

        Assert.Equal(File.ReadAllText(path), text);
    }
}
