using System.Collections.Frozen;
using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;

namespace TorIntel;

/// <summary>What adapters to .NET loggers have in common: which properties matter, whether an event may have evidence, and what it is tagged with.</summary>
/// <remarks>
/// <para>
/// An adapter takes the view once for an event (<see cref="Network"/>), asks <see cref="MayConcern(TorNetwork, TorField, object?)"/> for each property that
/// <see cref="TryGetField"/> knows, and only if one of them does, gathers them all for <see cref="Find(TorNetwork, ReadOnlySpan{TorProperty}, DateTimeOffset?)"/>. Nearly all events end with the first question, which allocates nothing.
/// </para>
/// <para>Safe for any number of threads. Throws nothing for whatever an event holds.</para>
/// </remarks>
public sealed partial class TorEnricher
{
    private readonly TorNetworkStore _store;
    private readonly TorClassifier _classifier;
    private readonly FrozenDictionary<string, TorField> _fields;
    private readonly FieldTable _table;
    private readonly string _adapter;
    private readonly TimeSpan? _staleAfter;
    private FindingCache? _cache;

    /// <summary>Initializes a new instance of the <see cref="TorEnricher"/> class.</summary>
    /// <param name="store">Where the view in force is.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <param name="classifier">The classifier; null for one with the default options.</param>
    /// <param name="adapter">What the adapter is called in metrics.</param>
    /// <exception cref="ArgumentNullException"><paramref name="store"/> is null.</exception>
    /// <exception cref="ArgumentException">The options are wrong; the message says how.</exception>
    public TorEnricher(TorNetworkStore store, TorEnrichmentOptions? options = null, TorClassifier? classifier = null, string adapter = "other")
    {
        ArgumentNullException.ThrowIfNull(store);
        options ??= new TorEnrichmentOptions();
        if (options.Validate() is { } problem)
        {
            throw new ArgumentException($"TorIntel: {problem}.", nameof(options));
        }

        _store = store;
        _classifier = classifier ?? new TorClassifier();
        _fields = options.Fields.Count == 0 ? ConventionalFields.All : options.Fields.ToFrozenDictionary(StringComparer.Ordinal);
        _table = new FieldTable(_fields);
        _layouts = new AttributeLayouts(_fields);
        _adapter = adapter;
        _staleAfter = options.StaleAfter;
        OtherAddresses = options.OtherAddresses;
        MinimumConfidence = options.MinimumConfidence;
    }

    /// <summary>Gets the view in force. Take it once for an event, so that one event sees one view.</summary>
    public TorNetwork Network => _store.Current;

    /// <summary>Gets the properties that are looked at, by name.</summary>
    public IReadOnlyDictionary<string, TorField> Fields => _fields;

    /// <summary>Gets what an address in any other property is.</summary>
    public TorField OtherAddresses { get; }

    /// <summary>Gets the confidence from which on an event is tagged.</summary>
    public Confidence MinimumConfidence { get; }

    /// <summary>Tells what a property holds, by its name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="field">What it holds, or <see cref="TorField.None"/>.</param>
    /// <returns>Whether it is looked at.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGetField(string name, out TorField field)
    {
        ArgumentNullException.ThrowIfNull(name);
        field = _table.Find(name);
        return field != TorField.None;
    }

    /// <summary>Tells whether a property can be, or be part of, evidence of Tor. Allocates nothing. If no property of an event can, the event has none.</summary>
    /// <param name="network">The view.</param>
    /// <param name="field">What the property holds.</param>
    /// <param name="value">Its value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool MayConcern(TorNetwork network, TorField field, object? value)
    {
        ArgumentNullException.ThrowIfNull(network);
        return value is string text ? MayConcern(network, field, text) : value is not null && ValueMayConcern(network, field, value);
    }

    /// <summary>Tells whether a property can be, or be part of, evidence of Tor. Allocates nothing.</summary>
    /// <param name="network">The view.</param>
    /// <param name="field">What the property holds.</param>
    /// <param name="text">Its text.</param>
    public static bool MayConcern(TorNetwork network, TorField field, ReadOnlySpan<char> text)
    {
        ArgumentNullException.ThrowIfNull(network);

        // Nearly all addresses are IPv4 and nothing else.
        return PropertyValue.IsAddress(field) && IPv4Text.TryParse(text, out var ipv4) ? network.Index.Contains(ipv4) : TextMayConcern(network, field, text);
    }

    private static bool TextMayConcern(TorNetwork network, TorField field, ReadOnlySpan<char> text)
    {
        if (field is TorField.HostName or TorField.HttpHost)
        {
            return NameMayConcern(field, text);
        }

        if (PropertyValue.IsAddress(field))
        {
            return PropertyValue.AddressOf(text, out var port) is { IsNone: false } address
                ? network.FindRow(address) >= 0 || PortClassifier.Classify((ushort)port) != PortRole.None
                : NameMayConcern(TorField.HostName, text);
        }

        return field switch
        {
            TorField.None or TorField.Transport or TorField.ClientPort or TorField.TlsIssuer => false,
            TorField.ServerPort or TorField.SourcePort or TorField.DestinationPort => PortClassifier.Classify(PropertyValue.PortOf(text)) != PortRole.None,
            TorField.TlsSubject => text.StartsWith("CN=www.", StringComparison.Ordinal),
            TorField.ProcessImage => PropertyValue.IsTorProcess(text),
            _ => NameMayConcern(field, text),
        };
    }

    /// <summary>Judges an event.</summary>
    /// <param name="network">The view.</param>
    /// <param name="properties">The properties that matter; also those of which <see cref="MayConcern(TorNetwork, TorField, object?)"/> said that they cannot be evidence.</param>
    /// <param name="time">When it happened: for the table of directory authorities. Null if unknown.</param>
    /// <returns>What to tag the event with; null if there is no evidence of Tor, or less than asked for.</returns>
    public TorFinding? Find(TorNetwork network, ReadOnlySpan<TorProperty> properties, DateTimeOffset? time)
    {
        ArgumentNullException.ThrowIfNull(network);
        var draft = new EventDraft(network, _classifier, properties);
        draft.Read(time);
        var verdict = _classifier.Classify(network, draft.Event);
        if (!verdict.HasEvidence || verdict.Confidence < MinimumConfidence)
        {
            return null;
        }

        return FindingOf(network, properties, draft, verdict);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool NameMayConcern(TorField field, ReadOnlySpan<char> text) => (field == TorField.Url || NameClassifier.MayBeKnown(text)) && IsKnownName(field, text);

    /// <summary>Counts an event that was tagged, in the meter <c>TorIntel</c>. For the adapter to call once it has written the tag.</summary>
    /// <param name="finding">What the event was tagged with.</param>
    /// <exception cref="ArgumentNullException"><paramref name="finding"/> is null.</exception>
    public void CountTagged(TorFinding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        TorMeter.Count(finding.Verdict, _adapter);
    }

    [SkipLocalsInit]
    private static bool IsKnownName(TorField field, ReadOnlySpan<char> text)
    {
        Span<byte> buffer = stackalloc byte[PropertyValue.MaxNameLength];
        return NameClassifier.Classify(PropertyValue.NameOf(field, text, buffer)) != NameClass.None;
    }

    private static bool ValueMayConcern(TorNetwork network, TorField field, object value)
    {
        // What the two usually are: a number and an IPAddress.
        if (value is int number && PropertyValue.IsPort(field))
        {
            return field != TorField.ClientPort && (uint)number <= ushort.MaxValue && PortClassifier.Classify((ushort)number) != PortRole.None;
        }

        if (value is IPAddress plain && PropertyValue.IsAddress(field))
        {
            return network.Index.Contains(plain);
        }

        if (PropertyValue.IsAddress(field) && PropertyValue.AddressOf(value, out var port) is { IsNone: false } address)
        {
            return network.FindRow(address) >= 0 || PortClassifier.Classify((ushort)port) != PortRole.None;
        }

        return PropertyValue.IsPort(field) && PropertyValue.PortOf(value) is > 0 and var portNumber ? field != TorField.ClientPort && PortClassifier.Classify(portNumber) != PortRole.None
            : PropertyValue.TextOf(value) is { } text && MayConcern(network, field, text);
    }

    // Evidence about names is different from event to event; what is about addresses and ports comes again.
    private TorFinding FindingOf(TorNetwork network, ReadOnlySpan<TorProperty> properties, in EventDraft draft, in TorVerdict verdict)
    {
        var (hasSource, hasDestination, usesPort) = (false, false, false);
        foreach (var evidence in verdict.Evidence)
        {
            if (evidence.Kind > EvidenceKind.OwnRelay && evidence.Kind is not (EvidenceKind.PortRelay or EvidenceKind.PortClient))
            {
                return Make(network, properties, draft, verdict);
            }

            hasSource |= evidence.Field == EventField.Source;
            hasDestination |= evidence.Field == EventField.Destination;
            usesPort |= evidence.Kind is not (EvidenceKind.SourceExit or EvidenceKind.SourceRelay or EvidenceKind.SourceExitPolicyRejects);
        }

        var port = !usesPort ? (ushort)0 : verdict.Initiator == EventInitiator.Source ? draft.Event.DestinationPort : draft.Event.SourcePort;
        var key = new FindingKey(verdict, hasSource ? draft.Event.Source : default, hasDestination ? draft.Event.Destination : default, port, draft.FieldNames);
        var cache = _cache;
        if (cache?.Network != network)
        {
            _cache = cache = new FindingCache(network);
        }

        if (cache.Find(key) is { } known)
        {
            return known;
        }

        var finding = Make(network, properties, draft, verdict);
        cache.Add(key, finding);
        return finding;
    }

    private TorFinding Make(TorNetwork network, ReadOnlySpan<TorProperty> properties, in EventDraft draft, in TorVerdict verdict)
    {
        var observed = new ObservedEvidence[verdict.Evidence.Length];
        var relays = _classifier.RelaysOf(network, draft.Event, verdict);
        var roles = RelayRoles.None;
        foreach (var relay in relays)
        {
            roles |= relay.Roles;
        }

        List<string> addresses = [];
        List<string> hosts = [];
        for (var i = 0; i < observed.Length; i++)
        {
            var evidence = verdict.Evidence[i];
            var property = properties[draft.PropertyOf(evidence)];
            string shown;
            if (evidence.Kind is > EvidenceKind.None and <= EvidenceKind.OwnRelay)
            {
                var (address, port) = evidence.Field == EventField.Source ? (draft.Event.Source, draft.Event.SourcePort) : (draft.Event.Destination, draft.Event.DestinationPort);
                AddOnce(addresses, address.ToString());
                shown = NamesEndpoint(evidence.Kind) ? new IPEndpointValue(address, port).ToString() : address.ToString();
                roles |= evidence.Kind == EvidenceKind.DestinationAuthority ? RelayRoles.Relay | RelayRoles.Authority : RelayRoles.None;
                roles |= relays.Count == 0 && network.TryFind(address, out var listed) ? listed.RolesAt(network.Time) : RelayRoles.None;
            }
            else if (evidence.Kind is EvidenceKind.PortRelay or EvidenceKind.PortClient)
            {
                // The port alone: behind an address it would bring that one along, which is no part of the evidence, and not of the key of the cache.
                shown = (evidence.Field == EventField.SourcePort ? draft.Event.SourcePort : draft.Event.DestinationPort).ToString(CultureInfo.InvariantCulture);
            }
            else
            {
                shown = PropertyValue.ShownAs(property.Value);
            }

            if (evidence.Kind is >= EvidenceKind.DomainOnionV3 and <= EvidenceKind.DomainTorProject)
            {
                AddOnce(hosts, PropertyValue.HostOf(property.Field, shown));
            }

            observed[i] = new ObservedEvidence(evidence.Kind, evidence.Confidence, property.Name, shown, evidence.IsAuthorised);
        }

        return new TorFinding(network, verdict, observed, relays, _staleAfter)
        {
            Roles = roles,
            Techniques = TorClassifier.TechniquesOf(draft.Event, verdict),
            IsVerified = _classifier.IsVerified(network, draft.Event, verdict),
            Addresses = addresses,
            Hosts = hosts,
        };
    }

    private static bool NamesEndpoint(EvidenceKind kind) =>
        kind is EvidenceKind.DestinationOrEndpoint or EvidenceKind.DestinationAuthority or EvidenceKind.DestinationDirectoryPort;

    private static void AddOnce(List<string> list, string text)
    {
        if (!list.Contains(text, StringComparer.Ordinal))
        {
            list.Add(text);
        }
    }
}
