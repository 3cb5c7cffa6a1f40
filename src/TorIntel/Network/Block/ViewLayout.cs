using System.Runtime.InteropServices;

namespace TorIntel;

/// <summary>The header of a view's block: the sections behind it by offset.</summary>
/// <remarks>Little-endian, offsets in bytes from the start of the block, every section aligned as those of the index are. See docs/decisions/0014.</remarks>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct ViewLayout
{
    public const ushort CurrentVersion = 1;

    public ulong Magic;
    public ushort Version;
    public ushort Reserved;
    public int BlockLength;
    public int IndexLength;
    public int Index;
    public int AddressCount;
    public int Flags;

    /// <summary>One more than there are addresses.</summary>
    public int FirstAttachments;
    public int AttachmentCount;
    public int Attachments;
    public int RelayCount;
    public int Fingerprints;
    public int Roles;

    /// <summary>Zero if no policy is known.</summary>
    public int Policies;

    /// <summary>Zero if no relay is known to have been seen.</summary>
    public int Seen;

    /// <summary>As many as relays, or none.</summary>
    public TextLayout Nicknames;
    public TextLayout ExitPolicies;
    public TextLayout Summaries;
    public int SourcesLength;
    public int Sources;

    /// <summary>Gets what every view's block begins with.</summary>
    public static ReadOnlySpan<byte> MagicBytes => "TORVIEW\0"u8;
}
