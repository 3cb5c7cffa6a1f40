namespace TorIntel.Tests;

/// <summary>Everything that a view says about addresses and ports, as lines in an order of their own: views that say the same give the same lines.</summary>
internal static class NetworkDump
{
    public static IReadOnlyList<string> Of(TorNetwork network, IEnumerable<IPAddressValue> addresses, params ushort[] ports)
    {
        List<string> lines = [$"{network.RelayCount} relays, {network.AddressCount} addresses, {network.OrEndpointCount} endpoints"];
        foreach (var address in addresses.Distinct().Order())
        {
            if (!network.TryFind(address, out var listed))
            {
                lines.Add($"{address}: no");
                continue;
            }

            var flags = network.AddressData.Flags[network.FindRow(address)];
            lines.Add($"{address}: {flags}; {listed.RolesAt(null)}; exit address {listed.IsExitAddress}; ports {string.Join(' ', ports.Where(listed.HasOrPort))}");
            lines.AddRange(listed.Relays.Select(Describe).Order(StringComparer.Ordinal));
        }

        return lines;
    }

    private static string Describe(TorRelay relay) =>
        $"  {relay.Fingerprint} {relay.Roles} {relay.Nickname} {relay.FirstSeen:O} {relay.LastSeen:O} {relay.ExitPolicy} {relay.ExitPolicySummary?.AcceptsAny} {relay.ExitPolicySummaryIPv6?.AcceptsAny}";
}
