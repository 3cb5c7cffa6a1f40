using System.Runtime.InteropServices;

namespace TorIntel;

/// <summary>One relay at one address: six bytes, because a view holds one for each OR endpoint.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 2)]
internal readonly record struct Attachment
{
    private const int KindShift = 30;
    private const uint RelayMask = (1u << KindShift) - 1;

    private readonly uint _relayAndKind;

    public Attachment(int relay, AttachmentKind kind, ushort port)
    {
        _relayAndKind = (uint)relay | ((uint)kind << KindShift);
        Port = port;
    }

    public ushort Port { get; }

    public int Relay => (int)(_relayAndKind & RelayMask);

    public AttachmentKind Kind => (AttachmentKind)(_relayAndKind >> KindShift);
}
