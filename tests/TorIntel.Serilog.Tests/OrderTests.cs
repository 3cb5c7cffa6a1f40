using Serilog.Events;
using TorIntel.Testing;

namespace TorIntel.Tests;

/// <summary>Of several properties for one address the first in the event counts, whatever else the event holds.</summary>
public sealed class OrderTests
{
    private static readonly TorEnrichmentOptions s_options = new()
    {
        Fields = { ["Alpha"] = TorField.Client, ["Beta"] = TorField.Client, ["Gamma.Ip"] = TorField.Client },
    };

    public static TheoryData<int> Counts => [.. Enumerable.Range(0, 24)];

    [Theory]
    [MemberData(nameof(Counts))]
    public void Unrelated_properties_do_not_change_the_evidence(int count)
    {
        var enricher = new TorLogEventEnricher(Logs.Usual, s_options);
        (string Name, LogEventPropertyValue Value)[] candidates =
        [
            ("Alpha", new ScalarValue(AdapterViews.Exit)),
            ("Beta", new ScalarValue(AdapterViews.ExitIPv6)),
            ("Gamma", new StructureValue([new LogEventProperty("Ip", new ScalarValue(AdapterViews.Exit))])),
        ];
        foreach (var first in candidates)
        {
            foreach (var second in candidates)
            {
                if (first.Name == second.Name)
                {
                    continue;
                }

                var unrelated = Enumerable.Range(0, count).Select(i => ($"Unrelated{i}", (LogEventPropertyValue)new ScalarValue(i))).ToArray();
                foreach (var properties in new[] { [first, second, .. unrelated], [.. unrelated, first, second], new[] { first }.Concat(unrelated).Append(second).ToArray() })
                {
                    var logEvent = Logs.Event(AdapterViews.ListTime, properties);
                    enricher.Enrich(logEvent, null!);
                    var field = first.Name == "Gamma" ? "Gamma.Ip" : first.Name;
                    Assert.Equal($"source-exit:{field}={(first.Name == "Beta" ? AdapterViews.ExitIPv6 : AdapterViews.Exit)}", Logs.Evidence(logEvent));
                }
            }
        }
    }
}
