using System.Runtime.InteropServices;

namespace TorIntel.MaxMind;

/// <summary>An IPv6 prefix and its record, or a place where IPv4 lies.</summary>
/// <param name="High">The first 64 bits.</param>
/// <param name="Low">The other bits.</param>
/// <param name="Length">The length of the prefix.</param>
/// <param name="Order">When it was added: of equal ones the last counts.</param>
/// <param name="Record">The record.</param>
/// <param name="IsFilled">Whether what has nothing below it keeps what a shorter prefix gave it.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MmdbEntry6(ulong High, ulong Low, int Length, long Order, uint Record, bool IsFilled = false)
{
    public bool HasPrefixOf(MmdbEntry6 other) => High == other.High && Low == other.Low && Length == other.Length;

    public static int Compare(MmdbEntry6 left, MmdbEntry6 right)
    {
        var order = left.High.CompareTo(right.High);
        order = order != 0 ? order : left.Low.CompareTo(right.Low);
        order = order != 0 ? order : left.Length.CompareTo(right.Length);
        return order != 0 ? order : left.Order.CompareTo(right.Order);
    }
}
