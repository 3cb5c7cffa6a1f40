namespace TorIntel.Pipelines;

/// <summary>What the formats have in common whose records are JSON objects.</summary>
/// <remarks>
/// Each record is read at first for what can be evidence at all: addresses, ports and names. Few have a listed address, a port of Tor or a telling
/// name; only these are read again, with all that the rules ask for.
/// </remarks>
internal abstract class JsonFormat : IRecordFormat
{
    private readonly JsonKeyMap _map;
    private readonly JsonKeyMap _quickMap;
    private readonly JsonEventReader _reader = new();
    private readonly byte[] _buffer = new byte[4096];

    protected JsonFormat(IReadOnlyList<(string Path, EventMember Member)> members)
    {
        _map = JsonKeyMap.Create(members);
        _quickMap = JsonKeyMap.Create(members.Where(entry => entry.Member is <= EventMember.DestinationPort or EventMember.TlsSubject));
    }

    public TagForm TagForm => TagForm.JsonMember;

    public string? Read(ReadOnlySpan<byte> text, EventRecord record, TorClassifier classifier, TorNetwork network)
    {
        record.Clear();
        record.IsJson = true;
        var problem = _reader.Scan(text) ?? _reader.Read(text, _quickMap, record);
        if (problem is not null)
        {
            return problem;
        }

        record.IsPlain = !MayHaveEvidence(text, record, network);
        return record.IsPlain ? null : ReadAll(text, record, classifier);
    }

    public ReadOnlySpan<byte> TakeHeaderForTag(ReadOnlySpan<byte> lineEnd, TagColumns columns) => default;

    public string? WhyNotTag(ReadOnlySpan<byte> text, EventRecord record, TagColumns columns) => null;

    /// <summary>Fills in everything but the names.</summary>
    protected abstract void SetEvent(ReadOnlySpan<byte> text, EventRecord record);

    /// <summary>Gives the value of a field with its escapes resolved; valid until the next call.</summary>
    protected ReadOnlySpan<byte> Value(ReadOnlySpan<byte> text, EventRecord record, EventMember member)
    {
        var value = record.Value(text, member);
        return record.HasEscapes ? JsonText.Unescape(value, _buffer) : value;
    }

    protected void SetEndpoints(ReadOnlySpan<byte> text, EventRecord record)
    {
        ref var torEvent = ref record.Event;
        torEvent.Source = FieldValues.Address(Value(text, record, EventMember.Source));
        torEvent.Destination = FieldValues.Address(Value(text, record, EventMember.Destination));
        torEvent.SourcePort = FieldValues.Port(Value(text, record, EventMember.SourcePort));
        torEvent.DestinationPort = FieldValues.Port(Value(text, record, EventMember.DestinationPort));
        FieldValues.SetTransport(ref torEvent, Value(text, record, EventMember.Transport));
    }

    // Every piece of evidence needs one of these; whether it really is evidence is for the rules.
    private bool MayHaveEvidence(ReadOnlySpan<byte> text, EventRecord record, TorNetwork network) =>
        network.Index.Contains(Value(text, record, EventMember.Source))
        || network.Index.Contains(Value(text, record, EventMember.Destination))
        || IsTorPort(Value(text, record, EventMember.SourcePort))
        || IsTorPort(Value(text, record, EventMember.DestinationPort))
        || (record.NameCount != 0 && HasTellingName(text, record))
        || Value(text, record, EventMember.TlsSubject).StartsWith("CN=www."u8);

    private static bool IsTorPort(ReadOnlySpan<byte> text) =>
        text is [(byte)'9', _, _, _] && PortClassifier.Classify(FieldValues.Port(text)) != PortRole.None;

    private bool HasTellingName(ReadOnlySpan<byte> text, EventRecord record)
    {
        for (var i = 0; i < record.NameCount; i++)
        {
            var slice = record.Name(i);
            var name = text.Slice(slice.Start, slice.Length);
            name = record.HasEscapes ? JsonText.Unescape(name, _buffer) : name;
            name = slice.Field.Member == EventMember.Url ? NameClassifier.HostOfUrl(name) : name;
            if (NameClassifier.Classify(name) != NameClass.None)
            {
                return true;
            }
        }

        return false;
    }

    private string? ReadAll(ReadOnlySpan<byte> text, EventRecord record, TorClassifier classifier)
    {
        record.Clear();
        record.Event = default;
        var problem = _reader.Read(text, _map, record);
        if (problem is not null)
        {
            return problem;
        }

        record.InsertAt = text[..record.InsertAt].LastIndexOfAnyExcept(" \t\r\n"u8) + 1;
        SetEvent(text, record);
        if (record.NameCount != 0)
        {
            Span<byte> method = stackalloc byte[32];
            NameAdder.AddAll(text, record, classifier, _buffer, JsonText.Unescape(record.Value(text, EventMember.HttpMethod), method));
        }

        if (record.Has(EventMember.TlsSubject))
        {
            Span<byte> subject = stackalloc byte[64];
            record.Event.AddCertificate(
                JsonText.Unescape(record.Value(text, EventMember.TlsSubject), subject),
                Value(text, record, EventMember.TlsIssuer));
        }

        return null;
    }
}
