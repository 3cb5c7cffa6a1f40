using System.Diagnostics;
using System.Runtime.InteropServices;

namespace TorIntel.Benchmarks;

/// <summary>CPU time, user and system, which other work on the machine does not add to; wall time where the system does not tell it.</summary>
internal static partial class CpuClock
{
    private const int ProcessCpuTime = 2;
    private const int ThreadCpuTime = 3;
    private const int Children = -1;

    /// <summary>Gets the time on the wall.</summary>
    public static TimeSpan OfWall => Stopwatch.GetElapsedTime(0);

    /// <summary>Gets the time of this thread.</summary>
    public static TimeSpan OfThread => Read(ThreadCpuTime);

    /// <summary>Gets the time of all threads of this program.</summary>
    public static TimeSpan OfProcess => Read(ProcessCpuTime);

    /// <summary>Gets the time of all programs that this one has started and that have ended.</summary>
    public static TimeSpan OfChildren => OperatingSystem.IsLinux() && GetUsage(Children, out var usage) == 0
        ? TimeSpan.FromMicroseconds(((long)(usage.UserSeconds + usage.SystemSeconds) * 1_000_000) + usage.UserMicroseconds + usage.SystemMicroseconds)
        : Stopwatch.GetElapsedTime(0);

    private static TimeSpan Read(int clock) => OperatingSystem.IsLinux() && GetTime(clock, out var time) == 0
        ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromTicks(time.Nanoseconds / TimeSpan.NanosecondsPerTick)
        : Stopwatch.GetElapsedTime(0);

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out TimeSpec time);

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetUsage(int who, out Usage usage);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }

    // Two times, and fourteen numbers that are of no interest here.
    [StructLayout(LayoutKind.Sequential, Size = 144)]
    private struct Usage
    {
        public nint UserSeconds;
        public nint UserMicroseconds;
        public nint SystemSeconds;
        public nint SystemMicroseconds;
    }
}
