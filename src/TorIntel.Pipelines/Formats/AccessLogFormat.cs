namespace TorIntel.Pipelines;

/// <summary>Access logs of Apache httpd and nginx: common, combined and vhost_combined. A service's own log: the responder is ours.</summary>
internal sealed class AccessLogFormat(LogMapping mapping, FormatContext context) : IRecordFormat
{
    private const string NotAnAccessLine = "not a line of an access log: host, user, [time] and \"request\" expected";

    private const int TimeLength = 26; // 22/Aug/2026:21:09:47 +0000
    private const int RequestBehindTime = TimeLength + 4;

    private readonly EventRules _rules = new(mapping, context);
    private readonly MappedMember _client = new(EventMember.Source, "client");
    private readonly MappedMember _virtualHost = new(EventMember.HttpHost, "vhost");
    private readonly MappedMember _request = new(EventMember.Url, "request");
    private readonly MappedMember _method = new(EventMember.HttpMethod, "method");
    private readonly MappedMember _forwarded = new(EventMember.ForwardedFor, "forwarded");
    private readonly MappedMember _time = new(EventMember.Time0, "time");

    public TagForm TagForm => TagForm.TextSuffix;

    public string? Read(ReadOnlySpan<byte> text, EventRecord record, TorClassifier classifier, TorNetwork network)
    {
        record.Clear();
        if (context.TrustedProxies is null && IsOrdinary(text, network))
        {
            record.IsPlain = true;
            return null;
        }

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

        record.Capture(_time, open + 2, close - open - 2);
        ReadHosts(text[..open], record);
        ReadRequest(text, close + 3, requestEnd, record);
        if (context.TrustedProxies is not null)
        {
            ReadForwarded(text, requestEnd + 1, record);
        }

        record.IsPlain = !_rules.MayHaveEvidence(text, record, network);
        if (record.IsPlain)
        {
            return null;
        }

        _rules.Apply(text, record, classifier);
        record.InsertAt = text.Length;
        return null;
    }

    public ReadOnlySpan<byte> TakeHeaderForTag(ReadOnlySpan<byte> lineEnd, TagColumns columns) => default;

    public string? WhyNotTag(ReadOnlySpan<byte> text, EventRecord record, TagColumns columns) => null;

    // Nearly all lines: a client that is not listed, the time with its zone, a request for a path. Whatever is otherwise in any way is read in full.
    private static bool IsOrdinary(ReadOnlySpan<byte> text, TorNetwork network)
    {
        var clientEnd = text.IndexOf((byte)' ');
        if (clientEnd < 0 || !IPAddressValue.TryParse(text[..clientEnd], out var client) || network.Index.Contains(client))
        {
            return false;
        }

        var open = clientEnd + text[clientEnd..].IndexOf((byte)'[');
        if (text.Length < open + RequestBehindTime + 1 || text[open - 1] != ' ' || !text[(open + TimeLength + 1)..].StartsWith("] \""u8))
        {
            return false;
        }

        var request = text[(open + RequestBehindTime)..];
        var method = request.IndexOf((byte)' ') + 1;
        var end = request.IndexOfAny((byte)'"', (byte)'\\');
        return method > 0 && method < end && request[end] == '"' && request[method] == '/';
    }

    // "client ident user", or "vhost:port client ident user" (vhost_combined).
    private void ReadHosts(ReadOnlySpan<byte> hosts, EventRecord record)
    {
        var firstEnd = hosts.IndexOf((byte)' ');
        firstEnd = firstEnd < 0 ? hosts.Length : firstEnd;
        var client = FieldValues.Address(hosts[..firstEnd]);
        if (!client.IsNone || hosts[firstEnd..].Count((byte)' ') < 3)
        {
            record.Capture(_client, 0, firstEnd);
            return;
        }

        var secondLength = hosts[(firstEnd + 1)..].IndexOf((byte)' ');
        client = FieldValues.Address(hosts.Slice(firstEnd + 1, secondLength));
        if (!client.IsNone)
        {
            record.Capture(_virtualHost, 0, firstEnd);
            record.Capture(_client, firstEnd + 1, secondLength);
        }
    }

    // "METHOD target HTTP/x": only a proxy's targets have hosts.
    private void ReadRequest(ReadOnlySpan<byte> text, int start, int end, EventRecord record)
    {
        var request = text[start..end];
        var methodEnd = request.IndexOf((byte)' ');
        if (methodEnd >= 0)
        {
            var targetLength = request[(methodEnd + 1)..].IndexOf((byte)' ');
            targetLength = targetLength < 0 ? request.Length - methodEnd - 1 : targetLength;
            record.Capture(_method, start, methodEnd);
            record.Capture(_request, start + methodEnd + 1, targetLength);
        }
    }

    // nginx's "main" format has X-Forwarded-For behind the referer and the user agent.
    private void ReadForwarded(ReadOnlySpan<byte> text, int start, EventRecord record)
    {
        for (var field = 0; field < 3; field++)
        {
            var open = text[start..].IndexOf((byte)'"');
            var end = open < 0 ? -1 : EndOfQuoted(text, start + open + 1);
            if (end < 0)
            {
                return;
            }

            if (field == 2)
            {
                record.Capture(_forwarded, start + open + 1, end - start - open - 1);
            }

            start = end + 1;
        }
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
