using System.Runtime.InteropServices;

namespace TorIntel;

/// <summary>Reads server descriptors, one behind the other, as CollecTor and Tor's own cache have them (dir-spec section 2.1.1): the only documents with exact exit policies.</summary>
/// <remarks>
/// <para>
/// A relay is an exit if its policy accepts any IPv4 destination or its <c>ipv6-policy</c> any port; without such a line that is <c>reject 1-65535</c>. Descriptors say
/// nothing about guards, and their signatures are not checked. <see cref="RelayStatus.Published"/> is when the relay made the descriptor, by its own clock; that is not
/// when it was seen, so <see cref="RelayStatus.LastSeen"/> stays null. Several descriptors of one relay may come; the newest by that time is the one that counts, and
/// whoever reads them has to choose it, as the list loader does. The document has no time of its own.
/// </para>
/// <para>
/// A line that cannot be used is reported. Without a usable <c>router</c> or <c>fingerprint</c> line the descriptor is left out; with a policy line that is no rule, or
/// more than <see cref="ExitPolicy.MaxRules"/> of them, its policy is not known. A descriptor that is cut, at the end or in the middle of the document, is left out
/// and named. Unknown keywords, annotations and embedded keys are passed over.
/// </para>
/// <para>Memory is bounded: one line at a time, of which at most <see cref="MaxLineLength"/> bytes are looked at. Not safe for several threads.</para>
/// </remarks>
public sealed class ServerDescriptorReader : RelayDocumentReader
{
    /// <summary>How much of a line is looked at, in bytes: contacts and families may be longer, policies and addresses are not.</summary>
    public const int MaxLineLength = 1024;

    private const int MaxOrEndpoints = 256;
    private const int MaxKeptRules = 100_000;

    private readonly LineReader _lines;
    private readonly List<ExitPolicyRule> _rules = [];
    private readonly HashSet<ExitPolicy> _policies = [];
    private readonly Utf8Cache<ExitPolicySummary> _summaries = new(ExitPolicySummary.TryParse);
    private readonly DescriptorState _state = new();
    private int _keptRules;

    /// <summary>Initializes a new instance of the <see cref="ServerDescriptorReader"/> class.</summary>
    /// <param name="utf8">The descriptors. They are read, not closed.</param>
    /// <exception cref="ArgumentNullException"><paramref name="utf8"/> is null.</exception>
    public ServerDescriptorReader(Stream utf8)
    {
        ArgumentNullException.ThrowIfNull(utf8);
        _lines = new LineReader(utf8, MaxLineLength);
    }

    private static ExitPolicySummary RejectsAll { get; } = ExitPolicySummary.TryParse("reject 1-65535"u8, out var summary) ? summary : throw new InvalidOperationException();

    private protected override bool ReadRelay()
    {
        while (Refusal is null && _lines.TryRead(out var line))
        {
            line = _lines.LineNumber == 1 && line.StartsWith("\uFEFF"u8) ? line[3..] : line;
            if (!_lines.IsTerminated && !line.SequenceEqual("-----END SIGNATURE-----"u8))
            {
                ReportIf(!_state.IsOpen, line, "is cut: the document ends in the middle of the line");
            }
            else if (line.StartsWith("router "u8))
            {
                Begin(line);
            }
            else if (_state.IsInObject)
            {
                _state.IsInObject = !line.StartsWith("-----END "u8);
                if (!_state.IsInObject && _state.IsSigned && End())
                {
                    return true;
                }
            }
            else if (line.StartsWith("-----BEGIN "u8))
            {
                _state.IsInObject = true;
            }
            else
            {
                ReadLine(line.StartsWith("opt "u8) ? line["opt ".Length..] : line);
            }
        }

        if (Refusal is null)
        {
            ReportCut();
            RefuseIfUseless();
        }

        return false;
    }

    private void Begin(ReadOnlySpan<byte> line)
    {
        ReportCut();
        Relay.Clear();
        _rules.Clear();
        _state.Begin(_lines.LineNumber);
        var rest = line["router ".Length..];
        if (!Relay.TrySetNickname(NextWord(ref rest)) || !IPAddressValue.TryParse(NextWord(ref rest), out var address) || !address.IsIPv4
            || !AddressText.TryParsePort(NextWord(ref rest), out var orPort) || NextWord(ref rest).IsEmpty || !AddressText.TryParsePort(NextWord(ref rest), out var directoryPort))
        {
            Spoil($"'{PrintableText.Of(line)}' is no router line");
            return;
        }

        if (orPort != 0)
        {
            Relay.AddOrEndpoint(new IPEndpointValue(address, orPort));
        }

        if (directoryPort != 0)
        {
            Relay.AddDirectoryEndpoint(new IPEndpointValue(address, directoryPort));
        }
    }

    private static ReadOnlySpan<byte> NextWord(ref ReadOnlySpan<byte> rest)
    {
        var space = rest.IndexOf((byte)' ');
        var word = space < 0 ? rest : rest[..space];
        rest = space < 0 ? default : rest[(space + 1)..];
        return word;
    }

    private void ReadLine(ReadOnlySpan<byte> line)
    {
        if (line.StartsWith("@type "u8) && !line.StartsWith("@type server-descriptor 1."u8))
        {
            Refuse(_lines.LineNumber, $"'{PrintableText.Of(line)}' is another document, or of a version that is not known");
        }
        else if (!_state.IsOpen)
        {
            return;
        }
        else if (line.StartsWith("accept "u8) || line.StartsWith("reject "u8))
        {
            ReadRule(line);
        }
        else if (line.StartsWith("fingerprint "u8))
        {
            ReadFingerprint(line["fingerprint ".Length..]);
        }
        else if (line.StartsWith("or-address "u8))
        {
            ReadOrAddress(line["or-address ".Length..].Trim((byte)' '));
        }
        else if (line.StartsWith("published "u8))
        {
            Relay.Published = TimeText.TryParseIso(line["published ".Length..].Trim((byte)' '), out var time) ? time : null;
            ReportIf(Relay.Published is null, line, "has no time");
        }
        else if (line.StartsWith("ipv6-policy "u8))
        {
            Relay.ExitPolicySummaryIPv6 = _summaries.TryGet(line["ipv6-policy ".Length..].Trim((byte)' '), out var summary) ? summary : null;
            _state.IsIPv6PolicyBad = summary is null;
            ReportIf(summary is null, line, "has no list of ports");
        }
        else if (line.SequenceEqual("router-signature"u8))
        {
            _state.IsSigned = true;
        }
    }

    private void ReadRule(ReadOnlySpan<byte> line)
    {
        if (_lines.IsTooLong || _rules.Count == ExitPolicy.MaxRules || !ExitPolicyRule.TryParse(line, out var rule))
        {
            if (!_state.IsPolicyBad)
            {
                AddError(_lines.LineNumber, (_rules.Count == ExitPolicy.MaxRules ? $"more than {ExitPolicy.MaxRules} policy lines" : $"'{PrintableText.Of(line)}' is no rule of a policy") + ", so the policy is not known");
            }

            _state.IsPolicyBad = true;
            return;
        }

        _rules.Add(rule);
    }

    private void ReadFingerprint(ReadOnlySpan<byte> groups)
    {
        const int GroupLength = 4;
        Span<byte> digits = stackalloc byte[RelayFingerprint.TextLength];
        var count = 0;
        foreach (var range in groups.Trim((byte)' ').Split((byte)' '))
        {
            var group = groups.Trim((byte)' ')[range];
            if (group.Length != GroupLength || count == digits.Length)
            {
                count = 0;
                break;
            }

            group.CopyTo(digits[count..]);
            count += GroupLength;
        }

        if (RelayFingerprint.TryParse(digits[..count], out var fingerprint) && !fingerprint.IsNone)
        {
            Relay.Fingerprint = fingerprint;
        }
        else
        {
            Spoil($"'{PrintableText.Of(groups)}' is no fingerprint of ten groups");
        }
    }

    private void ReadOrAddress(ReadOnlySpan<byte> text)
    {
        var isRight = IPEndpointValue.TryParse(text, out var endpoint) && endpoint.Port != 0;
        ReportIf(!isRight, text, "is no address and port");
        if (isRight && Relay.OrEndpoints.Length < MaxOrEndpoints)
        {
            Relay.AddOrEndpoint(endpoint);
        }
    }

    // Whether the descriptor that has come to its end can be used.
    private bool End()
    {
        _state.IsOpen = false;
        if (_state.IsSpoilt)
        {
            return false;
        }

        if (Relay.Fingerprint.IsNone)
        {
            AddError(_state.FirstLine, "a descriptor without fingerprint");
            return false;
        }

        var policy = new ExitPolicy(CollectionsMarshal.AsSpan(_rules));
        if (!_policies.TryGetValue(policy, out var known) && _keptRules < MaxKeptRules)
        {
            _policies.Add(policy); // Many exits have the policy that Tor comes with.
            _keptRules += _rules.Count;
        }

        Relay.ExitPolicySummaryIPv6 ??= _state.IsIPv6PolicyBad ? null : RejectsAll;
        Relay.Roles |= policy.AcceptsAny || Relay.ExitPolicySummaryIPv6 is { AcceptsAny: true } ? RelayRoles.Exit : RelayRoles.None;
        Relay.ExitPolicy = _state.IsPolicyBad ? null : known ?? policy;
        return true;
    }

    private void ReportCut()
    {
        if (_state.IsOpen)
        {
            AddError(_state.FirstLine, "a descriptor that is cut: it has no whole signature");
        }

        _state.IsOpen = false;
    }

    // One report for a descriptor that cannot be used.
    private void Spoil(string reason)
    {
        if (!_state.IsSpoilt)
        {
            AddError(_lines.LineNumber, reason);
        }

        _state.IsSpoilt = true;
    }

    private void ReportIf(bool isWrong, ReadOnlySpan<byte> line, string problem)
    {
        if (isWrong)
        {
            AddError(_lines.LineNumber, $"'{PrintableText.Of(line)}' {problem}");
        }
    }
}
