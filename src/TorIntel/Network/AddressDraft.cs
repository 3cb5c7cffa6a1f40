namespace TorIntel;

/// <summary>An address while a view is built.</summary>
internal sealed class AddressDraft
{
    private List<Attachment>? _attachments;

    public AddressFlags Flags { get; set; }

    public IReadOnlyList<Attachment> Attachments => _attachments ?? (IReadOnlyList<Attachment>)[];

    // Few relays share an address, so a scan finds a repeated one soon enough; the builder bounds how many may.
    public void Attach(Attachment attachment)
    {
        _attachments ??= [];
        var known = _attachments.FindIndex(attachment.IsSameAs);
        if (known < 0)
        {
            _attachments.Add(attachment);
        }
        else if (attachment.IsVerified)
        {
            _attachments[known] = attachment;
        }
    }

    /// <summary>Drops what another attachment says better, and sorts by kind, then port.</summary>
    public void Finish()
    {
        if (_attachments is null)
        {
            return;
        }

        // "At this address, port unknown" adds nothing to "at this address and port".
        _attachments.RemoveAll(a => a is { Kind: AttachmentKind.OrEndpoint, Port: 0 }
            && _attachments.Exists(b => b.Kind == AttachmentKind.OrEndpoint && b.Port != 0 && b.Relay == a.Relay));
        _attachments.Sort((a, b) => (a.Kind, a.Port, a.Relay).CompareTo((b.Kind, b.Port, b.Relay)));
    }
}
