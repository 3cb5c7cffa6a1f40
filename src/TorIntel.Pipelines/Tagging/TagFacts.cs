namespace TorIntel.Pipelines;

/// <summary>What schemas write about: an event, its verdict, and what follows from it. Used again for each event.</summary>
internal sealed class TagFacts(TorNetwork network, TorClassifier classifier, TimeSpan? staleAfter)
{
    private readonly ByteBuffer _value = new();
    private byte[] _unescaped = new byte[512];
    private TorVerdict _verdict;

    public TorNetwork Network => network;

    public EventRecord Record { get; private set; } = new();

    /// <summary>Gets the name of the lists; null if there is none.</summary>
    public string? Source => network.Sources.Count == 0 ? null : network.SourceName;

    public ref readonly TorVerdict Verdict => ref _verdict;

    public IReadOnlyList<TorRelay> Relays { get; private set; } = [];

    /// <summary>Gets the roles of the relays that the evidence is about; without relays those of the addresses.</summary>
    public RelayRoles Roles { get; private set; }

    public TechniqueSet Techniques { get; private set; }

    /// <summary>Gets the age of the list at the time of the event in whole seconds; null if unknown.</summary>
    public long? Age { get; private set; }

    public bool IsStale { get; private set; }

    /// <summary>Gets a value indicating whether what the evidence rests on is in lists whose signatures were checked.</summary>
    public bool IsVerified { get; private set; }

    /// <summary>Gets the first piece of evidence of those that are worth most.</summary>
    public TorEvidence Main { get; private set; }

    public void Set(EventRecord record, in TorVerdict verdict)
    {
        Record = record;
        _verdict = verdict;
        Relays = classifier.RelaysOf(network, record.Event, verdict);
        Techniques = TorClassifier.TechniquesOf(record.Event, verdict);
        var age = record.Event.Time is { } time ? network.AgeAt(time) : null;
        Age = age is { } known ? (long)Math.Floor(known.TotalSeconds) : null;
        IsVerified = classifier.IsVerified(network, record.Event, verdict);
        IsStale = age is not null && network.IsStaleAt(record.Event.Time!.Value, staleAfter);
        Main = verdict.Evidence[0];
        Roles = RelayRoles.None;
        foreach (var relay in Relays)
        {
            Roles |= relay.Roles;
        }

        foreach (var evidence in verdict.Evidence)
        {
            Main = evidence.Confidence > Main.Confidence ? evidence : Main;
            Roles |= evidence.Kind == EvidenceKind.DestinationAuthority ? RelayRoles.Relay | RelayRoles.Authority : RelayRoles.None;
            if (Relays.Count == 0 && EvidenceText.IsOfAddress(evidence.Kind) && network.TryFind(EvidenceText.AddressOf(record, evidence), out var listed))
            {
                Roles |= listed.RolesAt(record.Event.Time);
            }
        }
    }

    /// <summary>Gives what stood in the event, without escapes; an address in its canonical form, with the port for an endpoint. Valid until the next call.</summary>
    public ReadOnlySpan<byte> ValueOf(ReadOnlySpan<byte> text, TorEvidence evidence)
    {
        if (!EvidenceText.IsOfAddress(evidence.Kind))
        {
            return Unescaped(text, EvidenceText.FieldOf(Record, evidence));
        }

        _value.Clear();
        EvidenceText.WriteAddress(_value, Record, evidence);
        return _value.Bytes;
    }

    /// <summary>Gives the address alone, or the host name without scheme, port and path; nothing for other evidence. Valid until the next call.</summary>
    public ReadOnlySpan<byte> HostOf(ReadOnlySpan<byte> text, TorEvidence evidence)
    {
        var kind = evidence.Kind;
        if (EvidenceText.IsOfAddress(kind))
        {
            _value.Clear();
            Span<byte> address = stackalloc byte[48];
            EvidenceText.AddressOf(Record, evidence).TryFormat(address, out var length);
            _value.Write(address[..length]);
            return _value.Bytes;
        }

        if (!EvidenceText.IsOfName(kind))
        {
            return default;
        }

        var name = Unescaped(text, EvidenceText.FieldOf(Record, evidence));
        return NameClassifier.TrimPortAndDot(evidence.Field == EventField.Url ? NameClassifier.HostOfUrl(name) : name);
    }

    private ReadOnlySpan<byte> Unescaped(ReadOnlySpan<byte> text, FieldSlice field)
    {
        var raw = text.Slice(field.Start, field.Length);
        if (_unescaped.Length < raw.Length + 4)
        {
            _unescaped = new byte[2 * (raw.Length + 4)];
        }

        return Record.Encoding == ValueEncoding.Json ? JsonText.Unescape(raw, _unescaped) : ValueText.Decode(raw, Record.Encoding, _unescaped);
    }
}
