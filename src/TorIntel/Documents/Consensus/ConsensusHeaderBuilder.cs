using System.Buffers.Text;
using System.Text;

namespace TorIntel;

/// <summary>Takes the head of a consensus item by item.</summary>
internal sealed class ConsensusHeaderBuilder
{
    private const int MaxAuthorities = 200; // There have never been more than ten.
    private const int MaxNicknameLength = 40; // 19 characters, and "-legacy" behind them in times of change.

    private readonly List<ConsensusAuthority> _authorities = [];
    private ConsensusFlavor _flavor;
    private int? _method;
    private DateTimeOffset? _validAfter;
    private DateTimeOffset? _freshUntil;
    private DateTimeOffset? _validUntil;
    private bool _isConsensus;

    /// <summary>Takes an item.</summary>
    /// <returns>Why the document cannot be used; null if it can.</returns>
    public string? Add(ReadOnlySpan<byte> keyword, ReadOnlySpan<byte> arguments) => keyword switch
    {
        _ when keyword.SequenceEqual("network-status-version"u8) => ReadVersion(arguments),
        _ when keyword.SequenceEqual("vote-status"u8) => ReadStatus(arguments),
        _ when keyword.SequenceEqual("consensus-method"u8) => ReadMethod(arguments),
        _ when keyword.SequenceEqual("valid-after"u8) => ReadTime(keyword, arguments, ref _validAfter),
        _ when keyword.SequenceEqual("fresh-until"u8) => ReadTime(keyword, arguments, ref _freshUntil),
        _ when keyword.SequenceEqual("valid-until"u8) => ReadTime(keyword, arguments, ref _validUntil),
        _ when keyword.SequenceEqual("dir-source"u8) => ReadAuthority(arguments),
        _ => null,
    };

    /// <summary>Makes the header; null if something is missing.</summary>
    public ConsensusHeader? Build(out string? reason)
    {
        reason = _flavor == ConsensusFlavor.Unknown ? "it has no network-status-version"
            : !_isConsensus ? "it has no vote-status, so it is no consensus"
            : _validAfter is null ? "it has no valid-after"
            : _validUntil is null ? "it has no valid-until"
            : null;
        return reason is not null ? null : new ConsensusHeader
        {
            Flavor = _flavor,
            ConsensusMethod = _method,
            ValidAfter = _validAfter!.Value,
            FreshUntil = _freshUntil,
            ValidUntil = _validUntil!.Value,
            Authorities = [.. _authorities],
        };
    }

    private string? ReadVersion(ReadOnlySpan<byte> arguments)
    {
        if (_flavor != ConsensusFlavor.Unknown)
        {
            return "it has two network-status-version lines";
        }

        var rest = arguments;
        var version = DocumentText.NextWord(ref rest);
        var flavor = DocumentText.NextWord(ref rest);
        _flavor = flavor.IsEmpty || flavor.SequenceEqual("ns"u8) ? ConsensusFlavor.Ns : flavor.SequenceEqual("microdesc"u8) ? ConsensusFlavor.Microdesc : ConsensusFlavor.Unknown;
        return !version.SequenceEqual("3"u8) ? $"its version {DocumentText.Quote(version)} is not known; 3 is"
            : _flavor == ConsensusFlavor.Unknown ? $"its flavor {DocumentText.Quote(flavor)} is not known; ns and microdesc are"
            : null;
    }

    private string? ReadStatus(ReadOnlySpan<byte> arguments)
    {
        if (_isConsensus)
        {
            return "it has two vote-status lines";
        }

        _isConsensus = arguments.SequenceEqual("consensus"u8);
        return _isConsensus ? null
            : arguments.SequenceEqual("vote"u8) ? "it is the vote of one authority, not a consensus"
            : $"its vote-status is {DocumentText.Quote(arguments)}, not 'consensus'";
    }

    private string? ReadMethod(ReadOnlySpan<byte> arguments)
    {
        _method = Utf8Parser.TryParse(arguments, out int method, out var used) && used == arguments.Length && method > 0 ? method : _method;
        return null;
    }

    private static string? ReadTime(ReadOnlySpan<byte> keyword, ReadOnlySpan<byte> arguments, ref DateTimeOffset? time)
    {
        if (time is not null)
        {
            return $"it has two {Encoding.ASCII.GetString(keyword)} lines";
        }

        var isTime = DocumentText.TryParseTime(arguments, out var value);
        time = isTime ? value : null;
        return isTime ? null : $"its {Encoding.ASCII.GetString(keyword)} {DocumentText.Quote(arguments)} is no time";
    }

    private string? ReadAuthority(ReadOnlySpan<byte> arguments)
    {
        var rest = arguments;
        var nickname = DocumentText.NextWord(ref rest);
        var identity = DocumentText.NextWord(ref rest);
        if (!RelayFingerprint.TryParse(identity, out var fingerprint))
        {
            return $"dir-source has {DocumentText.Quote(identity)} for an identity of 40 hexadecimal digits";
        }

        if (_authorities.Count == MaxAuthorities)
        {
            return $"it has more than {MaxAuthorities} dir-source lines";
        }

        _authorities.Add(new ConsensusAuthority(IsNickname(nickname) ? Encoding.ASCII.GetString(nickname) : "", fingerprint));
        return null;
    }

    private static bool IsNickname(ReadOnlySpan<byte> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit((char)c) && c != '-')
            {
                return false;
            }
        }

        return text.Length <= MaxNicknameLength;
    }
}
