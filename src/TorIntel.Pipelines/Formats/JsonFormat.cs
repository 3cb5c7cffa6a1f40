namespace TorIntel.Pipelines;

/// <summary>What the formats have in common whose records are JSON objects.</summary>
internal abstract class JsonFormat(JsonKeyMap map) : IRecordFormat
{
    private readonly JsonEventReader _reader = new(map);
    private readonly byte[] _buffer = new byte[4096];

    public TagForm TagForm => TagForm.JsonMember;

    public string? Read(ReadOnlySpan<byte> text, EventRecord record, TorClassifier classifier)
    {
        record.IsJson = true;
        var problem = _reader.Read(text, record);
        if (problem is null)
        {
            SetEvent(text, record);
            AddNames(text, record, classifier);
        }

        return problem;
    }

    public ReadOnlySpan<byte> TakeHeaderForTag() => default;

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

    private void AddNames(ReadOnlySpan<byte> text, EventRecord record, TorClassifier classifier)
    {
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
    }
}
