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

            var name = Decode(raw, record, slice.Field.Member, buffer);
            var field = FieldOf(slice.Field.Member);
            if (field == EventField.Url && !mayBeConnect && name.IndexOf("://"u8) < 0)
            {
                continue; // The target of another method without a scheme is a path, whatever it looks like.
            }

            record.SetOrdinal(classifier.AddName(ref record.Event, field, name), i);
        }
    }

    /// <summary>Gives a name without the escapes of its record and the form of its field.</summary>
    public static ReadOnlySpan<byte> Decode(ReadOnlySpan<byte> raw, EventRecord record, EventMember member, Span<byte> buffer)
    {
        var name = record.Decode(raw, buffer);
        return member == EventMember.DnsLabels ? JoinLabels(name, buffer) : name;
    }

    // "(3)www(7)example(3)com(0)": the lengths in brackets stand where the dots belong.
    private static ReadOnlySpan<byte> JoinLabels(ReadOnlySpan<byte> text, Span<byte> buffer)
    {
        var written = 0;
        while (text is [(byte)'(', ..] && text.IndexOf((byte)')') is > 0 and var close)
        {
            text = text[(close + 1)..];
            var length = text.IndexOf((byte)'(');
            length = length < 0 ? text.Length : length;
            if (length == 0 || written + length + 1 > buffer.Length)
            {
                break;
            }

            if (written != 0)
            {
                buffer[written++] = (byte)'.';
            }

            text[..length].CopyTo(buffer[written..]);
            written += length;
            text = text[length..];
        }

        return buffer[..written];
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
        EventMember.DnsQuery or EventMember.DnsLabels => EventField.DnsQuery,
        EventMember.TlsServerName => EventField.TlsServerName,
        EventMember.HttpHost => EventField.HttpHost,
        EventMember.HostName => EventField.HostName,
        _ => EventField.Url,
    };
}
