using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;

namespace TorIntel.Pipelines;

/// <summary>Writes the tag of an event as a JSON object; its shape is in docs/tag.md.</summary>
internal sealed class TagWriter
{
    private static readonly byte[][] s_evidence = [.. Enum.GetValues<EvidenceKind>().Select(kind => Encoding.ASCII.GetBytes(EvidenceNames.NameOf(kind)))];
    private static readonly byte[][] s_confidences = [.. Enum.GetValues<Confidence>().Select(confidence => Encoding.ASCII.GetBytes(EvidenceNames.NameOf(confidence)))];
    private static readonly byte[][] s_directions = [.. Enum.GetValues<TorDirection>().Select(direction => Encoding.ASCII.GetBytes(EvidenceNames.NameOf(direction)))];
    private static readonly SearchValues<byte> s_plain =
        SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Where(c => c is not ('"' or '\\')).Select(c => (byte)c)]);

    private static readonly byte[] s_attackVersion = Encoding.ASCII.GetBytes(",\"attack_version\":\"" + AttackTable.Version + "\"");

    private readonly OutputBuffer _output;
    private readonly TorNetwork _network;
    private readonly TorClassifier _classifier;
    private readonly TimeSpan _staleAfter;
    private readonly byte[] _listStart;

    public TagWriter(OutputBuffer output, TorNetwork network, TorClassifier classifier, TimeSpan staleAfter)
    {
        _output = output;
        _network = network;
        _classifier = classifier;
        _staleAfter = staleAfter;
        var source = network.Sources.Count == 0 ? "" : $"\"source\":\"{JavaScriptEncoder.Default.Encode(network.SourceName)}\",";
        var time = network.Time is { } value ? $"\"time\":\"{TimeText.ToIso(value)}\"," : "";
        _listStart = Encoding.UTF8.GetBytes(",\"list\":{" + source + time);
    }

    public void Write(ReadOnlySpan<byte> text, EventRecord record, in TorVerdict verdict)
    {
        _output.Write((byte)'{');
        if (record.Tuple.Field is not null)
        {
            _output.Write("\"tuple\":\""u8);
            WriteRaw(text.Slice(record.Tuple.Start, record.Tuple.Length), isEscaped: true);
            _output.Write("\","u8);
        }

        _output.Write("\"confidence\":\""u8);
        _output.Write(s_confidences[(int)verdict.Confidence]);
        _output.Write("\",\"direction\":\""u8);
        _output.Write(s_directions[(int)verdict.Direction]);
        _output.Write(verdict.IsInitiatorAssumed ? "\",\"initiator\":\"assumed\""u8 : "\""u8);
        WriteEvidence(text, record, verdict);
        WriteRelays(record, verdict);
        WriteTechniques(record, verdict);
        WriteList(record.Event.Time);
        _output.Write((byte)'}');
    }

    private static bool IsOfAddress(EvidenceKind kind) => kind is > EvidenceKind.None and <= EvidenceKind.OwnRelay;

    private static bool NamesEndpoint(EvidenceKind kind) =>
        kind is EvidenceKind.DestinationOrEndpoint or EvidenceKind.DestinationAuthority or EvidenceKind.DestinationDirectoryPort;

    private void WriteEvidence(ReadOnlySpan<byte> text, EventRecord record, in TorVerdict verdict)
    {
        _output.Write(",\"evidence\":["u8);
        var isFirst = true;
        foreach (var evidence in verdict.Evidence)
        {
            _output.Write(isFirst ? "{\"name\":\""u8 : ",{\"name\":\""u8);
            isFirst = false;
            _output.Write(s_evidence[(int)evidence.Kind]);
            var field = FieldOf(record, evidence);
            _output.Write("\",\"field\":\""u8);
            _output.Write(field.Field.Path);
            _output.Write("\",\"value\":\""u8);
            WriteValue(text, record, evidence, field);
            _output.Write(evidence.IsAuthorised ? "\",\"authorised\":true}"u8 : "\"}"u8);
        }

        _output.Write((byte)']');
    }

    private static FieldSlice FieldOf(EventRecord record, TorEvidence evidence) => evidence.Field switch
    {
        EventField.Source => record.Slice(record.IsForwarded ? EventMember.ForwardedFor : EventMember.Source),
        EventField.SourcePort => record.Slice(record.Has(EventMember.SourcePort) ? EventMember.SourcePort : EventMember.Source),
        EventField.Destination => record.Slice(EventMember.Destination),
        EventField.DestinationPort => record.Slice(record.Has(EventMember.DestinationPort) ? EventMember.DestinationPort : EventMember.Destination),
        EventField.ProcessImage => record.Slice(EventMember.ProcessImage),
        EventField.TlsSubject => record.Slice(EventMember.TlsSubject),
        _ => record.NameOf(evidence),
    };

    private void WriteValue(ReadOnlySpan<byte> text, EventRecord record, TorEvidence evidence, FieldSlice field)
    {
        if (!IsOfAddress(evidence.Kind))
        {
            WriteRaw(text.Slice(field.Start, field.Length), record.Encoding == ValueEncoding.Json);
            return;
        }

        // Canonical, whatever the spelling in the log.
        var isSource = evidence.Field == EventField.Source;
        var address = isSource ? record.Event.Source : record.Event.Destination;
        Span<byte> buffer = stackalloc byte[48];
        address.TryFormat(buffer, out var length);
        var bracketed = NamesEndpoint(evidence.Kind) && !address.IsIPv4;
        _output.Write(bracketed ? "["u8 : default);
        _output.Write(buffer[..length]);
        _output.Write(bracketed ? "]"u8 : default);
        if (NamesEndpoint(evidence.Kind))
        {
            _output.Write((byte)':');
            _output.Write(isSource ? record.Event.SourcePort : record.Event.DestinationPort);
        }
    }

    private void WriteRelays(EventRecord record, in TorVerdict verdict)
    {
        var isFirst = true;
        Span<byte> fingerprint = stackalloc byte[RelayFingerprint.TextLength];
        foreach (var relay in _classifier.RelaysOf(_network, record.Event, verdict))
        {
            _output.Write(isFirst ? ",\"relays\":[{\"fingerprint\":\""u8 : ",{\"fingerprint\":\""u8);
            isFirst = false;
            relay.Fingerprint.TryFormat(fingerprint);
            _output.Write(fingerprint);
            if (relay.Nickname is { } nickname)
            {
                _output.Write("\",\"nickname\":\""u8);
                _output.Write(Encoding.UTF8.GetBytes(JavaScriptEncoder.Default.Encode(nickname)));
            }

            _output.Write("\",\"roles\":["u8);
            _output.Write(RoleList.Of(relay.Roles));
            _output.Write((byte)']');
            WriteTime(",\"first_seen\":\""u8, relay.FirstSeen);
            WriteTime(",\"last_seen\":\""u8, relay.LastSeen);
            _output.Write((byte)'}');
        }

        _output.Write(isFirst ? default : "]"u8);
    }

    private void WriteTime(ReadOnlySpan<byte> start, DateTimeOffset? time)
    {
        if (time is { } value)
        {
            _output.Write(start);
            _output.Write(Encoding.ASCII.GetBytes(TimeText.ToIso(value)));
            _output.Write((byte)'"');
        }
    }

    private void WriteTechniques(EventRecord record, in TorVerdict verdict)
    {
        var techniques = TorClassifier.TechniquesOf(record.Event, verdict);
        if (techniques.Count == 0)
        {
            return;
        }

        var isFirst = true;
        foreach (var technique in techniques)
        {
            _output.Write(isFirst ? ",\"techniques\":[\""u8 : ",\""u8);
            isFirst = false;
            WriteAscii(technique.Id);
            _output.Write((byte)'"');
        }

        _output.Write((byte)']');
        _output.Write(s_attackVersion);
    }

    private void WriteList(DateTimeOffset? eventTime)
    {
        _output.Write(_listStart);
        if (eventTime is { } time && _network.AgeAt(time) is { } age)
        {
            _output.Write("\"age_s\":"u8);
            _output.Write((long)Math.Floor(age.TotalSeconds));
            _output.Write(age > _staleAfter ? ",\"stale\":true,"u8 : ",\"stale\":false,"u8);
        }

        _output.Write(_network.IsVerified ? "\"verified\":true}"u8 : "\"verified\":false}"u8);
    }

    private void WriteAscii(string ascii)
    {
        Span<byte> buffer = stackalloc byte[64];
        Ascii.FromUtf16(ascii, buffer, out var length);
        _output.Write(buffer[..length]);
    }

    // The inside of a JSON string stays as it is; other text is escaped.
    private void WriteRaw(ReadOnlySpan<byte> text, bool isEscaped)
    {
        if (isEscaped || !text.ContainsAnyExcept(s_plain))
        {
            _output.Write(text);
            return;
        }

        _output.Write(Encoding.UTF8.GetBytes(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(Encoding.UTF8.GetString(text))));
    }
}
