namespace TorIntel.Benchmarks;

/// <summary>What was measured of one program; times are medians.</summary>
/// <param name="Row">The program.</param>
/// <param name="Found">How many hits it found.</param>
/// <param name="PrivateBytes">The most private memory that it was seen to have: resident pages that are no file's.</param>
/// <param name="StartUp">The CPU time that it takes with an empty log.</param>
/// <param name="Cpu">The CPU time, user and system, all threads.</param>
/// <param name="Wall">The time on the clock.</param>
internal sealed record Measurement(PlanRow Row, long Found, long PrivateBytes, TimeSpan StartUp, TimeSpan Cpu, TimeSpan Wall)
{
    private const double MostStartUp = 0.8;

    /// <summary>Gets the rate of the whole program in MB per CPU second.</summary>
    public double Rate => Row.Bytes / 1e6 / Cpu.TotalSeconds;

    /// <summary>Gets the rate without the start-up, which long logs come near to; not a number where there is little besides the start-up.</summary>
    public double RateOnceStarted => StartUp > Cpu * MostStartUp ? double.NaN : Row.Bytes / 1e6 / (Cpu - StartUp).TotalSeconds;
}
