using System.Globalization;
using System.Text;

namespace TorIntel.Cli;

/// <summary>What changed, in words: a summary, then each change on a line.</summary>
internal static class DiffText
{
    public static string Describe(TorNetworkDiff diff)
    {
        var text = new StringBuilder();
        Line(text, "before:", Describe(diff.Before));
        Line(text, "after:", Describe(diff.After));
        Line(text, "relays:", $"{Plus(diff.AddedRelays)} {Minus(diff.RemovedRelays)}, {Count(diff.ChangedRelays)} with other roles");
        Line(text, "addresses:", $"{Plus(diff.AddedAddresses)} {Minus(diff.RemovedAddresses)}, {Count(diff.ChangedAddresses)} with other roles");
        Line(text, "OR endpoints:", $"{Plus(diff.AddedOrEndpoints)} {Minus(diff.RemovedOrEndpoints)}");
        if (diff.OwnAddresses.Count != 0)
        {
            Line(text, "OURS:", $"{Count(diff.OwnAddresses)} listed, {diff.OwnAddresses.Count(address => address.IsNew).ToString(CultureInfo.InvariantCulture)} of them new");
        }

        Section(text, "ours", diff.OwnAddresses, address => $"{Address(address.Address)} in {address.Network} ({Names(address.Roles)}){(address.IsNew ? " new" : "")}"
            + string.Concat(address.Relays.Select(relay => " " + relay.Fingerprint)));
        Section(text, "relays added", diff.AddedRelays, relay => $"{Name(relay)} ({Names(relay.Roles)})");
        Section(text, "relays removed", diff.RemovedRelays, relay => $"{Name(relay)} ({Names(relay.Roles)})");
        Section(text, "relays with other roles", diff.ChangedRelays, change => Name(change.After) + Roles(change.Gained, change.Lost));
        Section(text, "addresses added", diff.AddedAddresses, Address);
        Section(text, "addresses removed", diff.RemovedAddresses, Address);
        Section(text, "addresses with other roles", diff.ChangedAddresses, change => Address(change.Address) + Roles(change.Gained, change.Lost));
        Section(text, "OR endpoints added", diff.AddedOrEndpoints, endpoint => $"{endpoint.Endpoint} {Name(endpoint.Relay)}");
        Section(text, "OR endpoints removed", diff.RemovedOrEndpoints, endpoint => $"{endpoint.Endpoint} {Name(endpoint.Relay)}");
        return text.ToString();
    }

    /// <summary>Writes a single address without its prefix length.</summary>
    public static string Address(IPPrefix prefix) => prefix.IsHost ? prefix.Address.ToString() : prefix.ToString();

    private static void Line(StringBuilder text, string name, string value) => text.Append(name.PadRight(14)).Append(value).Append('\n');

    private static string Describe(TorNetwork network) => string.Create(
        CultureInfo.InvariantCulture,
        $"{network.SourceName}{(network.Time is { } time ? ", " + TimeText.ToIso(time) : "")}: {network.RelayCount} relays, {network.AddressCount} addresses, {network.OrEndpointCount} OR endpoints");

    private static string Count<T>(IReadOnlyList<T> changes) => changes.Count.ToString(CultureInfo.InvariantCulture);

    private static string Plus<T>(IReadOnlyList<T> changes) => "+" + Count(changes);

    private static string Minus<T>(IReadOnlyList<T> changes) => "-" + Count(changes);

    private static string Names(RelayRoles roles) => string.Join(", ", EvidenceNames.NamesOf(roles));

    private static string Name(TorRelay relay) => relay.Fingerprint + (relay.Nickname is { } nickname ? " " + nickname : "");

    private static string Roles(RelayRoles gained, RelayRoles lost) =>
        string.Concat(EvidenceNames.NamesOf(gained).Select(role => " +" + role)) + string.Concat(EvidenceNames.NamesOf(lost).Select(role => " -" + role));

    private static void Section<T>(StringBuilder text, string title, IReadOnlyList<T> changes, Func<T, string> describe)
    {
        if (changes.Count == 0)
        {
            return;
        }

        text.Append('\n').Append(title).Append('\n');
        foreach (var change in changes)
        {
            text.Append("  ").Append(describe(change)).Append('\n');
        }
    }
}
