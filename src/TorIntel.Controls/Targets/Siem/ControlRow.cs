namespace TorIntel.Controls;

/// <summary>Any row of a plan, for targets that take all of them.</summary>
/// <param name="Kind"><c>source</c>, <c>endpoint</c>, <c>destination</c> (without a port), <c>name</c> (with all below it), <c>exception</c> (a name below one of these, with all below it) or <c>port</c>.</param>
/// <param name="Indicator">The address, prefix or name; empty for a port.</param>
/// <param name="Port">The port; null where there is none.</param>
/// <param name="IsInbound">Whether it is about connections that come in.</param>
/// <param name="Action">What is done.</param>
/// <param name="What">What is there, in words.</param>
/// <param name="Roles">The roles there.</param>
/// <param name="Relays">The relays there.</param>
internal sealed record ControlRow(string Kind, string Indicator, ushort? Port, bool IsInbound, ControlAction Action, string What, RelayRoles Roles, IReadOnlyList<TorRelay> Relays)
{
    public string Direction => IsInbound ? "inbound" : "outbound";

    public DateTimeOffset? FirstSeen => Relays.Min(relay => relay.FirstSeen);

    public DateTimeOffset? LastSeen => Relays.Max(relay => relay.LastSeen);

    /// <summary>Takes all rows, in the order of the plan.</summary>
    public static IEnumerable<ControlRow> Of(ControlOutput output)
    {
        var plan = output.Plan;
        foreach (var row in output.TakeRows(plan.Sources))
        {
            yield return new ControlRow("source", row.Prefix.Short(), null, true, plan.Inbound, row.Roles.Describe(), row.Roles, row.Relays);
        }

        foreach (var row in output.TakeEndpoints(plan.Destinations))
        {
            yield return new ControlRow("endpoint", row.Endpoint.Address.ToString(), row.Endpoint.Port, false, plan.Outbound, row.Roles.Describe(), row.Roles, row.Relay is { } relay ? [relay] : []);
        }

        foreach (var row in output.TakeRows(plan.DestinationsWithoutPort))
        {
            yield return new ControlRow("destination", row.Prefix.Short(), null, false, plan.Outbound, row.Roles.Describe(), row.Roles, row.Relays);
        }

        foreach (var name in output.TakeNames(plan.Names))
        {
            yield return new ControlRow("name", name.Suffix, null, false, plan.Outbound, name.Class == NameClass.Tor2web ? "Tor2web gateway" : "onion names", RelayRoles.None, []);
        }

        foreach (var name in output.TakeNames([.. plan.NameExceptions.Select(host => new ControlName(host, NameClass.None))]))
        {
            yield return new ControlRow("exception", name.Suffix, null, false, ControlAction.None, "allowed name below a listed one", RelayRoles.None, []);
        }

        foreach (var (port, isInbound) in plan.RelayPorts.Select(port => (port, false)).Concat(plan.ClientPorts.Select(port => (port, true))))
        {
            yield return new ControlRow("port", "", port, isInbound, ControlAction.Monitor, isInbound ? "customary port of Tor clients" : "customary port of Tor relays", RelayRoles.None, []);
        }
    }
}
