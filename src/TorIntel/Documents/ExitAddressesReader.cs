namespace TorIntel;

/// <summary>Reads <c>exit-addresses</c>, the exit list with fingerprints and times that TorDNSEL publishes, live or as CollecTor archives it.</summary>
/// <remarks>
/// <para>
/// Each relay is an exit with the addresses from which its traffic was measured to leave; it may have none. <see cref="RelayStatus.LastSeen"/> is <c>LastStatus</c>,
/// the last consensus that had it. There are no OR addresses and no ports: traffic <i>to</i> a relay cannot be recognised by this list.
/// </para>
/// <para>
/// <see cref="RelayDocumentReader.Time"/> is <c>Downloaded</c>, which only archived copies have; else the newest time in the document, of a measurement or a consensus:
/// the document cannot be older. Ask at the end. Unknown keywords are passed over. A line that cannot be used is reported and its entry is kept without it; one without a
/// fingerprint is not. A document whose last line has no line feed, or whose last entry has no <c>LastStatus</c>, is cut and refused; one that was cut between two
/// entries cannot be told from a whole one.
/// </para>
/// <para>Memory is bounded: one line at a time, of at most <see cref="MaxLineLength"/> bytes. Not safe for several threads.</para>
/// </remarks>
public sealed class ExitAddressesReader : RelayDocumentReader
{
    /// <summary>The longest line, in bytes.</summary>
    public const int MaxLineLength = 1024;

    private const int MaxAddresses = 256; // Of one relay; real ones have up to four.

    private readonly LineReader _lines;
    private RelayFingerprint _next; // Of the entry whose first line has been read.
    private DateTimeOffset? _newest;
    private bool _isDownloadTimeKnown;
    private bool _hasLastStatus;
    private bool _isAtEnd;

    /// <summary>Initializes a new instance of the <see cref="ExitAddressesReader"/> class.</summary>
    /// <param name="utf8">The document. It is read, not closed.</param>
    /// <exception cref="ArgumentNullException"><paramref name="utf8"/> is null.</exception>
    public ExitAddressesReader(Stream utf8)
    {
        ArgumentNullException.ThrowIfNull(utf8);
        _lines = new LineReader(utf8, MaxLineLength);
    }

    private protected override bool ReadRelay()
    {
        if (_isAtEnd)
        {
            return false;
        }

        Begin();
        while (_lines.TryRead(out var line))
        {
            if (!_lines.IsTerminated)
            {
                Refuse(_lines.LineNumber, "it is cut: it ends in the middle of the line");
                return false;
            }

            line = _lines.LineNumber == 1 && line.StartsWith("\uFEFF"u8) ? line[3..] : line;
            if (_lines.IsTooLong)
            {
                AddError(_lines.LineNumber, $"longer than {MaxLineLength} bytes");
            }
            else if (!line.StartsWith("ExitNode"u8))
            {
                ReadMember(line);
            }
            else if (TryBeginNext(line))
            {
                return true;
            }
        }

        return End();
    }

    private static ReadOnlySpan<byte> ArgumentOf(ReadOnlySpan<byte> line)
    {
        var space = line.IndexOf((byte)' ');
        return space < 0 ? default : line[(space + 1)..].Trim((byte)' ');
    }

    private void Begin()
    {
        Relay.Clear();
        Relay.Fingerprint = _next;
        Relay.Roles = RelayRoles.Relay | RelayRoles.Exit;
        _next = default;
        _hasLastStatus = false;
    }

    // Whether an entry is in front of this one.
    private bool TryBeginNext(ReadOnlySpan<byte> line)
    {
        if (!RelayFingerprint.TryParse(ArgumentOf(line), out var fingerprint) || fingerprint.IsNone)
        {
            AddError(_lines.LineNumber, $"'{PrintableText.Of(ArgumentOf(line))}' is no fingerprint");
        }

        _next = fingerprint;
        if (!Relay.Fingerprint.IsNone)
        {
            return true;
        }

        Begin();
        return false;
    }

    private bool End()
    {
        _isAtEnd = true;
        if (!Relay.Fingerprint.IsNone && !_hasLastStatus)
        {
            Refuse("it is cut: its last entry has no LastStatus");
            return false;
        }

        if (Relay.Fingerprint.IsNone)
        {
            RefuseIfUseless();
            return false;
        }

        if (ErrorCount > RelayCount + 1)
        {
            RefuseIfUseless();
        }

        return true;
    }

    private void ReadMember(ReadOnlySpan<byte> line)
    {
        var argument = ArgumentOf(line);
        if (line.StartsWith("ExitAddress "u8))
        {
            ReadExitAddress(argument);
        }
        else if (line.StartsWith("LastStatus "u8))
        {
            _hasLastStatus = true;
            Relay.LastSeen = ReadTime(argument);
            Note(Relay.LastSeen);
        }
        else if (line.StartsWith("Published "u8))
        {
            Relay.Published = ReadTime(argument);
        }
        else if (line.StartsWith("Downloaded "u8) && ReadTime(argument) is { } time)
        {
            Time = time;
            _isDownloadTimeKnown = true;
        }
        else if (line.StartsWith("@type "u8) && !argument.StartsWith("tordnsel 1."u8))
        {
            Refuse(_lines.LineNumber, $"'{PrintableText.Of(argument)}' is another document, or of a version that is not known");
        }
    }

    private void ReadExitAddress(ReadOnlySpan<byte> argument)
    {
        if (Relay.Fingerprint.IsNone)
        {
            return; // Of an entry that was reported.
        }

        var space = argument.IndexOf((byte)' ');
        var text = space < 0 ? argument : argument[..space];
        if (!IPAddressValue.TryParse(text, out var address))
        {
            AddError(_lines.LineNumber, $"'{PrintableText.Of(text)}' is no address");
        }
        else if (space < 0 || ReadTime(argument[(space + 1)..]) is not { } time)
        {
            if (space < 0)
            {
                AddError(_lines.LineNumber, "an exit address without a time");
            }
        }
        else if (Relay.ExitAddresses.Length == MaxAddresses)
        {
            AddError(_lines.LineNumber, $"more than {MaxAddresses} exit addresses of one relay");
        }
        else
        {
            Relay.AddExitAddress(address);
            Note(time);
        }
    }

    private DateTimeOffset? ReadTime(ReadOnlySpan<byte> text)
    {
        if (TimeText.TryParseIso(text, out var time))
        {
            return time;
        }

        AddError(_lines.LineNumber, $"'{PrintableText.Of(text)}' is no time");
        return null;
    }

    private void Note(DateTimeOffset? time)
    {
        _newest = _newest is null || time > _newest ? time ?? _newest : _newest;
        Time = _isDownloadTimeKnown ? Time : _newest;
    }
}
