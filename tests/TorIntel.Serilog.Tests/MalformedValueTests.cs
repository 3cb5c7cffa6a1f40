using System.Net;
using Serilog.Debugging;
using Serilog.Events;
using TorIntel.Testing;

namespace TorIntel.Tests;

/// <summary>Whatever an event holds, nothing is thrown, and nothing is added that is no evidence.</summary>
public sealed class MalformedValueTests
{
    private static readonly object?[] s_values =
    [
        null, "", " ", "\0", ".", ":", "[", "]", "[]", "[]:443", "%", "-", "999.1.1.1", "1.2.3", "1.2.3.4.5", "0x7f.1", "198.51.100.99.", "198.51.100.099", "198.51.100.99:99999", "198.51.100.99:-1",
        "[198.51.100.99", ":::", "2001:db8::99::1", "١٩٨.51.100.99", "198.51.100.99\n", "198.51.100.99/32", "\uD800", "\uDFFF\uD800", "\uFFFF\uFFFE", "http://", "http://[", "://", "http://user@", "http:///\\",
        new string('1', 100_000), new string('.', 100_000), new string(':', 100_000), "http://" + new string('a', 100_000) + ".org/", new string('\u0130', 2_000),
        0, -1, int.MinValue, int.MaxValue, 74_537, long.MinValue, ulong.MaxValue, 1.5, double.NaN, decimal.MaxValue, true, 'x', Guid.Empty, DateTime.MinValue, DateTimeOffset.MaxValue, TimeSpan.MinValue, DayOfWeek.Friday,
        new byte[] { 198, 51, 100, 99 }, Array.Empty<string>(), new string?[] { null }, new object?[] { null }, new Uri("relative", UriKind.Relative), new Uri("http://192.0.2.1/"), IPAddress.Any, IPAddress.IPv6None,
        new IPEndPoint(IPAddress.Any, 0), new DnsEndPoint("example.org", 1), new InvalidOperationException("no"), typeof(string), new HostileValue(), new Dictionary<string, string>(StringComparer.Ordinal), new Func<int>(() => 1),
    ];

    private static readonly TorField[] s_fields = [.. Enum.GetValues<TorField>().Where(field => field != TorField.None)];

    [Theory]
    [InlineData(TorSchema.Tor)]
    [InlineData(TorSchema.Flat)]
    [InlineData(TorSchema.Ecs)]
    [InlineData(TorSchema.OpenTelemetry)]
    public void Values_that_cannot_be_read_are_passed_over(TorSchema schema)
    {
        var options = new TorEnrichmentOptions { Schema = schema, OtherAddresses = TorField.Client };
        foreach (var field in s_fields)
        {
            options.Fields[$"F{field}"] = field;
        }

        var enricher = new TorLogEventEnricher(Logs.Usual, options);
        foreach (var value in s_values)
        {
            foreach (var shaped in Shapes(value))
            {
                var logEvent = Logs.Event(AdapterViews.ListTime, [.. s_fields.Select(field => ($"F{field}", shaped)), ("Other", shaped)]);
                enricher.Enrich(logEvent, null!);
                Assert.Equal(s_fields.Length + 1, logEvent.Properties.Count);
            }
        }
    }

    [Fact]
    public void Values_that_cannot_be_read_do_not_hide_evidence_beside_them()
    {
        var enricher = new TorLogEventEnricher(Logs.Usual);
        foreach (var value in s_values)
        {
            foreach (var shaped in Shapes(value))
            {
                var logEvent = Logs.Event(AdapterViews.ListTime, ("SourceIp", shaped), ("ServerPort", shaped), ("Url", shaped), ("client", shaped), ("ClientIp", new ScalarValue(AdapterViews.Exit)));
                enricher.Enrich(logEvent, null!);
                Assert.Equal($"source-exit:ClientIp={AdapterViews.Exit}", Logs.Evidence(logEvent));
            }
        }
    }

    [Fact]
    public void An_address_that_throws_is_judged_by_its_bytes()
    {
        var enricher = new TorLogEventEnricher(Logs.Usual);
        foreach (var value in new object[] { new HostileAddress(), new IPEndPoint(new HostileAddress(), 9001) })
        {
            foreach (var name in new[] { "ClientIp", "ServerIp", "HostName", "ServerPort", "Url" })
            {
                var logEvent = Logs.Event(AdapterViews.ListTime, (name, new ScalarValue(value)));
                enricher.Enrich(logEvent, null!);
                Assert.Equal(name is "ClientIp" or "ServerIp", logEvent.Properties.ContainsKey("Tor"));
            }
        }
    }

    [Fact]
    public void A_real_logger_has_nothing_to_say_against_the_enricher()
    {
        var complaints = new StringWriter();
        SelfLog.Enable(TextWriter.Synchronized(complaints));
        try
        {
            foreach (var value in s_values.Where(value => value is not HostileValue))
            {
                _ = Logs.Write(logger => logger.Information("{ClientIp} {@ServerIp} {$Url} {@client}", value, value, value, value));
            }
        }
        finally
        {
            SelfLog.Disable();
        }

        Assert.DoesNotContain("enriching", complaints.ToString(), StringComparison.Ordinal);
    }

    private static IEnumerable<LogEventPropertyValue> Shapes(object? value)
    {
        var scalar = new ScalarValue(value);
        yield return scalar;
        yield return new SequenceValue([scalar]);
        yield return new SequenceValue([]);
        yield return new SequenceValue([new SequenceValue([scalar])]);
        yield return new StructureValue([]);
        yield return new StructureValue([new LogEventProperty("address", scalar), new LogEventProperty("port", scalar)]);
        yield return new DictionaryValue([new KeyValuePair<ScalarValue, LogEventPropertyValue>(scalar, scalar)]);
    }
}
