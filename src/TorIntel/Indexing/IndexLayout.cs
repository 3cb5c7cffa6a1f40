using System.Runtime.InteropServices;

namespace TorIntel;

/// <summary>The header of an index block: the sections behind it by offset, and what is needed to hash.</summary>
/// <remarks>Little-endian, offsets in bytes from the start of the block, every section aligned to <see cref="Alignment"/>.</remarks>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct IndexLayout
{
    public const uint MagicNumber = 0x5850_4954; // "TIPX"
    public const ushort CurrentVersion = 1;
    public const int Alignment = 64;

    public uint Magic;
    public ushort Version;
    public ushort Reserved;
    public int BlockLength;

    /// <summary>One bit for each leading 16 bits of an IPv4 address: whether any prefix lies in or covers that range.</summary>
    public int Root4;
    public FamilyLayout V4;
    public FamilyLayout V6;
}
