namespace TorIntel.Benchmarks;

/// <summary>Work that we promise to do faster than others.</summary>
/// <param name="Name">What the work is.</param>
/// <param name="Operations">How many operations one run does.</param>
/// <param name="Expected">The result that every contestant must give.</param>
/// <param name="Ours">Our way, which must allocate nothing.</param>
/// <param name="Rivals">The others.</param>
internal sealed record Gate(string Name, int Operations, long Expected, Contestant Ours, IReadOnlyList<Rival> Rivals)
{
    /// <summary>The share of a goal that is enough to pass: machines differ, and other work runs beside the gate.</summary>
    public const double Tolerance = 0.7;

    /// <summary>Gets a value indicating whether our way may allocate.</summary>
    public bool MayAllocate { get; init; }

    /// <summary>Gets a value indicating whether a run takes so long that few of them will do.</summary>
    public bool IsLong { get; init; }

    /// <summary>Gets a value indicating whether times are those of a clock on the wall, of which the best counts: other work on the machine can only add to them.</summary>
    public bool IsWallClock { get; init; }
}
