namespace TorIntel.Controls;

/// <summary>A row for each address, for look-ups by address.</summary>
/// <param name="Prefix">The address, or the prefix where the target takes some.</param>
/// <param name="Direction"><c>inbound</c>, <c>outbound</c> or <c>both</c>: which way a connection is about Tor.</param>
/// <param name="Roles">What is there.</param>
/// <param name="Ports">The OR and directory ports, with spaces; empty inbound and where none is known.</param>
/// <param name="Relays">The relays there.</param>
internal sealed record AddressTable(IPPrefix Prefix, string Direction, RelayRoles Roles, string Ports, IReadOnlyList<TorRelay> Relays)
{
    /// <summary>Takes the rows, each address once, in ascending order.</summary>
    public static IEnumerable<AddressTable> Of(ControlOutput output)
    {
        var plan = output.Plan;
        var isSource = Membership(plan.Sources);
        var isDestination = Membership(plan.DestinationAddresses);
        var ports = plan.Destinations.GroupBy(row => row.Endpoint.Address).ToDictionary(group => group.Key, group => string.Join(' ', group.Select(row => row.Endpoint.Port)));

        // Where prefixes are written as addresses, an address that is listed by itself comes after its prefix, and stays.
        SortedDictionary<IPPrefix, AddressTable> rows = [];
        foreach (var row in output.TakeRows(plan.Addresses))
        {
            var direction = (isSource(row.Prefix), isDestination(row.Prefix)) switch
            {
                (true, true) => "both",
                (true, false) => "inbound",
                _ => "outbound",
            };
            rows[row.Prefix] = new AddressTable(row.Prefix, direction, row.Roles, row.Prefix.IsHost ? ports.GetValueOrDefault(row.Prefix.Address, "") : "", row.Relays);
        }

        return rows.Values;
    }

    private static Func<IPPrefix, bool> Membership(IReadOnlyList<ControlAddress> rows)
    {
        var prefixes = rows.Select(row => row.Prefix).ToHashSet();
        IReadOnlyList<IPPrefix> wide = [.. prefixes.Where(prefix => !prefix.IsHost)];
        return prefix => prefixes.Contains(prefix) || wide.Any(network => network.Contains(prefix));
    }
}
