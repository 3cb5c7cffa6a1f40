namespace TorIntel.Controls.Tests.Vendors;

/// <summary>Packets at and beside every edge of a plan, and what the plan says of them.</summary>
internal static class Packets
{
    // Ours: monitored in one plan or another, and never.
    private static readonly IPAddressValue[] s_ours =
    [
        .. new[] { "10.20.0.0", "10.20.255.255", "10.21.0.0", "10.30.1.1", "10.40.1.1", "2001:db8:20::1", "2001:db8:30::1", "2001:db8:40::1" }.Select(IPAddressValue.Parse),
    ];

    public static IReadOnlyList<Packet> Inbound(ControlPlan plan) =>
        [.. Edges(plan.Sources.Concat(plan.DestinationAddresses)).SelectMany(from => s_ours.Where(to => to.IsIPv4 == from.IsIPv4).Select(to => new Packet(from, to, 80)))];

    public static IReadOnlyList<Packet> Outbound(ControlPlan plan)
    {
        ushort[] ports = [.. plan.Destinations.Select(row => row.Endpoint.Port).Append((ushort)22).Distinct()];
        return
        [
            .. Edges(plan.Sources.Concat(plan.DestinationAddresses)).SelectMany(to =>
                s_ours.Where(from => from.IsIPv4 == to.IsIPv4).SelectMany(from => ports.Select(port => new Packet(from, to, port)))),
        ];
    }

    public static bool IsBlockedInbound(ControlPlan plan, Packet packet) => plan.Sources.Any(row => row.Prefix.Contains(packet.From)) && !IsMonitored(plan, packet.To);

    public static bool IsBlockedOutbound(ControlPlan plan, Packet packet) => !IsMonitored(plan, packet.From)
        && (plan.Destinations.Any(row => row.Endpoint == new IPEndpointValue(packet.To, packet.Port)) || plan.DestinationsWithoutPort.Any(row => row.Prefix.Contains(packet.To)));

    private static bool IsMonitored(ControlPlan plan, IPAddressValue address) => plan.Options.Policy == ControlPolicy.Blended && plan.Options.MonitoredNetworks.Any(network => network.Contains(address));

    private static IEnumerable<IPAddressValue> Edges(IEnumerable<ControlAddress> rows) => rows.SelectMany(row => EdgesOf(row.Prefix)).Distinct();

    private static IPAddressValue[] EdgesOf(IPPrefix prefix)
    {
        if (prefix.IsIPv4)
        {
            var bits = prefix.Address.ToIPv4();
            var last = bits | (uint)(0xFFFF_FFFFUL >> prefix.Length);
            return [.. new[] { bits - 1, bits, last, last + 1 }.Select(IPAddressValue.FromIPv4)];
        }

        var first = prefix.Address.ToIPv6();
        var end = prefix.Length == 0 ? UInt128.MaxValue : first | ((UInt128.One << (128 - prefix.Length)) - 1);
        return [.. new[] { first - 1, first, end, end + 1 }.Select(IPAddressValue.FromIPv6)];
    }
}
