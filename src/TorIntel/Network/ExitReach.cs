namespace TorIntel;

/// <summary>Which exits of a view can reach a destination: who of the Tor network could have opened a connection to it.</summary>
/// <remarks>
/// <para>A relay counts if it can exit: some list gives it the role, or an exit address of its own. Its policy is asked as <see cref="TorRelay.Accepts"/> says.</para>
/// <para>Bare exit addresses, of which no list names the relay, have no policy to ask: they are <see cref="UnnamedAddresses"/>. Immutable.</para>
/// </remarks>
public sealed class ExitReach
{
    private ExitReach(
        IPAddressValue destination, ushort port, List<ReachingExit> accepting, List<ReachingExit> refusing, List<ReachingExit> unknown, List<IPPrefix> unnamedAddresses)
    {
        Destination = destination;
        Port = port;
        Accepting = accepting;
        Refusing = refusing;
        Unknown = unknown;
        UnnamedAddresses = unnamedAddresses;
    }

    /// <summary>Gets the address that was asked for; <c>default</c> for an IPv4 address that is not known.</summary>
    public IPAddressValue Destination { get; }

    /// <summary>Gets the port that was asked for.</summary>
    public ushort Port { get; }

    /// <summary>Gets the exits whose policies let traffic through to the destination, by fingerprint.</summary>
    public IReadOnlyList<ReachingExit> Accepting { get; }

    /// <summary>Gets the exits whose policies refuse it, by fingerprint.</summary>
    public IReadOnlyList<ReachingExit> Refusing { get; }

    /// <summary>Gets the exits of which no list tells the policy for such a destination, by fingerprint.</summary>
    public IReadOnlyList<ReachingExit> Unknown { get; }

    /// <summary>Gets the exit addresses and prefixes at which no relay is known by name.</summary>
    public IReadOnlyList<IPPrefix> UnnamedAddresses { get; }

    /// <summary>Finds them. Time and memory grow with the size of the view: for questions by people, not for events.</summary>
    /// <param name="network">The view.</param>
    /// <param name="destination">The destination; <c>default</c> stands for an IPv4 address that is not known, such as one behind address translation.</param>
    /// <param name="port">The port, 1 to 65535.</param>
    /// <returns>The exits.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="network"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="port"/> is 0.</exception>
    public static ExitReach Find(TorNetwork network, IPAddressValue destination, ushort port)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentOutOfRangeException.ThrowIfZero(port);
        var endpoints = new List<IPEndpointValue>?[network.RelayCount];
        var exitAddresses = new List<IPAddressValue>?[network.RelayCount];
        List<IPPrefix> unnamed = [];
        foreach (var (prefix, row) in network.Index.ToList())
        {
            var attachments = network.AddressData.At((int)row);
            foreach (var attachment in attachments)
            {
                if (attachment.Kind == AttachmentKind.OrEndpoint)
                {
                    (endpoints[attachment.Relay] ??= []).Add(new IPEndpointValue(prefix.Address, attachment.Port));
                }
                else if (attachment.Kind == AttachmentKind.ExitAddress)
                {
                    (exitAddresses[attachment.Relay] ??= []).Add(prefix.Address);
                }
            }

            if (attachments.IsEmpty && (network.AddressData.Flags[row] & AddressFlags.ExitAddress) != 0)
            {
                unnamed.Add(prefix);
            }
        }

        var isIPv4 = destination.IsNone || destination.IsIPv4;
        List<ReachingExit> accepting = [], refusing = [], unknown = [];
        for (var number = 0; number < network.RelayCount; number++)
        {
            var relay = new TorRelay(network, number);
            if ((relay.Roles & RelayRoles.Exit) == 0 && exitAddresses[number] is null)
            {
                continue;
            }

            var list = relay.Accepts(destination, port) switch
            {
                true => accepting,
                false => refusing,
                null => unknown,
            };
            list.Add(new ReachingExit(relay, relay.KnowledgeFor(isIPv4), endpoints[number] ?? [], exitAddresses[number] ?? []));
        }

        foreach (var list in new[] { accepting, refusing, unknown })
        {
            list.Sort((a, b) => a.Relay.Fingerprint.CompareTo(b.Relay.Fingerprint));
        }

        return new ExitReach(destination, port, accepting, refusing, unknown, unnamed);
    }
}
