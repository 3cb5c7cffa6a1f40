namespace TorIntel.Tests;

/// <summary>Judges a case straight from the table of evidence: slow and plain, by scans over what the lists say.</summary>
internal sealed class AddressEvidenceOracle(ClassifierCase subject)
{
    private readonly List<string> _evidence = [];
    private readonly HashSet<RelayFingerprint> _relays = [];
    private Confidence _confidence = Confidence.None;

    private bool IsTcpOrNotStated => subject.Event.Transport is TransportProtocol.Tcp or TransportProtocol.NotStated;

    /// <summary>The verdict as text: direction, confidence, initiator, evidence, relays.</summary>
    public string Judge()
    {
        var torEvent = subject.Event;
        var source = new IPEndpointValue(torEvent.Source, torEvent.SourcePort);
        var destination = new IPEndpointValue(torEvent.Destination, torEvent.DestinationPort);
        var (sourceOpened, isAssumed) = WhoOpened(source, destination);
        var (initiator, responder) = sourceOpened ? (source, destination) : (destination, source);
        var responderField = sourceOpened ? EventField.Destination : EventField.Source;

        JudgeInitiator(initiator, responder, sourceOpened ? EventField.Source : EventField.Destination);
        var forWantOfBetter = JudgeResponder(responder, responderField);
        JudgePort(responder, sourceOpened ? EventField.DestinationPort : EventField.SourcePort, forWantOfBetter);
        JudgeLinkNames(forWantOfBetter);
        return Text(Direction(initiator, responder), _confidence, sourceOpened, isAssumed, _evidence, _relays);
    }

    public static string Text(
        TorDirection direction, Confidence confidence, bool sourceOpened, bool isAssumed, IEnumerable<string> evidence, IEnumerable<RelayFingerprint> relays) =>
        $"{direction} {confidence}, from {(sourceOpened ? "source" : "destination")}{(isAssumed ? " (assumed)" : "")}: "
        + string.Join(", ", evidence) + "; " + string.Join(' ', relays.Order());

    public static string Text(EvidenceKind kind, Confidence confidence, EventField field, bool isAuthorised) =>
        $"{kind} {confidence} {field}{(isAuthorised ? " authorised" : "")}";

    private (bool SourceOpened, bool IsAssumed) WhoOpened(IPEndpointValue source, IPEndpointValue destination)
    {
        if (subject.Event.Initiator != EventInitiator.NotStated)
        {
            return (subject.Event.Initiator == EventInitiator.Source, false);
        }

        var (sourceListens, destinationListens) = (IsTorEndpoint(source), IsTorEndpoint(destination));
        if (sourceListens != destinationListens)
        {
            return (destinationListens, false);
        }

        return (source.Port >= 32768) != (destination.Port >= 32768) ? (source.Port >= 32768, false) : (true, true);
    }

    private bool IsTorEndpoint(IPEndpointValue side) => IsTcpOrNotStated && !IsIgnored(side.Address)
        && (Listeners(side, PresenceKind.Or).Count != 0 || Listeners(side, PresenceKind.Directory).Count != 0 || Authority(side) is not null);

    private void JudgeInitiator(IPEndpointValue initiator, IPEndpointValue responder, EventField field)
    {
        if (!IsListed(initiator.Address))
        {
            return;
        }

        var present = Present(initiator.Address);
        var exits = present.Where(CanExit).ToList();
        if (IsOurs(initiator.Address))
        {
            Give(EvidenceKind.OwnRelay, Confidence.Confirmed, field, present);
        }
        else if (exits.Count == 0 && !HasNameless(initiator.Address, RelayRoles.Exit))
        {
            Give(EvidenceKind.SourceRelay, Confidence.Low, field, present);
        }
        else if (exits.Count != 0 && responder.Port != 0 && exits.TrueForAll(exit => Refuses(exit.Relay, initiator, responder)))
        {
            Give(EvidenceKind.SourceExitPolicyRejects, Confidence.Low, field, exits);
        }
        else
        {
            Give(EvidenceKind.SourceExit, Confidence.High, field, exits);
        }
    }

    // Gives the kind that stands for want of better.
    private EvidenceKind JudgeResponder(IPEndpointValue responder, EventField field)
    {
        if (responder.Address.IsNone || IsIgnored(responder.Address))
        {
            return EvidenceKind.None;
        }

        var present = Present(responder.Address);
        if (subject.Event.IsServiceLog || IsOurs(responder.Address))
        {
            if (IsListed(responder.Address))
            {
                Give(EvidenceKind.OwnRelay, Confidence.Confirmed, field, present);
            }

            return EvidenceKind.None;
        }

        var before = _evidence.Count;
        if (IsTcpOrNotStated)
        {
            if (Listeners(responder, PresenceKind.Or) is { Count: not 0 } ors)
            {
                Give(EvidenceKind.DestinationOrEndpoint, Confidence.Confirmed, field, ors);
            }

            if (Authority(responder) is { } authority)
            {
                Give(EvidenceKind.DestinationAuthority, Confidence.Confirmed, field, subject.Options.OwnRelays.Contains(authority));
                Name(present.Where(presence => presence.Relay.ToString() is PlainAuthority.LastingFingerprint or PlainAuthority.PastFingerprint));
            }

            if (Listeners(responder, PresenceKind.Directory) is { Count: not 0 } directories)
            {
                Give(EvidenceKind.DestinationDirectoryPort, Confidence.Confirmed, field, directories);
            }
        }

        if (_evidence.Count != before || !IsListed(responder.Address))
        {
            return EvidenceKind.None;
        }

        var guards = present.Where(presence => presence.Kind != PresenceKind.Exit && RolesOf(presence.Relay).HasFlag(RelayRoles.Guard)).ToList();
        var isGuard = guards.Count != 0 || HasNameless(responder.Address, RelayRoles.Guard);
        var isAnyPortGiven = present.Exists(presence => presence.Port != 0);
        return isGuard && IsTcpOrNotStated && (responder.Port == 0 || !isAnyPortGiven)
            ? Give(EvidenceKind.DestinationGuard, Confidence.Medium, field, guards)
            : Give(EvidenceKind.DestinationRelay, Confidence.Low, field, present);
    }

    private void JudgePort(IPEndpointValue responder, EventField field, EvidenceKind forWantOfBetter)
    {
        if (IsIgnored(responder.Address))
        {
            return;
        }

        var isOurs = subject.Event.IsServiceLog || IsOurs(responder.Address);
        if (isOurs && (responder.Port is 9040 or 9050 or 9051 or 9150 or 9151 or 9053))
        {
            Give(EvidenceKind.PortClient, Confidence.Low, field, isAuthorised: false);
        }

        if (!isOurs && !responder.Address.IsNone && (responder.Port is 9001 or 9030) && IsTcpOrNotStated)
        {
            Give(EvidenceKind.PortRelay, Confidence.Low, field, isAuthorised: false);
            RaiseTo(forWantOfBetter == EvidenceKind.DestinationRelay ? Confidence.Medium : Confidence.None);
        }
    }

    private void JudgeLinkNames(EvidenceKind forWantOfBetter)
    {
        var hasRelay = forWantOfBetter is EvidenceKind.DestinationRelay or EvidenceKind.DestinationGuard;
        if (subject.HasLinkName && hasRelay)
        {
            Give(EvidenceKind.TlsNameTorLink, Confidence.Medium, EventField.TlsServerName, isAuthorised: false);
        }

        if (subject.HasLinkCertificate)
        {
            Give(EvidenceKind.TlsNameTorLink, Confidence.Medium, EventField.TlsSubject, isAuthorised: false);
        }

        RaiseTo(hasRelay && (subject.HasLinkName || subject.HasLinkCertificate) ? Confidence.High : Confidence.None);
    }

    // Evidence that rests on some relays; what rests on none that is known by name is nobody's.
    private EvidenceKind Give(EvidenceKind kind, Confidence confidence, EventField field, List<RelayPresence> restsOn)
    {
        Give(kind, confidence, field, restsOn.Count != 0 && restsOn.TrueForAll(presence => subject.Options.OwnRelays.Contains(presence.Relay)));
        Name(restsOn);
        return kind;
    }

    private void Give(EvidenceKind kind, Confidence confidence, EventField field, bool isAuthorised)
    {
        confidence = isAuthorised ? Confidence.Low : confidence;
        _evidence.Add(Text(kind, confidence, field, isAuthorised));
        RaiseTo(confidence);
    }

    private void Name(IEnumerable<RelayPresence> presences) => _relays.UnionWith(presences.Select(presence => presence.Relay));

    private void RaiseTo(Confidence confidence) => _confidence = confidence > _confidence ? confidence : _confidence;

    private TorDirection Direction(IPEndpointValue initiator, IPEndpointValue responder)
    {
        if (initiator.Address.IsNone || (responder.Address.IsNone && !subject.Event.IsServiceLog))
        {
            return TorDirection.Unknown;
        }

        return (IsOurs(initiator.Address), subject.Event.IsServiceLog || IsOurs(responder.Address)) switch
        {
            (true, true) => TorDirection.Internal,
            (true, false) => TorDirection.Outbound,
            (false, true) => TorDirection.Inbound,
            (false, false) => TorDirection.External,
        };
    }

    // An address is listed if a list has it, and not if all relays known there are ignored.
    private bool IsListed(IPAddressValue address) => !address.IsNone && !IsIgnored(address)
        && (AllPresent(address).Count != 0 ? Present(address).Count != 0 : HasNameless(address, RelayRoles.None));

    private bool HasNameless(IPAddressValue address, RelayRoles role) =>
        subject.Addresses.Any(entry => entry.Prefix.Contains(address) && entry.Roles.HasFlag(role));

    private List<RelayPresence> AllPresent(IPAddressValue address) =>
    [
        .. from relay in subject.Relays
           from presence in relay.OrEndpoints.Select(endpoint => new RelayPresence(relay.Fingerprint, PresenceKind.Or, endpoint))
               .Concat(relay.DirectoryEndpoints.Select(endpoint => new RelayPresence(relay.Fingerprint, PresenceKind.Directory, endpoint)))
               .Concat(relay.ExitAddresses.Select(exit => new RelayPresence(relay.Fingerprint, PresenceKind.Exit, new IPEndpointValue(exit, 0))))
           where presence.Endpoint.Address == address
           select presence,
    ];

    private List<RelayPresence> Present(IPAddressValue address) =>
        [.. AllPresent(address).Where(presence => !subject.Options.IgnoredRelays.Contains(presence.Relay))];

    private List<RelayPresence> Listeners(IPEndpointValue endpoint, PresenceKind kind) =>
        endpoint.Port == 0 ? [] : [.. Present(endpoint.Address).Where(presence => presence.Kind == kind && presence.Endpoint == endpoint)];

    private RelayFingerprint? Authority(IPEndpointValue endpoint) =>
        PlainAuthority.Find(endpoint, subject.Event.Time ?? subject.ViewTime) is { } found && !subject.Options.IgnoredRelays.Contains(found) ? found : null;

    private RelayRoles RolesOf(RelayFingerprint fingerprint) => Descriptions(fingerprint).Aggregate(RelayRoles.Relay, (roles, relay) => roles | relay.Roles);

    private bool CanExit(RelayPresence presence) => presence.Kind == PresenceKind.Exit || RolesOf(presence.Relay).HasFlag(RelayRoles.Exit);

    private bool Refuses(RelayFingerprint fingerprint, IPEndpointValue initiator, IPEndpointValue responder)
    {
        var isIPv4 = (responder.Address.IsNone ? initiator : responder).Address.IsIPv4;
        if (isIPv4 && Descriptions(fingerprint).LastOrDefault(relay => relay.ExitPolicy is not null)?.ExitPolicy is { } exact)
        {
            // Behind a private address may be any public one; of those that the policies name, and of all others.
            IPAddressValue[] possible = !responder.Address.IsNone && SpecialPurposeRanges.IsGloballyReachable(responder.Address)
                ? [responder.Address]
                : [.. new[] { "192.31.196.0", "192.31.196.1", "192.31.196.2", "192.31.196.100", "192.31.197.1" }.Select(Sketch.Address)];
            return !possible.Any(address => PolicyOracle.Accepts(exact.ToString(), address.ToString(), responder.Port));
        }

        var policy = Descriptions(fingerprint).Select(relay => isIPv4 ? relay.ExitPolicySummary : relay.ExitPolicySummaryIPv6).LastOrDefault(policy => policy is not null);
        return policy is not null && !policy.Accepts(responder.Port);
    }

    private IEnumerable<TorRelayDescription> Descriptions(RelayFingerprint fingerprint) => subject.Relays.Where(relay => relay.Fingerprint == fingerprint);

    private bool IsOurs(IPAddressValue address) => !address.IsNone && subject.Options.InternalNetworks.Any(network => network.Contains(address));

    private bool IsIgnored(IPAddressValue address) => subject.Options.IgnoredNetworks.Any(network => network.Contains(address));
}
