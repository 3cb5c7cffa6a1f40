using System.Diagnostics;
using System.Runtime.InteropServices;

namespace TorIntel.Benchmarks;

/// <summary>The CPU time, user and system, of all programs that this one has started and that have ended; wall time where the system does not tell it.</summary>
internal static partial class ChildClock
{
    private const int Children = -1;

    public static TimeSpan Now => OperatingSystem.IsLinux() && GetUsage(Children, out var usage) == 0
        ? TimeSpan.FromMicroseconds(((usage.UserSeconds + usage.SystemSeconds) * 1_000_000L) + usage.UserMicroseconds + usage.SystemMicroseconds)
        : Stopwatch.GetElapsedTime(0);

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetUsage(int who, out Usage usage);

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
