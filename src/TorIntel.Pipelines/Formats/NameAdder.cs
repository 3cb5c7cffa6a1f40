using System.Text;

namespace TorIntel.Pipelines;

/// <summary>Gives the names of a record to the classifier, each once for a kind of field.</summary>
internal static class NameAdder
{
    public static void AddAll(ReadOnlySpan<byte> text, EventRecord record, TorClassifier classifier, Span<byte> buffer, ReadOnlySpan<byte> httpMethod)
    {
        var isConnect = Ascii.EqualsIgnoreCase(httpMethod, "CONNECT"u8);
        var mayBeConnect = isConnect || httpMethod.IsEmpty;
        for (var i = 0; i < record.NameCount; i++)
        {
            var slice = record.Name(i);
            var raw = text.Slice(slice.Start, slice.Length);
            if (raw.IsEmpty || IsRepeated(text, record, i, raw))
            {
                continue;
            }

            var name = record.HasEscapes ? JsonText.Unescape(raw, buffer) : raw;
            var field = FieldOf(slice.Field.Member);
            if (field == EventField.Url && !mayBeConnect && name.IndexOf("://"u8) < 0)
            {
                continue; // The target of another method without a scheme is a path, whatever it looks like.
            }

            record.SetOrdinal(classifier.AddName(ref record.Event, field, name), i);
        }
    }

    private static bool IsRepeated(ReadOnlySpan<byte> text, EventRecord record, int index, ReadOnlySpan<byte> raw)
    {
        var member = record.Name(index).Field.Member;
        for (var i = 0; i < index; i++)
        {
            var other = record.Name(i);
            if (other.Field.Member == member && text.Slice(other.Start, other.Length).SequenceEqual(raw))
            {
                return true;
            }
        }

        return false;
    }

    private static EventField FieldOf(EventMember member) => member switch
    {
        EventMember.DnsQuery => EventField.DnsQuery,
        EventMember.TlsServerName => EventField.TlsServerName,
        EventMember.HttpHost => EventField.HttpHost,
        _ => EventField.Url,
    };
}
