using System.Runtime.InteropServices;

namespace TorIntel;

/// <summary>Reads a network-status consensus of the Tor network, ns or microdesc flavor (dir-spec sections 3.4.1 and 3.9.2), relay by relay.</summary>
/// <remarks>
/// <para>
/// A relay can exit if it has the Exit flag or a policy summary that accepts something; BadExit relays exit too. The microdesc flavor has no policies, so there only the flag
/// is known. A relay was last seen when the consensus became valid: the times in <c>r</c> lines mean nothing.
/// </para>
/// <para>
/// Relays end where the signatures begin. A document with anything but signatures behind them, without any, or with a last one that is not whole is refused; so is a vote. Signatures
/// are not checked here but by <see cref="ConsensusVerifier"/>; read what it has verified with <see cref="OfSignedBytes"/>. A first line <c>@type …</c> is passed over.
/// </para>
/// <para>Streaming: a line is the most that is kept, besides the texts of policies, each of which is parsed once. O(length).</para>
/// </remarks>
public sealed class ConsensusReader : RelayDocumentReader
{
    /// <summary>The longest line, in bytes: Tor's own bound.</summary>
    public const int MaxLineLength = 128 * 1024;

    private readonly LineReader _lines;
    private readonly bool _endsAtSignatures;
    private readonly Utf8Cache<ExitPolicySummary> _policies = new(ExitPolicySummary.TryParse);
    private readonly RouterLine _router = new();
    private Part _part;

    /// <summary>Makes a reader of a stream.</summary>
    /// <param name="utf8">The document. It is read, not closed.</param>
    /// <exception cref="ArgumentNullException"><paramref name="utf8"/> is null.</exception>
    public ConsensusReader(Stream utf8)
        : this(utf8, endsAtSignatures: false)
    {
    }

    /// <summary>Makes a reader of a document in memory.</summary>
    /// <param name="utf8">The document.</param>
    public ConsensusReader(ReadOnlyMemory<byte> utf8)
        : this(OpenRead(utf8), endsAtSignatures: false)
    {
    }

    private ConsensusReader(Stream utf8, bool endsAtSignatures)
    {
        ArgumentNullException.ThrowIfNull(utf8);
        _lines = new LineReader(utf8, MaxLineLength);
        _endsAtSignatures = endsAtSignatures;
    }

    private enum Part
    {
        Start = 0,
        Relays = 1,
        End = 2,
    }

    /// <summary>Gets the head of the document; null before the first <see cref="RelayDocumentReader.Read"/>, and if it was refused there.</summary>
    public ConsensusHeader? Header { get; private set; }

    /// <summary>Makes a reader of the bytes that signatures of a consensus cover, and that end with the words <c>directory-signature</c> and a space.</summary>
    /// <param name="signedBytes">The document from <see cref="ConsensusVerification.SignedRange"/>.</param>
    public static ConsensusReader OfSignedBytes(ReadOnlyMemory<byte> signedBytes) => new(OpenRead(signedBytes), endsAtSignatures: true);

    private protected override bool ReadRelay()
    {
        if (_part == Part.Start)
        {
            ReadHeader();
        }

        while (_part == Part.Relays)
        {
            if (ReadEntry())
            {
                return true;
            }
        }

        return false;
    }

    private static MemoryStream OpenRead(ReadOnlyMemory<byte> utf8) => MemoryMarshal.TryGetArray(utf8, out var array)
        ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
        : new MemoryStream(utf8.ToArray(), writable: false);

    private void ReadHeader()
    {
        var builder = new ConsensusHeaderBuilder();
        var isFirst = true;
        while (_lines.TryRead(out var line))
        {
            line = _lines.LineNumber == 1 && line.StartsWith("\uFEFF"u8) ? line[3..] : line;
            if (_lines.LineNumber == 1 && line.StartsWith("@type "u8))
            {
                continue;
            }

            var keyword = Split(line, out var arguments);
            if (isFirst && !keyword.SequenceEqual("network-status-version"u8))
            {
                RefuseAtLine($"it is no consensus: it begins {DocumentText.Quote(line)}, not with network-status-version");
                return;
            }

            isFirst = false;
            var isEnd = IsEndOfHeader(keyword);
            var reason = isEnd ? null : _lines.IsTooLong ? $"longer than {MaxLineLength} bytes" : builder.Add(keyword, arguments);
            Header = isEnd ? builder.Build(out reason) : null;
            if (reason is not null)
            {
                RefuseAtLine(reason);
                return;
            }

            if (isEnd)
            {
                (Time, ValidUntil) = (Header!.ValidAfter, Header.ValidUntil);
                _part = Part.Relays;
                if (keyword is [(byte)'r'])
                {
                    ReadRouter(arguments);
                }
                else
                {
                    ReadEnd(keyword, line);
                }

                return;
            }
        }

        Refuse(isFirst ? "it is empty" : "it is cut: it ends before the first relay");
    }

    private static bool IsEndOfHeader(ReadOnlySpan<byte> keyword) =>
        keyword is [(byte)'r'] || keyword.SequenceEqual("directory-footer"u8) || keyword.SequenceEqual("directory-signature"u8);

    // Reads the entry that the router line begins, up to the next one.
    private bool ReadEntry()
    {
        var isGood = _router.IsGood;
        var number = _router.Number;
        Relay.Clear();
        if (isGood)
        {
            _router.CopyTo(Relay);
            Relay.LastSeen = Time;
        }

        var hasFlags = false;
        while (_lines.TryRead(out var line))
        {
            var keyword = Split(line, out var arguments);
            if (_lines.IsTooLong && keyword is not [(byte)'r'])
            {
                AddError(_lines.LineNumber, $"longer than {MaxLineLength} bytes");
                continue;
            }

            switch (keyword)
            {
                case [(byte)'r']:
                    ReadRouter(arguments);
                    return IsUsable(isGood, hasFlags, number);
                case [(byte)'s'] when isGood:
                    ReadFlags(arguments, ref hasFlags);
                    break;
                case [(byte)'a'] when isGood:
                    ReadAddress(arguments);
                    break;
                case [(byte)'p'] when isGood:
                    ReadPolicy(arguments);
                    break;
                default:
                    if (keyword.StartsWith("directory-"u8) && IsEndOfHeader(keyword))
                    {
                        ReadEnd(keyword, line);
                        return IsUsable(isGood, hasFlags, number);
                    }

                    break;
            }
        }

        RefuseCut();
        return false;
    }

    private bool IsUsable(bool isGood, bool hasFlags, long number)
    {
        if (isGood && !hasFlags)
        {
            AddError(number, "the relay has no s line");
        }

        return isGood && hasFlags;
    }

    private void ReadRouter(ReadOnlySpan<byte> arguments)
    {
        _router.Refuse(_lines.LineNumber);
        var reason = _lines.IsTooLong ? $"longer than {MaxLineLength} bytes" : _router.Read(arguments, Header!.Flavor, _lines.LineNumber);
        if (reason is not null)
        {
            AddError(_lines.LineNumber, reason);
        }
    }

    private void ReadFlags(ReadOnlySpan<byte> arguments, ref bool hasFlags)
    {
        if (hasFlags)
        {
            AddError(_lines.LineNumber, "a second s line of the same relay");
            return;
        }

        hasFlags = true;
        while (DocumentText.NextWord(ref arguments) is { IsEmpty: false } flag)
        {
            Relay.Roles |= flag switch
            {
                [(byte)'E', (byte)'x', (byte)'i', (byte)'t'] => RelayRoles.Exit,
                [(byte)'G', ..] when flag.SequenceEqual("Guard"u8) => RelayRoles.Guard,
                [(byte)'A', ..] when flag.SequenceEqual("Authority"u8) => RelayRoles.Authority,
                _ => RelayRoles.None,
            };
        }
    }

    private void ReadAddress(ReadOnlySpan<byte> arguments)
    {
        var word = DocumentText.NextWord(ref arguments);
        if (AddressText.TryParseEndpoint(word, out var endpoint) && endpoint.Port != 0)
        {
            Relay.AddOrEndpoint(endpoint);
        }
        else
        {
            AddError(_lines.LineNumber, $"{DocumentText.Quote(word)} is no address with a port");
        }
    }

    private void ReadPolicy(ReadOnlySpan<byte> arguments)
    {
        if (Relay.ExitPolicySummary is not null)
        {
            AddError(_lines.LineNumber, "a second p line of the same relay");
        }
        else if (_policies.TryGet(arguments, out var summary))
        {
            Relay.ExitPolicySummary = summary;
            Relay.Roles |= summary.AcceptsAny ? RelayRoles.Exit : RelayRoles.None;
        }
        else
        {
            AddError(_lines.LineNumber, $"{DocumentText.Quote(arguments)} is no summary of an exit policy");
        }
    }

    // From the footer or, in old documents, from the first signature on.
    private void ReadEnd(ReadOnlySpan<byte> keyword, ReadOnlySpan<byte> line)
    {
        _part = Part.End;
        while (!keyword.SequenceEqual("directory-signature"u8))
        {
            if (!_lines.TryRead(out line))
            {
                RefuseCut();
                return;
            }

            keyword = Split(line, out _);
            if (keyword is [(byte)'r'])
            {
                RefuseAtLine("a relay stands behind the footer");
                return;
            }
        }

        if (_endsAtSignatures)
        {
            if (!line.SequenceEqual("directory-signature "u8) || _lines.IsTerminated || _lines.TryRead(out _))
            {
                Refuse("it is not the signed part of a consensus: that ends with 'directory-signature ' and nothing behind it");
            }

            return;
        }

        ReadSignatures(line);
    }

    private void ReadSignatures(ReadOnlySpan<byte> line)
    {
        var signatures = new SignatureLines();
        do
        {
            if (!signatures.Take(line))
            {
                RefuseAtLine(_lines.IsTerminated ? $"{DocumentText.Quote(line)} stands behind the signed part, where only signatures may" : "it is cut: its last line is not whole");
                return;
            }
        }
        while (_lines.TryRead(out line));

        if (!signatures.IsWhole)
        {
            Refuse("it is cut: its last signature is not whole");
        }
    }

    private static ReadOnlySpan<byte> Split(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> arguments)
    {
        var space = line.IndexOf((byte)' ');
        arguments = space < 0 ? default : line[(space + 1)..];
        return space < 0 ? line : line[..space];
    }

    private void RefuseCut()
    {
        Refuse("it is cut: no signature of a directory authority stands at its end");
        _part = Part.End;
    }

    private void RefuseAtLine(string reason)
    {
        Refuse(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"line {_lines.LineNumber}: {reason}"));
        _part = Part.End;
    }
}
