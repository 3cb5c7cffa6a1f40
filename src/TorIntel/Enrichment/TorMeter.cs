using System.Diagnostics.Metrics;

namespace TorIntel;

/// <summary>Counts what adapters tag.</summary>
internal static class TorMeter
{
    public const string Name = "TorIntel";

    // For the life of the process: adapters are made by loggers, which are given no factory of meters.
    private static readonly Meter s_meter = new(Name);

    private static readonly Counter<long> s_tagged = s_meter.CreateCounter<long>("torintel.events.tagged", "{event}", "Events that were tagged, by confidence, direction and adapter.");

    public static void Count(in TorVerdict verdict, string adapter) => s_tagged.Add(
        1,
        new KeyValuePair<string, object?>("torintel.confidence", EvidenceNames.NameOf(verdict.Confidence)),
        new KeyValuePair<string, object?>("torintel.direction", EvidenceNames.NameOf(verdict.Direction)),
        new KeyValuePair<string, object?>("torintel.adapter", adapter));
}
