namespace TorIntel.Controls.Tests.Vendors;

/// <summary>The first packet of a connection over TCP.</summary>
public sealed record Packet(IPAddressValue From, IPAddressValue To, ushort Port)
{
    public static Packet Of(string from, string to, ushort port) => new(IPAddressValue.Parse(from), IPAddressValue.Parse(to), port);
}
