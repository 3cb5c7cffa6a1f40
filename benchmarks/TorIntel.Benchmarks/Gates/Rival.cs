using System.Globalization;

namespace TorIntel.Benchmarks;

/// <summary>A contestant, and how many times as fast as it we are to be.</summary>
internal sealed record Rival(Contestant Contestant, double Goal)
{
    /// <summary>Gets the ratio that must be held where the goal is known not to be reached; null where the usual share of the goal must.</summary>
    public double? Floor { get; init; }

    /// <summary>Says how a ratio compares with the goal.</summary>
    public string Judge(double ratio) =>
        ratio >= Goal ? "reached"
        : !Passes(ratio) ? "FAILED"
        : Floor is { } floor ? string.Create(CultureInfo.InvariantCulture, $"short of it (floor {floor:F1}x)")
        : "within tolerance";

    public bool Passes(double ratio) => ratio >= (Floor ?? Goal * Gate.Tolerance);
}
