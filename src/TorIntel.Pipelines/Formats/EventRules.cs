namespace TorIntel.Pipelines;

/// <summary>Makes an event of the fields of a record, by the rules of a mapping. Not safe for several threads.</summary>
internal sealed class EventRules(LogMapping mapping, FormatContext context)
{
    private readonly TimeReader _times = new(mapping.IsUtc ? TimeZoneInfo.Utc : context.TimeZone, context.Year);
    private readonly byte[] _buffer = new byte[4096];
    private readonly byte[] _secondBuffer = new byte[4096];

    /// <summary>Tells whether there is anything in a record that could be evidence; only for the few of which this is so, the event is made.</summary>
    public bool MayHaveEvidence(ReadOnlySpan<byte> text, EventRecord record, TorNetwork network) =>
        MayBeListed(Value(text, record, EventMember.Source), network)
        || MayBeListed(Value(text, record, EventMember.Destination), network)
        || IsTorPort(Value(text, record, EventMember.SourcePort))
        || IsTorPort(Value(text, record, EventMember.DestinationPort))
        || (record.NameCount != 0 && HasTellingName(text, record))
        || (record.HasMoreTelling && HasMoreTelling(text, record));

    /// <summary>Makes the event.</summary>
    public void Apply(ReadOnlySpan<byte> text, EventRecord record, TorClassifier classifier)
    {
        record.Event = default;
        ref var torEvent = ref record.Event;
        torEvent.Source = AddressText.ParseLoosely(Value(text, record, EventMember.Source), out var sourcePort);
        torEvent.Destination = AddressText.ParseLoosely(Value(text, record, EventMember.Destination), out var destinationPort);
        torEvent.SourcePort = record.Has(EventMember.SourcePort) ? FieldValues.Port(Value(text, record, EventMember.SourcePort)) : sourcePort;
        torEvent.DestinationPort = record.Has(EventMember.DestinationPort) ? FieldValues.Port(Value(text, record, EventMember.DestinationPort)) : destinationPort;
        FieldValues.SetTransport(ref torEvent, Value(text, record, EventMember.Transport));
        if (torEvent.Transport == TransportProtocol.NotStated && TryFind(mapping.Transports, text, record, out var transport))
        {
            torEvent.Transport = transport;
        }

        torEvent.IsServiceLog = TryFind(mapping.Services, text, record, out _);
        torEvent.Initiator = TryFind(mapping.Initiators, text, record, out var initiator) ? initiator : EventInitiator.NotStated;
        SetForwarded(text, record);
        torEvent.Time = Time(text, record);
        if (record.NameCount != 0)
        {
            Span<byte> method = stackalloc byte[32];
            NameAdder.AddAll(text, record, classifier, _buffer, record.Decode(record.Value(text, EventMember.HttpMethod), method));
        }

        if (record.Has(EventMember.TlsSubject))
        {
            torEvent.AddCertificate(
                record.Decode(record.Value(text, EventMember.TlsSubject), _secondBuffer),
                Value(text, record, EventMember.TlsIssuer));
        }

        torEvent.IsTorProcess = record.Has(EventMember.ProcessImage) && ProcessClassifier.IsTor(Value(text, record, EventMember.ProcessImage));
    }

    /// <summary>Tells whether an address, or a port behind it, may be evidence.</summary>
    public static bool MayBeListed(ReadOnlySpan<byte> text, TorNetwork network)
    {
        if (text.Length < 2)
        {
            return false;
        }

        return IPAddressValue.TryParse(text, out var address) ? network.Index.Contains(address)
            : AddressText.ParseLoosely(text, out var port) is { IsNone: false } other && (network.Index.Contains(other) || PortClassifier.Classify(port) != PortRole.None);
    }

    /// <summary>Tells whether a port is customary for Tor.</summary>
    public static bool IsTorPort(ReadOnlySpan<byte> text) =>
        text is [(byte)'9', _, _, _] && PortClassifier.Classify(FieldValues.Port(text)) != PortRole.None;

    // Valid until the next call.
    private ReadOnlySpan<byte> Value(ReadOnlySpan<byte> text, EventRecord record, EventMember member) => record.Decode(record.Value(text, member), _buffer);

    private bool HasMoreTelling(ReadOnlySpan<byte> text, EventRecord record) =>
        Value(text, record, EventMember.TlsSubject).StartsWith("CN=www."u8)
        || (record.Has(EventMember.ForwardedFor) && context.TrustedProxies is not null)
        || (record.Has(EventMember.ProcessImage) && ProcessClassifier.IsTor(Value(text, record, EventMember.ProcessImage)));

    private bool HasTellingName(ReadOnlySpan<byte> text, EventRecord record)
    {
        for (var i = 0; i < record.NameCount; i++)
        {
            var slice = record.Name(i);
            var name = NameAdder.Decode(text.Slice(slice.Start, slice.Length), record, slice.Field.Member, _buffer);
            name = slice.Field.Member == EventMember.Url ? NameClassifier.HostOfUrl(name) : name;
            if (NameClassifier.Classify(name) != NameClass.None)
            {
                return true;
            }
        }

        return false;
    }

    private bool TryFind<T>(ConditionalRule<T>[] rules, ReadOnlySpan<byte> text, EventRecord record, out T? value)
    {
        for (var i = 0; i < rules.Length; i++)
        {
            if (Holds(rules[i].When, text, record))
            {
                value = rules[i].Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    private bool Holds(FieldCondition[] conditions, ReadOnlySpan<byte> text, EventRecord record)
    {
        for (var i = 0; i < conditions.Length; i++)
        {
            var isPresent = conditions[i].IsIn(record);
            if (!conditions[i].Holds(isPresent ? Value(text, record, conditions[i].Slot) : default, isPresent, record.Event))
            {
                return false;
            }
        }

        return true;
    }

    // Of the addresses in X-Forwarded-For, each added by the one behind it, the last that no trusted proxy has is the client.
    private void SetForwarded(ReadOnlySpan<byte> text, EventRecord record)
    {
        if (context.TrustedProxies is not { } proxies || !record.Has(EventMember.ForwardedFor) || !proxies.Contains(record.Event.Source))
        {
            return;
        }

        var rest = Value(text, record, EventMember.ForwardedFor);
        while (!rest.IsEmpty)
        {
            var comma = rest.LastIndexOf((byte)',');
            var address = AddressText.ParseLoosely(rest[(comma + 1)..].Trim(" \t\""u8), out _);
            if (address.IsNone)
            {
                return; // What stands in front of that is anybody's word.
            }

            record.Event.Source = address;
            record.Event.SourcePort = 0;
            record.IsForwarded = true;
            if (!proxies.Contains(address))
            {
                return;
            }

            rest = rest[..Math.Max(0, comma)];
        }
    }

    private DateTimeOffset? Time(ReadOnlySpan<byte> text, EventRecord record)
    {
        Span<byte> date = stackalloc byte[40];
        Span<byte> zone = stackalloc byte[40];
        for (var i = 0; i < mapping.Times.Length; i++)
        {
            var slot = mapping.Times[i].Value;
            if (record.Has(slot) && Holds(mapping.Times[i].When, text, record))
            {
                var time = _times.Read(
                    Value(text, record, slot),
                    record.Decode(record.Value(text, EventMember.Date), date),
                    record.Decode(record.Value(text, EventMember.Zone), zone));
                if (time is not null)
                {
                    return time;
                }
            }
        }

        return null;
    }
}
