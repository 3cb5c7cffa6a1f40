using TorIntel.Controls;

namespace TorIntel.MaxMind;

/// <summary>The databases as targets of TorIntel.Controls, to be had beside <see cref="ControlTargets.All"/>.</summary>
public static class MaxMindTargets
{
    /// <summary>Gets the targets, by name: <c>mmdb</c>, which readers of GeoIP2 Anonymous IP take, and <c>mmdb-relays</c> with all that a view knows.</summary>
    public static IReadOnlyList<ControlTarget> All { get; } = [new ExitDatabaseTarget(), new RelayDatabaseTarget()];
}
