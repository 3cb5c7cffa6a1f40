using System.Runtime.CompilerServices;
using System.Text;

namespace TorIntel;

/// <summary>Applies the rules of evidence to events.</summary>
/// <remarks>
/// Pure: a verdict depends on the options, the view and the event, never on the clock. Immutable and safe to share between threads. An event
/// without evidence costs two index lookups and two tests for "ours"; nothing is allocated. The rules are in docs/evidence.md.
/// </remarks>
public sealed class TorClassifier
{
    private const ushort FirstEphemeralPort = 32768;

    private readonly NetworkSet _internal;
    private readonly NetworkSet _ignored;
    private readonly byte[][] _ignoredHosts;
    private readonly AddressJudge _judge;
    private readonly EvidenceSupport _support;

    /// <summary>Initializes a new instance of the <see cref="TorClassifier"/> class.</summary>
    /// <param name="options">The options; null for <see cref="TorClassifierOptions.Default"/>.</param>
    public TorClassifier(TorClassifierOptions? options = null)
    {
        options ??= TorClassifierOptions.Default;
        _internal = new NetworkSet(options.InternalNetworks);
        _ignored = new NetworkSet(options.IgnoredNetworks);
        _ignoredHosts = [.. options.IgnoredHosts.Select(host => Encoding.UTF8.GetBytes(host.TrimEnd('.')))];
        _judge = new AddressJudge(options.IgnoredRelays, options.OwnRelays);
        _support = new EvidenceSupport(_judge);
    }

    /// <summary>Gathers the evidence of an event.</summary>
    /// <param name="network">The view to judge by.</param>
    /// <param name="torEvent">The event.</param>
    /// <returns>The verdict; its direction is set also without evidence.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="network"/> is null.</exception>
    [SkipLocalsInit]
    public TorVerdict Classify(TorNetwork network, in TorEvent torEvent)
    {
        ArgumentNullException.ThrowIfNull(network);
        var sourceRow = network.FindRow(torEvent.Source);
        var destinationRow = network.FindRow(torEvent.Destination);
        var isAssumed = false;
        var initiator = torEvent.Initiator;
        if (initiator == EventInitiator.NotStated)
        {
            initiator = InferInitiator(network, torEvent, sourceRow, destinationRow, out isAssumed);
        }

        var isSwapped = initiator == EventInitiator.Destination;
        var initiatorIsOurs = torEvent.IsClientLog || _internal.Contains(isSwapped ? torEvent.Destination : torEvent.Source);
        var responderIsOurs = torEvent.IsServiceLog || _internal.Contains(isSwapped ? torEvent.Source : torEvent.Destination);

        var verdict = default(TorVerdict);
        verdict.Set(DirectionOf(torEvent, isSwapped, initiatorIsOurs, responderIsOurs), initiator, isAssumed);
        var portRole = PortClassifier.Classify(isSwapped ? torEvent.SourcePort : torEvent.DestinationPort);
        if ((sourceRow & destinationRow) >= 0 || portRole != PortRole.None || torEvent.HasFindings)
        {
            var initiatorSide = new Side(isSwapped ? torEvent.Destination : torEvent.Source, 0, isSwapped ? destinationRow : sourceRow, initiatorIsOurs, isSwapped);
            var responderSide = new Side(
                isSwapped ? torEvent.Source : torEvent.Destination,
                isSwapped ? torEvent.SourcePort : torEvent.DestinationPort,
                isSwapped ? sourceRow : destinationRow,
                responderIsOurs,
                !isSwapped);
            Collect(network, torEvent, initiatorSide, responderSide, portRole, ref verdict);
        }

        return verdict;
    }

    /// <summary>Adds a host name to an event, as it stands in the log, unless it is one of the ignored hosts; for <see cref="EventField.Url"/> the whole URL or CONNECT target.</summary>
    /// <param name="torEvent">The event.</param>
    /// <param name="field">Where it was seen.</param>
    /// <param name="utf8Name">The name; any bytes may come.</param>
    /// <returns>The number of the name among those added, by which evidence refers to it (<see cref="TorEvidence.NameOrdinal"/>).</returns>
    public int AddName(ref TorEvent torEvent, EventField field, ReadOnlySpan<byte> utf8Name) =>
        AddHost(ref torEvent, field, field == EventField.Url ? NameClassifier.HostOfUrl(utf8Name) : utf8Name);

    /// <summary>Adds a host name; of a URL the host alone.</summary>
    internal int AddHost(ref TorEvent torEvent, EventField field, ReadOnlySpan<byte> utf8Name) =>
        torEvent.AddHost(field, _ignoredHosts.Length != 0 && IsIgnoredHost(utf8Name) ? default : utf8Name);

    /// <summary>Tells whether an address is one of ours.</summary>
    /// <param name="address">The address.</param>
    public bool IsInternal(IPAddressValue address) => _internal.Contains(address);

    /// <summary>Gives the distinct relays that a verdict's evidence rests on. Allocates the list: for hits.</summary>
    /// <param name="network">The view that the event was judged by.</param>
    /// <param name="torEvent">The event.</param>
    /// <param name="verdict">Its verdict.</param>
    public IReadOnlyList<TorRelay> RelaysOf(TorNetwork network, in TorEvent torEvent, in TorVerdict verdict)
    {
        ArgumentNullException.ThrowIfNull(network);
        return _support.RelaysOf(network, torEvent, verdict);
    }

    /// <summary>Tells whether what a verdict rests on is in lists whose signatures were checked: each address of its evidence, with the port and role that make it evidence.</summary>
    /// <remarks>Evidence that rests on no list (ports, names, the table of authorities) changes nothing; with no other, it is the view that tells.</remarks>
    /// <param name="network">The view that the event was judged by.</param>
    /// <param name="torEvent">The event.</param>
    /// <param name="verdict">Its verdict.</param>
    /// <exception cref="ArgumentNullException"><paramref name="network"/> is null.</exception>
    public bool IsVerified(TorNetwork network, in TorEvent torEvent, in TorVerdict verdict)
    {
        ArgumentNullException.ThrowIfNull(network);
        return _support.IsVerified(network, torEvent, verdict);
    }

    /// <summary>Gives the techniques that a verdict's evidence supports.</summary>
    /// <param name="torEvent">The event.</param>
    /// <param name="verdict">Its verdict.</param>
    public static TechniqueSet TechniquesOf(in TorEvent torEvent, in TorVerdict verdict)
    {
        var port = verdict.Initiator == EventInitiator.Source ? torEvent.DestinationPort : torEvent.SourcePort;
        var techniques = default(TechniqueSet);
        foreach (var evidence in verdict.Evidence)
        {
            techniques = techniques.Union(AttackTable.SupportedBy(evidence.Kind, evidence.Confidence, port));
        }

        return techniques;
    }

    internal static Confidence ConfidenceOf(NameClass nameClass) => nameClass switch
    {
        NameClass.OnionV3 => Confidence.Confirmed,
        NameClass.OnionV2 or NameClass.Tor2webOnion => Confidence.High,
        NameClass.OnionInvalid or NameClass.Tor2web or NameClass.TorProjectUse => Confidence.Medium,
        NameClass.TorProject => Confidence.Low,
        _ => Confidence.None,
    };

    private bool IsIgnoredHost(ReadOnlySpan<byte> host)
    {
        host = NameClassifier.TrimPortAndDot(host);
        foreach (var ignored in _ignoredHosts)
        {
            var boundary = host.Length - ignored.Length;
            if (boundary >= 0 && Ascii.EqualsIgnoreCase(host[boundary..], ignored) && (boundary == 0 || host[boundary - 1] == '.'))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsTcpPossible(TransportProtocol transport) => transport is TransportProtocol.Tcp or TransportProtocol.NotStated;

    // A listed endpoint is the responder; else the side with the only ephemeral port is the initiator; else the order of the fields.
    private EventInitiator InferInitiator(TorNetwork network, in TorEvent torEvent, int sourceRow, int destinationRow, out bool isAssumed)
    {
        isAssumed = false;
        if (IsTcpPossible(torEvent.Transport))
        {
            var sourceListens = IsListedEndpoint(network, torEvent.Source, torEvent.SourcePort, sourceRow, torEvent.Time);
            var destinationListens = IsListedEndpoint(network, torEvent.Destination, torEvent.DestinationPort, destinationRow, torEvent.Time);
            if (sourceListens != destinationListens)
            {
                return sourceListens ? EventInitiator.Destination : EventInitiator.Source;
            }
        }

        var sourceIsEphemeral = torEvent.SourcePort >= FirstEphemeralPort;
        if (sourceIsEphemeral != torEvent.DestinationPort >= FirstEphemeralPort)
        {
            return sourceIsEphemeral ? EventInitiator.Source : EventInitiator.Destination;
        }

        isAssumed = true;
        return EventInitiator.Source;
    }

    private bool IsListedEndpoint(TorNetwork network, IPAddressValue address, ushort port, int row, DateTimeOffset? time)
    {
        if (row < 0 || port == 0 || _ignored.Contains(address))
        {
            return false;
        }

        var facts = _judge.FactsOf(network, row, port);
        return facts.IsOrEndpoint || facts.IsDirectoryEndpoint || FindAuthority(network, address, port, row, time) is not null;
    }

    private DirectoryAuthority? FindAuthority(TorNetwork network, IPAddressValue address, ushort port, int row, DateTimeOffset? time)
    {
        if ((network.AddressData.Flags[row] & AddressFlags.Authority) == 0)
        {
            return null;
        }

        var authority = DirectoryAuthorities.Find(address, port, time ?? network.Time);
        return authority is null || _judge.IsIgnored(authority.Fingerprint) ? null : authority;
    }

    private static TorDirection DirectionOf(in TorEvent torEvent, bool isSwapped, bool initiatorIsOurs, bool responderIsOurs)
    {
        var initiatorIsKnown = torEvent.IsClientLog || !(isSwapped ? torEvent.Destination : torEvent.Source).IsNone;
        var responderIsKnown = torEvent.IsServiceLog || !(isSwapped ? torEvent.Source : torEvent.Destination).IsNone;
        return !(initiatorIsKnown & responderIsKnown) ? TorDirection.Unknown
            : initiatorIsOurs ? (responderIsOurs ? TorDirection.Internal : TorDirection.Outbound)
            : responderIsOurs ? TorDirection.Inbound : TorDirection.External;
    }

    private static EventField AddressField(bool isDestination) => isDestination ? EventField.Destination : EventField.Source;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Collect(TorNetwork network, in TorEvent torEvent, in Side initiator, in Side responder, PortRole portRole, ref TorVerdict verdict)
    {
        var initiatorIsIgnored = _ignored.Contains(initiator.Address);
        var responderIsIgnored = _ignored.Contains(responder.Address);
        if (initiator.Row >= 0 && !initiatorIsIgnored)
        {
            CollectInitiator(network, initiator, responder, ref verdict);
        }

        var destination = EvidenceKind.None;
        if (responder.Row >= 0 && !responderIsIgnored)
        {
            destination = CollectResponder(network, torEvent, responder, ref verdict);
        }

        if (portRole != PortRole.None && !responderIsIgnored)
        {
            CollectPort(torEvent, responder, portRole, destination, ref verdict);
        }

        CollectNames(torEvent, destination, ref verdict);
        if (torEvent.IsTorProcess)
        {
            verdict.Add(new TorEvidence(EvidenceKind.ProcessTor, Confidence.High, EventField.ProcessImage));
        }
    }

    private void CollectInitiator(TorNetwork network, in Side initiator, in Side responder, ref TorVerdict verdict)
    {
        // Without a responder's address, its family is the initiator's; of IPv6 no more than that matters.
        var destination = !responder.Address.IsNone ? responder.Address : initiator.Address.IsIPv4 ? default : initiator.Address;
        var facts = _judge.FactsOf(network, initiator.Row, responder.Port, destination);
        if (!facts.IsListed)
        {
            return;
        }

        var (kind, confidence, isAuthorised) = initiator.IsOurs ? (EvidenceKind.OwnRelay, Confidence.Confirmed, facts.IsAuthorised)
            : !facts.CanExit ? (EvidenceKind.SourceRelay, Confidence.Low, facts.IsAuthorised)
            : facts.MayReachPort ? (EvidenceKind.SourceExit, Confidence.High, facts.IsExitAuthorised)
            : (EvidenceKind.SourceExitPolicyRejects, Confidence.Low, facts.IsExitAuthorised);
        verdict.Add(AddressEvidence(kind, confidence, initiator, isAuthorised));
    }

    // Gives the evidence that stands for want of better, if there is any: the two rules that raise it need to know.
    private EvidenceKind CollectResponder(TorNetwork network, in TorEvent torEvent, in Side responder, ref TorVerdict verdict)
    {
        var facts = _judge.FactsOf(network, responder.Row, responder.Port);
        if (responder.IsOurs)
        {
            if (facts.IsListed)
            {
                verdict.Add(AddressEvidence(EvidenceKind.OwnRelay, Confidence.Confirmed, responder, facts.IsAuthorised));
            }

            return EvidenceKind.None;
        }

        var isTcpPossible = IsTcpPossible(torEvent.Transport);
        var isEndpoint = false;
        if (isTcpPossible)
        {
            if (facts.IsOrEndpoint)
            {
                verdict.Add(AddressEvidence(EvidenceKind.DestinationOrEndpoint, Confidence.Confirmed, responder, facts.IsOrEndpointAuthorised));
                isEndpoint = true;
            }

            if (FindAuthority(network, responder.Address, responder.Port, responder.Row, torEvent.Time) is { } authority)
            {
                verdict.Add(AddressEvidence(EvidenceKind.DestinationAuthority, Confidence.Confirmed, responder, _judge.IsOwn(authority.Fingerprint)));
                isEndpoint = true;
            }

            if (facts.IsDirectoryEndpoint)
            {
                verdict.Add(AddressEvidence(EvidenceKind.DestinationDirectoryPort, Confidence.Confirmed, responder, facts.IsDirectoryEndpointAuthorised));
                isEndpoint = true;
            }
        }

        if (isEndpoint || !facts.IsListed)
        {
            return EvidenceKind.None;
        }

        var isGuard = facts.IsGuard && isTcpPossible && (responder.Port == 0 || !facts.HasPort);
        var (kind, confidence, isAuthorised) = isGuard
            ? (EvidenceKind.DestinationGuard, Confidence.Medium, facts.IsGuardAuthorised)
            : (EvidenceKind.DestinationRelay, Confidence.Low, facts.IsAuthorised);
        verdict.Add(AddressEvidence(kind, confidence, responder, isAuthorised));
        return kind;
    }

    private static TorEvidence AddressEvidence(EvidenceKind kind, Confidence confidence, in Side side, bool isAuthorised) =>
        new(kind, isAuthorised ? Confidence.Low : confidence, AddressField(side.IsDestination), side.Row, authorised: isAuthorised);

    private static void CollectPort(in TorEvent torEvent, in Side responder, PortRole portRole, EvidenceKind destination, ref TorVerdict verdict)
    {
        var field = responder.IsDestination ? EventField.DestinationPort : EventField.SourcePort;
        if (portRole == PortRole.Client && responder.IsOurs && (torEvent.IsServiceLog || !responder.Address.IsNone))
        {
            verdict.Add(new TorEvidence(EvidenceKind.PortClient, Confidence.Low, field));
        }
        else if (portRole == PortRole.Relay && !responder.IsOurs && !responder.Address.IsNone && IsTcpPossible(torEvent.Transport))
        {
            verdict.Add(new TorEvidence(EvidenceKind.PortRelay, Confidence.Low, field));
            if (destination == EvidenceKind.DestinationRelay)
            {
                verdict.Raise(Confidence.Medium);
            }
        }
    }

    private static void CollectNames(in TorEvent torEvent, EvidenceKind destination, ref TorVerdict verdict)
    {
        var hasRelay = destination is EvidenceKind.DestinationRelay or EvidenceKind.DestinationGuard;
        var hasLink = torEvent.HasTorLinkCertificate;
        foreach (var name in torEvent.Names)
        {
            if (name.Class != NameClass.None)
            {
                verdict.Add(new TorEvidence(KindOf(name.Class), ConfidenceOf(name.Class), name.Field, nameOrdinal: name.Ordinal));
            }
            else if (hasRelay)
            {
                verdict.Add(new TorEvidence(EvidenceKind.TlsNameTorLink, Confidence.Medium, name.Field, nameOrdinal: name.Ordinal));
                verdict.Raise(Confidence.High);
            }
        }

        if (hasLink)
        {
            verdict.Add(new TorEvidence(EvidenceKind.TlsNameTorLink, Confidence.Medium, EventField.TlsSubject));
            verdict.Raise(hasRelay ? Confidence.High : Confidence.Medium);
        }
    }

    private static EvidenceKind KindOf(NameClass nameClass) => nameClass switch
    {
        NameClass.OnionV3 => EvidenceKind.DomainOnionV3,
        NameClass.OnionV2 => EvidenceKind.DomainOnionV2,
        NameClass.OnionInvalid => EvidenceKind.DomainOnionInvalid,
        NameClass.Tor2web or NameClass.Tor2webOnion => EvidenceKind.DomainTor2web,
        NameClass.TorProject or NameClass.TorProjectUse => EvidenceKind.DomainTorProject,
        _ => EvidenceKind.None,
    };

    private readonly record struct Side(IPAddressValue Address, ushort Port, int Row, bool IsOurs, bool IsDestination);
}
