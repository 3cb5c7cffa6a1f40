namespace TorIntel.Pipelines;

/// <summary>Looking at the fields of a record: what may be evidence at first, then all.</summary>
internal sealed partial class ColumnsFormat
{
    private ReadOnlySpan<byte> CaseOf(ReadOnlySpan<byte> text, ColumnEntry entry, int count)
    {
        if (entry.Column >= count)
        {
            return default;
        }

        _scanner.Get(text, entry.Column, out var start, out var length);
        var value = text.Slice(start, length);
        return entry.Split is null ? value
            : entry.Split.TryFind(value, entry.Part, out start, out length) ? value.Slice(start, length)
            : default;
    }

    // Of fields that hold the same all are asked: one too many costs a second look.
    private bool MayHaveEvidence(ReadOnlySpan<byte> text, EventRecord record, ColumnEntry[] entries, int count, TorNetwork network)
    {
        foreach (var entry in entries)
        {
            if (entry.Column >= count)
            {
                return false; // They are in order.
            }

            _scanner.Get(text, entry.Column, out var start, out var length);
            var value = text.Slice(start, length);
            if (entry.Split is not null)
            {
                value = entry.Split.TryFind(value, entry.Part, out start, out length) ? value.Slice(start, length) : default;
            }

            var may = entry.Member.Member switch
            {
                EventMember.Source or EventMember.Destination => EventRules.MayBeListed(value, network),
                EventMember.SourcePort or EventMember.DestinationPort => EventRules.IsTorPort(value),
                _ => IsTelling(value, record, entry),
            };
            if (may)
            {
                return true;
            }
        }

        return false;
    }

    private bool IsTelling(ReadOnlySpan<byte> value, EventRecord record, ColumnEntry entry)
    {
        switch (entry.Member.Member)
        {
            case EventMember.ForwardedFor:
                return _context.TrustedProxies is not null && value.Length > 1;
            case EventMember.TlsSubject:
                return value.StartsWith("CN=www."u8);
            case EventMember.ProcessImage:
                return ProcessClassifier.IsTor(value);
        }

        if (!entry.IsVector)
        {
            return IsTellingName(value, record, entry.Member.Member);
        }

        foreach (var part in value.Split(_header.SetSeparator))
        {
            if (IsTellingName(value[part], record, entry.Member.Member))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsTellingName(ReadOnlySpan<byte> value, EventRecord record, EventMember member)
    {
        var name = NameAdder.Decode(value, record, member, _buffer);
        return NameClassifier.Classify(member == EventMember.Url ? NameClassifier.HostOfUrl(name) : name) != NameClass.None;
    }

    private void Capture(ReadOnlySpan<byte> text, EventRecord record, ColumnEntry entry, int start, int length)
    {
        var value = text.Slice(start, length);
        if (entry.Split is { } split)
        {
            if (!split.TryFind(value, entry.Part, out var partStart, out length))
            {
                return;
            }

            start += partStart;
            value = text.Slice(start, length);
        }

        if (IsUnset(value))
        {
            return;
        }

        if (!entry.IsVector)
        {
            record.Capture(entry.Member, start, length);
            return;
        }

        foreach (var part in value.Split(_header.SetSeparator))
        {
            record.Capture(entry.Member, start + part.Start.Value, part.End.Value - part.Start.Value);
        }
    }

    private bool IsUnset(ReadOnlySpan<byte> value)
    {
        if (_syntax.Header == ColumnHeaderKind.Zeek)
        {
            return value.SequenceEqual(_header.Unset ?? "-"u8);
        }

        foreach (var unset in _unset)
        {
            if (value.SequenceEqual(unset))
            {
                return true;
            }
        }

        return false;
    }
}
