namespace TorIntel.Controls;

/// <summary>What a policy comes to for one view: the rows that targets write, with what would hurt refused.</summary>
/// <remarks>Immutable. The same view, options and instant give the same plan, in the same order.</remarks>
public sealed class ControlPlan
{
    internal ControlPlan(TorNetwork network, ControlOptions options)
    {
        Network = network;
        Options = options;
        (Inbound, Outbound) = options.Policy switch
        {
            ControlPolicy.BlockInbound => (ControlAction.Block, ControlAction.None),
            ControlPolicy.MonitorInbound => (ControlAction.Monitor, ControlAction.None),
            ControlPolicy.BlockOutbound => (ControlAction.None, ControlAction.Block),
            ControlPolicy.MonitorOutbound => (ControlAction.None, ControlAction.Monitor),
            _ => (ControlAction.Block, ControlAction.Block),
        };
    }

    /// <summary>Gets the view.</summary>
    public TorNetwork Network { get; }

    /// <summary>Gets what the plan was made for.</summary>
    public ControlOptions Options { get; }

    /// <summary>Gets what is done with connections from <see cref="Sources"/>.</summary>
    public ControlAction Inbound { get; }

    /// <summary>Gets what is done with connections to <see cref="Destinations"/>, and about <see cref="Names"/>.</summary>
    public ControlAction Outbound { get; }

    /// <summary>Gets the addresses of exits: measured exit addresses, and OR addresses of relays that can exit. Sorted; empty if nothing is done inbound.</summary>
    public IReadOnlyList<ControlAddress> Sources { get; internal init; } = [];

    /// <summary>Gets the OR endpoints, directory ports and authorities. Sorted; empty if nothing is done outbound.</summary>
    public IReadOnlyList<ControlEndpoint> Destinations { get; internal init; } = [];

    /// <summary>Gets the addresses of relays that no list gives a port for, so that they can only be named whole. Sorted; empty if nothing is done outbound.</summary>
    public IReadOnlyList<ControlAddress> DestinationsWithoutPort { get; internal init; } = [];

    /// <summary>Gets the addresses of both, each once, for targets that cannot express a port: other services at the same addresses are hit as well.</summary>
    public IReadOnlyList<ControlAddress> DestinationAddresses { get; internal init; } = [];

    /// <summary>Gets names that lead into the network. Sorted; empty if nothing is done outbound.</summary>
    public IReadOnlyList<ControlName> Names { get; internal init; } = [];

    /// <summary>Gets ports that relays customarily listen on, to be logged outbound; empty unless asked for.</summary>
    public IReadOnlyList<ushort> RelayPorts { get; internal init; } = [];

    /// <summary>Gets ports that Tor clients customarily listen on, to be logged inbound; empty unless asked for.</summary>
    public IReadOnlyList<ushort> ClientPorts { get; internal init; } = [];

    /// <summary>Gets names that are allowed although a name above them is listed: exceptions, for targets that can express them.</summary>
    public IReadOnlyList<string> NameExceptions { get; internal init; } = [];

    /// <summary>Gets when entries are to expire, in targets that can.</summary>
    public DateTimeOffset Expires { get; internal init; }

    /// <summary>Gets the SHA-256 of all rows, in lower-case hexadecimal digits: what is the same has the same digest.</summary>
    public string Digest { get; internal init; } = "";

    /// <summary>Gets how many rows there are, names included.</summary>
    public int Count => Sources.Count + Destinations.Count + DestinationsWithoutPort.Count + Names.Count;

    /// <summary>Gets the addresses that a target without ports and directions lists: those of the direction in which something is done, of both in <see cref="ControlPolicy.Blended"/>.</summary>
    public IReadOnlyList<ControlAddress> Addresses { get; internal init; } = [];

    /// <summary>Gets what whoever asked for the plan should know: what was to be allowed and is not listed anyway, what makes no difference.</summary>
    public IReadOnlyList<string> Notes { get; internal init; } = [];

    /// <summary>Gets what is in no list: protected and allowed networks, and addresses that only allowed relays have.</summary>
    internal IReadOnlyList<IPPrefix> Untouchable { get; init; } = [];

    /// <summary>Gets the addresses of allowed relays that are listed outbound for other relays, and not inbound.</summary>
    internal IReadOnlyList<IPPrefix> NoSources { get; init; } = [];

    /// <summary>Makes a plan.</summary>
    /// <param name="network">The view.</param>
    /// <param name="options">What is wanted.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="network"/> or <paramref name="options"/> is null.</exception>
    /// <exception cref="ControlRefusedException">It would hurt: an empty, shrunken or stale view, or something in it that no rule may cover.</exception>
    public static ControlPlan Make(TorNetwork network, ControlOptions options)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        return new ControlPlanner(network, options).Make();
    }
}
