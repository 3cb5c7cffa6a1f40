namespace TorIntel.Benchmarks;

/// <summary>Tells whether other work leaves two processors to us.</summary>
internal static class Processors
{
    private const double Enough = 1.8;
    private static readonly TimeSpan s_time = TimeSpan.FromMilliseconds(60);

    /// <summary>Lets two threads do nothing but look at the clock, and compares the CPU time that they got with the time on the wall.</summary>
    public static bool AreTwoFree()
    {
        var (cpu, wall) = (CpuClock.OfProcess, CpuClock.OfWall);
        Thread[] threads = [new(Spin), new(Spin)];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        return (CpuClock.OfProcess - cpu) / (CpuClock.OfWall - wall) >= Enough;
    }

    private static void Spin()
    {
        var start = CpuClock.OfWall;
        while (CpuClock.OfWall - start < s_time)
        {
        }
    }
}
