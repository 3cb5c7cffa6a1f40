namespace TorIntel.Controls.Tests.Vendors;

/// <summary>Addresses to ask a list for, and what it has to say of them: told from the rows of the plan, not from what is written.</summary>
internal static class Probes
{
    /// <summary>The first and the last address of each row, and those before and behind it.</summary>
    public static IEnumerable<IPAddressValue> Of(ControlPlan plan)
    {
        HashSet<IPAddressValue> addresses = [];
        foreach (var prefix in plan.Sources.Concat(plan.DestinationAddresses).Select(row => row.Prefix))
        {
            var (first, last) = (prefix.Address, Last(prefix));
            addresses.UnionWith([first, last, Step(first, -1), Step(last, 1)]);
        }

        return addresses;
    }

    public static string? DirectionOf(ControlPlan plan, IPAddressValue address) => (IsIn(plan.Sources, address), IsIn(plan.DestinationAddresses, address)) switch
    {
        (true, true) => "both",
        (true, false) => "inbound",
        (false, true) => "outbound",
        _ => null,
    };

    public static bool IsIn(IEnumerable<ControlAddress> rows, IPAddressValue address) => rows.Any(row => row.Prefix.Contains(address));

    /// <summary>All addresses of a prefix; only for short ones.</summary>
    public static IEnumerable<IPAddressValue> All(IPPrefix prefix)
    {
        for (var address = prefix.Address; ; address = Step(address, 1))
        {
            yield return address;
            if (address == Last(prefix))
            {
                break;
            }
        }
    }

    public static IPAddressValue Step(IPAddressValue address, int by) =>
        address.IsIPv4 ? IPAddressValue.FromIPv4((uint)(address.ToIPv4() + by)) : IPAddressValue.FromIPv6(by < 0 ? address.ToIPv6() - (uint)-by : address.ToIPv6() + (uint)by);

    private static IPAddressValue Last(IPPrefix prefix) => prefix.IsIPv4
        ? IPAddressValue.FromIPv4(prefix.Address.ToIPv4() | (uint)((1UL << (32 - prefix.Length)) - 1))
        : IPAddressValue.FromIPv6(prefix.Address.ToIPv6() | ((UInt128.One << (128 - prefix.Length)) - 1));
}
