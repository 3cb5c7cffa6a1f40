using System.Runtime.InteropServices;

namespace TorIntel;

/// <summary>A prefix while an index is built: bits left-aligned in 128, whichever the family.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PrefixEntry(UInt128 Bits, byte Length, uint Value)
{
    public static int Compare(PrefixEntry a, PrefixEntry b)
    {
        var order = a.Bits.CompareTo(b.Bits);
        return order != 0 ? order : a.Length.CompareTo(b.Length);
    }

    public bool Covers(PrefixEntry other) => Length <= other.Length && ((Bits ^ other.Bits) & IPPrefix.Mask(Length)) == 0;
}
