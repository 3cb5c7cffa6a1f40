using System.Runtime.InteropServices;

namespace TorIntel;

/// <summary>What a view knows about one address. A handle into the view: cheap to copy, valid as long as the view is referenced.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ListedAddress
{
    private readonly TorNetwork _network;
    private readonly int _row;

    internal ListedAddress(TorNetwork network, int row, IPAddressValue address)
    {
        _network = network;
        _row = row;
        Address = address;
    }

    /// <summary>Gets the address that was looked up.</summary>
    public IPAddressValue Address { get; }

    /// <summary>Gets a value indicating whether exit traffic was measured to leave from here; not the same as an OR address of an exit relay.</summary>
    public bool IsExitAddress
    {
        get
        {
            if ((Flags & AddressFlags.ExitAddress) != 0)
            {
                return true;
            }

            foreach (var attachment in Attachments)
            {
                if (attachment.Kind == AttachmentKind.ExitAddress)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Gets the relays here, each once, up to eight in practice. Allocates the list.</summary>
    public IReadOnlyList<TorRelay> Relays
    {
        get
        {
            List<TorRelay> relays = [];
            foreach (var attachment in Attachments)
            {
                var relay = new TorRelay(_network, attachment.Relay);
                if (!relays.Contains(relay))
                {
                    relays.Add(relay);
                }
            }

            return relays;
        }
    }

    /// <summary>Gets what lists say, without the table of authorities.</summary>
    internal RelayRoles ListedRoles
    {
        get
        {
            var flags = Flags;
            var roles = (RelayRoles)(flags & (AddressFlags.Relay | AddressFlags.Guard));
            roles |= (flags & AddressFlags.ExitAddress) != 0 ? RelayRoles.Exit : RelayRoles.None;
            foreach (var attachment in Attachments)
            {
                roles |= attachment.Kind == AttachmentKind.ExitAddress ? RelayRoles.Exit : new TorRelay(_network, attachment.Relay).Roles;
            }

            return roles;
        }
    }

    /// <summary>Gets a value indicating whether any list has it; else it is here for the table of authorities.</summary>
    internal bool IsListed => (Flags & AddressFlags.Listed) != 0 || !Attachments.IsEmpty;

    private AddressFlags Flags => _network.AddressData.Flags[_row];

    private ReadOnlySpan<Attachment> Attachments => _network.AddressData.At(_row);

    /// <summary>Gets the roles of everything at this address, joined over all lists, at an instant.</summary>
    /// <remarks>An address known only as an exit address has the role <see cref="RelayRoles.Exit"/> and not <see cref="RelayRoles.Relay"/>.</remarks>
    /// <param name="instant">The instant, which decides about directory authorities; null for the newest state of their table.</param>
    public RelayRoles RolesAt(DateTimeOffset? instant)
    {
        var roles = ListedRoles;
        return (Flags & AddressFlags.Authority) != 0 && DirectoryAuthorities.IsAuthority(Address, instant ?? _network.Time)
            ? roles | RelayRoles.Relay | RelayRoles.Authority
            : roles;
    }

    /// <summary>Gets the roles that are left without some relays. A list that names no relays is taken to mean them if one of them can exit.</summary>
    internal RelayRoles RolesWithout(HashSet<RelayFingerprint> relays)
    {
        var roles = (RelayRoles)(Flags & (AddressFlags.Relay | AddressFlags.Guard));
        var canOneExit = false;
        foreach (var attachment in Attachments)
        {
            var relay = new TorRelay(_network, attachment.Relay);
            var there = attachment.Kind == AttachmentKind.ExitAddress ? RelayRoles.Exit : relay.Roles;
            if (relays.Contains(relay.Fingerprint))
            {
                canOneExit |= (there & RelayRoles.Exit) != 0;
            }
            else
            {
                roles |= there;
            }
        }

        return (Flags & AddressFlags.ExitAddress) != 0 && !canOneExit ? roles | RelayRoles.Exit : roles;
    }

    /// <summary>Tells whether a relay here has this OR port.</summary>
    /// <param name="port">The port, 1 to 65535.</param>
    public bool HasOrPort(ushort port)
    {
        foreach (var attachment in Attachments)
        {
            if (attachment.Kind == AttachmentKind.OrEndpoint && attachment.Port == port && port != 0)
            {
                return true;
            }
        }

        return false;
    }
}
