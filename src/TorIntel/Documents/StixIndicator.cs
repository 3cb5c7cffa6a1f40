using System.Text.Json;

namespace TorIntel;

/// <summary>One object of a STIX bundle; filled anew for each.</summary>
internal sealed class StixIndicator
{
    private readonly List<IPPrefix> _prefixes = [];
    private byte[] _pattern = [];
    private int _patternLength;
    private long _line;
    private bool _isIndicator;
    private bool _isRevoked;
    private string? _language;
    private string? _badTime;
    private DateTimeOffset? _validFrom;
    private DateTimeOffset? _validUntil;
    private DateTimeOffset? _modified;

    /// <summary>Reads the object whose beginning was read last.</summary>
    public void Read(JsonInput json)
    {
        _line = json.Line;
        (_patternLength, _isIndicator, _isRevoked, _language, _badTime) = (0, false, false, null, null);
        (_validFrom, _validUntil, _modified) = (null, null, null);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var member = MemberOf(json.Value);
            if (!json.Read())
            {
                return;
            }

            if (json.TokenType == JsonTokenType.String)
            {
                ReadText(json, member);
            }
            else
            {
                _isRevoked |= member == Member.Revoked && json.TokenType == JsonTokenType.True;
                json.Skip();
            }
        }
    }

    /// <summary>Adds the addresses, or says why not; nothing for an object that is no indicator.</summary>
    public void AddTo(AddressRecordList list, DateTimeOffset? at)
    {
        if (!_isIndicator)
        {
            return;
        }

        if (_isRevoked || at < _validFrom || at >= _validUntil)
        {
            list.PassOver();
            return;
        }

        _prefixes.Clear();
        var problem = _badTime ?? (_language is not null ? $"a pattern in the language '{_language}'" : StixPattern.Read(_pattern.AsSpan(0, _patternLength), _prefixes));
        if (problem is not null)
        {
            list.AddError(_line, problem);
            return;
        }

        foreach (var prefix in _prefixes)
        {
            list.Add(new AddressRecord(prefix, RelayRoles.None));
        }

        if (_modified is { } modified)
        {
            list.NoteTime(modified);
        }
    }

    private static Member MemberOf(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("type"u8) ? Member.Type
        : name.SequenceEqual("pattern"u8) ? Member.Pattern
        : name.SequenceEqual("pattern_type"u8) ? Member.Language
        : name.SequenceEqual("valid_from"u8) ? Member.ValidFrom
        : name.SequenceEqual("valid_until"u8) ? Member.ValidUntil
        : name.SequenceEqual("modified"u8) ? Member.Modified
        : name.SequenceEqual("revoked"u8) ? Member.Revoked
        : Member.Other;

    private void ReadText(JsonInput json, Member member)
    {
        switch (member)
        {
            case Member.Type:
                _isIndicator = json.Value.SequenceEqual("indicator"u8);
                break;
            case Member.Pattern:
                _line = json.Line;
                _patternLength = json.Value.Length;
                if (_pattern.Length < _patternLength)
                {
                    _pattern = new byte[Math.Max(_patternLength, 256)];
                }

                json.Value.CopyTo(_pattern);
                break;
            case Member.Language:
                _language = json.Value.SequenceEqual("stix"u8) ? null : PrintableText.Of(json.Value);
                break;
            case Member.ValidFrom:
                _validFrom = ReadTime(json);
                break;
            case Member.ValidUntil:
                _validUntil = ReadTime(json);
                break;
            case Member.Modified:
                _modified = ReadTime(json);
                break;
        }
    }

    // An indicator of which it is not known whether it is valid is not taken.
    private DateTimeOffset? ReadTime(JsonInput json)
    {
        if (TimeText.TryParseIso(json.Value, out var time))
        {
            return time;
        }

        _badTime = $"'{PrintableText.Of(json.Value)}' is no time";
        return null;
    }

    private enum Member
    {
        Other = 0,
        Type = 1,
        Pattern = 2,
        Language = 3,
        ValidFrom = 4,
        ValidUntil = 5,
        Modified = 6,
        Revoked = 7,
    }
}
