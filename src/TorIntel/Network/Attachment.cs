using System.Runtime.InteropServices;

namespace TorIntel;

/// <summary>One relay at one address: six bytes, because a view holds one for each OR endpoint.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 2)]
internal readonly record struct Attachment
{
    private const int KindShift = 30;
    private const uint VerifiedBit = 1u << 29;
    private const uint RelayMask = VerifiedBit - 1;

    private readonly uint _relayAndKind;

    public Attachment(int relay, AttachmentKind kind, ushort port, bool isVerified = false)
    {
        _relayAndKind = (uint)relay | ((uint)kind << KindShift) | (isVerified ? VerifiedBit : 0);
        Port = port;
    }

    public ushort Port { get; }

    public int Relay => (int)(_relayAndKind & RelayMask);

    /// <summary>Gets a value indicating whether a list whose signatures were checked says so.</summary>
    public bool IsVerified => (_relayAndKind & VerifiedBit) != 0;

    public AttachmentKind Kind => (AttachmentKind)(_relayAndKind >> KindShift);

    /// <summary>Tells whether another attachment says the same, verified or not.</summary>
    public bool IsSameAs(Attachment other) => Port == other.Port && ((_relayAndKind ^ other._relayAndKind) & ~VerifiedBit) == 0;
}
