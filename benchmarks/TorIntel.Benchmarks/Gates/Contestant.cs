namespace TorIntel.Benchmarks;

/// <summary>One way to do the work of a gate.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Run">Does the whole work once and gives a result, by which <see cref="Gate"/> checks that it was done.</param>
internal sealed record Contestant(string Name, Func<long> Run)
{
    /// <summary>Gets the clock that its time is read from.</summary>
    public Func<TimeSpan> Clock { get; init; } = () => CpuClock.OfThread;

    /// <summary>Gets the part of a run that does not count.</summary>
    public TimeSpan StartUp { get; init; }
}
