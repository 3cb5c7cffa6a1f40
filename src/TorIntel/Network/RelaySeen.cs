using System.Runtime.InteropServices;

namespace TorIntel;

/// <summary>When a relay was first and last seen, as ticks in UTC; <see cref="Unknown"/> where that is not known.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly struct RelaySeen(DateTimeOffset? first, DateTimeOffset? last)
{
    public const long Unknown = -1;

    private readonly long _first = ToTicks(first);
    private readonly long _last = ToTicks(last);

    public bool IsValid => IsTime(_first) && IsTime(_last);

    public DateTimeOffset? First => ToTime(_first);

    public DateTimeOffset? Last => ToTime(_last);

    public static long ToTicks(DateTimeOffset? time) => time?.UtcTicks ?? Unknown;

    public static bool IsTime(long ticks) => (ulong)(ticks - Unknown) <= (ulong)(DateTime.MaxValue.Ticks - Unknown);

    public static DateTimeOffset? ToTime(long ticks) => ticks == Unknown ? null : new DateTimeOffset(ticks, TimeSpan.Zero);
}
