using TorIntel.Controls;
using TorIntel.MaxMind;

namespace TorIntel.Cli;

/// <summary>The targets of all packages.</summary>
internal static class ExportTargets
{
    public static IReadOnlyList<ControlTarget> All { get; } = [.. ControlTargets.All.Concat(MaxMindTargets.All).OrderBy(target => target.Name, StringComparer.Ordinal)];

    public static ControlTarget? Find(string name) => All.FirstOrDefault(target => string.Equals(target.Name, name, StringComparison.OrdinalIgnoreCase));
}
