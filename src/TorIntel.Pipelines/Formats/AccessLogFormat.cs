namespace TorIntel.Pipelines;

/// <summary>Access logs of Apache httpd and nginx: common, combined and vhost_combined. A service's own log: the responder is ours.</summary>
internal sealed class AccessLogFormat : IRecordFormat
{
    private const string NotAnAccessLine = "not a line of an access log: host, user, [time] and \"request\" expected";

    private static readonly MappedMember s_client = new(EventMember.Source, "client");
    private static readonly MappedMember s_virtualHost = new(EventMember.HttpHost, "vhost");
    private static readonly MappedMember s_request = new(EventMember.Url, "request");

    public TagForm TagForm => TagForm.TextSuffix;

    public string? Read(ReadOnlySpan<byte> text, EventRecord record, TorClassifier classifier, TorNetwork network)
    {
        record.Clear();
        record.Event = default;
        record.IsJson = false;
        record.HasEscapes = false;
        var open = text.IndexOf(" ["u8);
        var close = open < 0 ? -1 : text[open..].IndexOf("] \""u8);
        if (open <= 0 || close < 0)
        {
            return NotAnAccessLine;
        }

        close += open;
        var requestEnd = EndOfQuoted(text, close + 3);
        if (requestEnd < 0)
        {
            return NotAnAccessLine;
        }

        ref var torEvent = ref record.Event;
        torEvent.IsServiceLog = true;
        torEvent.Transport = TransportProtocol.Tcp;
        torEvent.Time = TimeText.TryParseAccessLog(text[(open + 2)..close], out var time) ? time : null;
        ReadHosts(text[..open], record);
        var method = ReadRequest(text, close + 3, requestEnd, record);
        NameAdder.AddAll(text, record, classifier, default, method);
        record.InsertAt = text.Length;
        return null;
    }

    public ReadOnlySpan<byte> TakeHeaderForTag(ReadOnlySpan<byte> lineEnd, TagColumns columns) => default;

    public string? WhyNotTag(ReadOnlySpan<byte> text, EventRecord record, TagColumns columns) => null;

    // "client ident user", or "vhost:port client ident user" (vhost_combined).
    private static void ReadHosts(ReadOnlySpan<byte> hosts, EventRecord record)
    {
        var firstEnd = hosts.IndexOf((byte)' ');
        firstEnd = firstEnd < 0 ? hosts.Length : firstEnd;
        var client = FieldValues.Address(hosts[..firstEnd]);
        if (!client.IsNone || hosts[firstEnd..].Count((byte)' ') < 3)
        {
            record.Event.Source = client;
            record.Capture(s_client, 0, firstEnd);
            return;
        }

        var secondLength = hosts[(firstEnd + 1)..].IndexOf((byte)' ');
        client = FieldValues.Address(hosts.Slice(firstEnd + 1, secondLength));
        record.Event.Source = client;
        if (!client.IsNone)
        {
            record.Capture(s_virtualHost, 0, firstEnd);
            record.Capture(s_client, firstEnd + 1, secondLength);
        }
    }

    // "METHOD target HTTP/x": only a proxy's targets have hosts.
    private static ReadOnlySpan<byte> ReadRequest(ReadOnlySpan<byte> text, int start, int end, EventRecord record)
    {
        var request = text[start..end];
        var methodEnd = request.IndexOf((byte)' ');
        if (methodEnd < 0)
        {
            return default;
        }

        var targetLength = request[(methodEnd + 1)..].IndexOf((byte)' ');
        targetLength = targetLength < 0 ? request.Length - methodEnd - 1 : targetLength;
        record.Capture(s_request, start + methodEnd + 1, targetLength);
        return request[..methodEnd];
    }

    // Apache and nginx write a quote inside as \" or \x22.
    private static int EndOfQuoted(ReadOnlySpan<byte> text, int start)
    {
        for (var i = start; i < text.Length; i++)
        {
            var found = text[i..].IndexOfAny((byte)'"', (byte)'\\');
            if (found < 0)
            {
                return -1;
            }

            i += found;
            if (text[i] == '"')
            {
                return i;
            }

            i++; // What stands behind a backslash is not the end.
        }

        return -1;
    }
}
