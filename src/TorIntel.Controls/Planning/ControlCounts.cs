using System.Globalization;

namespace TorIntel.Controls;

/// <summary>How many rows a list had, by direction: what the next one is compared with.</summary>
/// <param name="Sources">The rows about connections from the network.</param>
/// <param name="Destinations">The rows about connections into the network, but for names, which do not come from the view.</param>
public readonly record struct ControlCounts(int Sources, int Destinations)
{
    internal const string Label = "count: ";
    private const int MaxLines = 40;

    /// <summary>Finds the counts in the header of a list that was written before.</summary>
    /// <param name="reader">The list from its start on. Some lines are read.</param>
    /// <param name="counts">The counts.</param>
    /// <returns>Whether there are any; not in formats without comments.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="reader"/> is null.</exception>
    public static bool TryFind(TextReader reader, out ControlCounts counts)
    {
        ArgumentNullException.ThrowIfNull(reader);
        for (var i = 0; i < MaxLines && reader.ReadLine() is { } line; i++)
        {
            if (TryParse(line, out counts))
            {
                return true;
            }
        }

        counts = default;
        return false;
    }

    /// <summary>Tells whether less than half is left of what was there, in a direction that the plan still has.</summary>
    /// <param name="plan">What is to take its place.</param>
    public bool HasShrunkenTo(ControlPlan plan) =>
        plan is null ? throw new ArgumentNullException(nameof(plan)) : (plan.Inbound != ControlAction.None && plan.Counts.Sources < Sources * 0.5) || (plan.Outbound != ControlAction.None && plan.Counts.Destinations < Destinations * 0.5);

    internal static string ToText(ControlPlan plan) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Label}{plan.Count} rows: {plan.Sources.Count} sources, {plan.Destinations.Count} endpoints, {plan.DestinationsWithoutPort.Count} without a port, {plan.Names.Count} names");

    private static bool TryParse(string line, out ControlCounts counts)
    {
        counts = default;
        var start = line.IndexOf(Label, StringComparison.Ordinal);
        if (start < 0)
        {
            return false;
        }

        var words = line[(start + Label.Length)..].Split(' ');
        if (words is not [_, "rows:", var sources, "sources,", var endpoints, "endpoints,", var addresses, "without", "a", "port,", _, ..]
            || !int.TryParse(sources, NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            || !int.TryParse(endpoints, NumberStyles.None, CultureInfo.InvariantCulture, out var to)
            || !int.TryParse(addresses, NumberStyles.None, CultureInfo.InvariantCulture, out var whole))
        {
            return false;
        }

        counts = new ControlCounts(from, to + whole);
        return true;
    }
}
