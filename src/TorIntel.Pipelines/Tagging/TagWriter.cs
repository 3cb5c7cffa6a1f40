using System.Text;
using System.Text.Encodings.Web;

namespace TorIntel.Pipelines;

/// <summary>Writes the tag of an event as a JSON object; its shape is in docs/tag.md.</summary>
internal sealed class TagWriter
{
    private static readonly byte[] s_attackVersion = Encoding.ASCII.GetBytes(",\"attack_version\":\"" + AttackTable.Version + "\"");

    private readonly TorNetwork _network;
    private readonly TorClassifier _classifier;
    private readonly TimeSpan? _staleAfter;
    private readonly byte[] _listStart;

    public TagWriter(TorNetwork network, TorClassifier classifier, TimeSpan? staleAfter)
    {
        _network = network;
        _classifier = classifier;
        _staleAfter = staleAfter;
        var source = network.Sources.Count == 0 ? "" : $"\"source\":\"{JavaScriptEncoder.Default.Encode(network.SourceName)}\",";
        var time = network.Time is { } value ? $"\"time\":\"{TimeText.ToIso(value)}\"," : "";
        _listStart = Encoding.UTF8.GetBytes(",\"list\":{" + source + time);
    }

    public void Write(ByteBuffer output, ReadOnlySpan<byte> text, EventRecord record, in TorVerdict verdict)
    {
        output.Write((byte)'{');
        if (record.Tuple.Field is not null)
        {
            output.Write("\"tuple\":\""u8);
            output.Write(text.Slice(record.Tuple.Start, record.Tuple.Length)); // The inside of a JSON string, as it stands.
            output.Write("\","u8);
        }

        output.Write("\"confidence\":\""u8);
        output.Write(EvidenceText.Of(verdict.Confidence));
        output.Write("\",\"direction\":\""u8);
        output.Write(EvidenceText.Of(verdict.Direction));
        output.Write(verdict.IsInitiatorAssumed ? "\",\"initiator\":\"assumed\""u8 : "\""u8);
        WriteEvidence(output, text, record, verdict);
        WriteRelays(output, record, verdict);
        WriteTechniques(output, record, verdict);
        WriteList(output, record.Event.Time, _classifier.IsVerified(_network, record.Event, verdict));
        output.Write((byte)'}');
    }

    private static void WriteEvidence(ByteBuffer output, ReadOnlySpan<byte> text, EventRecord record, in TorVerdict verdict)
    {
        output.Write(",\"evidence\":["u8);
        var isFirst = true;
        foreach (var evidence in verdict.Evidence)
        {
            output.Write(isFirst ? "{\"name\":\""u8 : ",{\"name\":\""u8);
            isFirst = false;
            output.Write(EvidenceText.Of(evidence.Kind));
            var field = EvidenceText.FieldOf(record, evidence);
            output.Write("\",\"field\":\""u8);
            output.Write(field.Field.Path);
            output.Write("\",\"value\":\""u8);
            WriteValue(output, text, record, evidence, field);
            output.Write(evidence.IsAuthorised ? "\",\"authorised\":true}"u8 : "\"}"u8);
        }

        output.Write((byte)']');
    }

    private static void WriteValue(ByteBuffer output, ReadOnlySpan<byte> text, EventRecord record, TorEvidence evidence, FieldSlice field)
    {
        if (!EvidenceText.IsOfAddress(evidence.Kind))
        {
            WriteRaw(output, text.Slice(field.Start, field.Length), record.Encoding == ValueEncoding.Json);
            return;
        }

        EvidenceText.WriteAddress(output, record, evidence); // Canonical, whatever the spelling in the log.
    }

    private void WriteRelays(ByteBuffer output, EventRecord record, in TorVerdict verdict)
    {
        var isFirst = true;
        Span<byte> fingerprint = stackalloc byte[RelayFingerprint.TextLength];
        foreach (var relay in _classifier.RelaysOf(_network, record.Event, verdict))
        {
            output.Write(isFirst ? ",\"relays\":[{\"fingerprint\":\""u8 : ",{\"fingerprint\":\""u8);
            isFirst = false;
            relay.Fingerprint.TryFormat(fingerprint);
            output.Write(fingerprint);
            if (relay.Nickname is { } nickname)
            {
                output.Write("\",\"nickname\":\""u8);
                output.Write(JavaScriptEncoder.Default.Encode(nickname));
            }

            output.Write("\",\"roles\":["u8);
            output.Write(RoleList.Of(relay.Roles));
            output.Write((byte)']');
            WriteTime(output, ",\"first_seen\":\""u8, relay.FirstSeen);
            WriteTime(output, ",\"last_seen\":\""u8, relay.LastSeen);
            output.Write((byte)'}');
        }

        output.Write(isFirst ? default : "]"u8);
    }

    private static void WriteTime(ByteBuffer output, ReadOnlySpan<byte> start, DateTimeOffset? time)
    {
        if (time is { } value)
        {
            output.Write(start);
            output.Write(TimeText.ToIso(value));
            output.Write((byte)'"');
        }
    }

    private static void WriteTechniques(ByteBuffer output, EventRecord record, in TorVerdict verdict)
    {
        var techniques = TorClassifier.TechniquesOf(record.Event, verdict);
        if (techniques.Count == 0)
        {
            return;
        }

        var isFirst = true;
        foreach (var technique in techniques)
        {
            output.Write(isFirst ? ",\"techniques\":[\""u8 : ",\""u8);
            isFirst = false;
            output.Write(technique.Id);
            output.Write((byte)'"');
        }

        output.Write((byte)']');
        output.Write(s_attackVersion);
    }

    private void WriteList(ByteBuffer output, DateTimeOffset? eventTime, bool isVerified)
    {
        output.Write(_listStart);
        if (eventTime is { } time && _network.AgeAt(time) is { } age)
        {
            output.Write("\"age_s\":"u8);
            output.Write((long)Math.Floor(age.TotalSeconds));
            output.Write(_network.IsStaleAt(time, _staleAfter) ? ",\"stale\":true,"u8 : ",\"stale\":false,"u8);
        }

        output.Write(isVerified ? "\"verified\":true}"u8 : "\"verified\":false}"u8);
    }

    // The inside of a JSON string stays as it is; other text is escaped.
    private static void WriteRaw(ByteBuffer output, ReadOnlySpan<byte> text, bool isEscaped)
    {
        if (isEscaped)
        {
            output.Write(text);
            return;
        }

        output.WriteEscaped(text);
    }
}
