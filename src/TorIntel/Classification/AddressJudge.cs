namespace TorIntel;

/// <summary>Tells what a view says about an address, without the relays that are ignored, and what of it rests on relays of ours alone.</summary>
internal sealed class AddressJudge(IEnumerable<RelayFingerprint> ignoredRelays, IEnumerable<RelayFingerprint> ownRelays)
{
    private readonly HashSet<RelayFingerprint> _ignoredRelays = [.. ignoredRelays];
    private readonly HashSet<RelayFingerprint> _ownRelays = [.. ownRelays];

    public bool IsIgnored(RelayFingerprint fingerprint) => _ignoredRelays.Count != 0 && _ignoredRelays.Contains(fingerprint);

    public bool IsOwn(RelayFingerprint fingerprint) => _ownRelays.Count != 0 && _ownRelays.Contains(fingerprint);

    /// <summary>Gathers what the lists say about an address, for an event with this port.</summary>
    /// <param name="network">The view.</param>
    /// <param name="row">The row of the address.</param>
    /// <param name="port">The port that exits at the address, or the address itself, are asked for; 0 if there is none.</param>
    /// <param name="destination">Where an exit at the address would have connected to, <c>default</c> for an IPv4 address that is not known; null if policies do not matter.</param>
    public AddressFacts FactsOf(TorNetwork network, int row, ushort port, IPAddressValue? destination = null)
    {
        var flags = network.AddressData.Flags[row];
        var attachments = network.AddressData.At(row);
        var facts = default(AddressFacts);
        var (kept, exits, guards, refusingExits) = (0, 0, 0, 0);
        var (foreign, foreignExits, foreignGuards, foreignOrs, foreignDirectories) = (0, 0, 0, 0, 0); // not authorised
        foreach (var attachment in attachments)
        {
            var relay = new TorRelay(network, attachment.Relay);
            if (IsIgnored(relay.Fingerprint))
            {
                continue;
            }

            var foreignRelay = IsOwn(relay.Fingerprint) ? 0 : 1;
            kept++;
            foreign += foreignRelay;
            if (attachment.Kind == AttachmentKind.ExitAddress || (relay.Roles & RelayRoles.Exit) != 0)
            {
                exits++;
                foreignExits += foreignRelay;
                refusingExits += destination is { } reached && relay.Accepts(reached, port) is false ? 1 : 0;
            }

            if (attachment.Kind != AttachmentKind.ExitAddress && (relay.Roles & RelayRoles.Guard) != 0)
            {
                guards++;
                foreignGuards += foreignRelay;
            }

            facts.HasPort |= attachment.Port != 0;
            if (port != 0 && attachment.Port == port)
            {
                facts.IsOrEndpoint |= attachment.Kind == AttachmentKind.OrEndpoint;
                facts.IsDirectoryEndpoint |= attachment.Kind == AttachmentKind.DirectoryEndpoint;
                foreignOrs += attachment.Kind == AttachmentKind.OrEndpoint ? foreignRelay : 0;
                foreignDirectories += attachment.Kind == AttachmentKind.DirectoryEndpoint ? foreignRelay : 0;
            }
        }

        if (kept == 0 && attachments.Length != 0)
        {
            return facts; // Every relay here is ignored, and with them what else lists say about their address.
        }

        facts.IsListed = kept != 0 || (flags & AddressFlags.Listed) != 0;
        facts.CanExit = exits != 0 || (flags & AddressFlags.ExitAddress) != 0;
        facts.IsGuard = guards != 0 || (flags & AddressFlags.Guard) != 0;
        facts.MayReachPort = exits == 0 || refusingExits < exits;
        facts.IsAuthorised = kept != 0 && foreign == 0;
        facts.IsExitAuthorised = exits != 0 && foreignExits == 0; // What only a list of bare addresses says is nobody's.
        facts.IsGuardAuthorised = guards != 0 && foreignGuards == 0;
        facts.IsOrEndpointAuthorised = facts.IsOrEndpoint && foreignOrs == 0;
        facts.IsDirectoryEndpointAuthorised = facts.IsDirectoryEndpoint && foreignDirectories == 0;
        return facts;
    }
}
