using System.Globalization;

namespace TorIntel.Controls;

/// <summary>The lines that say where a file comes from.</summary>
internal static class ControlHeader
{
    /// <summary>Makes them. The counts come before the names of sources, which are anybody's text.</summary>
    public static List<string> Of(ControlPlan plan, RowCounts counts) =>
    [
        $"TorIntel: {ControlPlanner.NameOf(plan.Options.Policy)}",
        counts.ToString(),
        $"source: {(plan.Network.Sources.Count == 0 ? "unknown" : HeaderText.Clean(plan.Network.SourceName))}",
        plan.Network.Time is { } time
            ? string.Create(CultureInfo.InvariantCulture, $"time: {TimeText.ToIso(time)}, {Math.Floor((plan.Options.Now - time).TotalMinutes)} minutes old at {TimeText.ToIso(plan.Options.Now)}")
            : "time: unknown",
        $"sha256: {plan.Digest}",
        $"expires: {TimeText.ToIso(plan.Expires)}",
    ];
}
