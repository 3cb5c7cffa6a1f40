using System.Text.Json;

namespace TorIntel;

/// <summary>Reads one relay of an Onionoo document into a <see cref="RelayStatus"/>.</summary>
internal sealed partial class OnionooRelay(JsonInput json, RelayStatus status)
{
    private const int MaxErrors = 100;

    private readonly List<LineError> _errors = [];
    private byte[] _unescaped = [];

    public IReadOnlyList<LineError> Errors => _errors;

    /// <summary>Gets a value indicating whether the relay is said not to run.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>Gets a value indicating whether any relay had a field that tells roles.</summary>
    public bool KnowsRoles { get; private set; }

    public void Clear()
    {
        status.Clear();
        _errors.Clear();
        IsStopped = false;
    }

    /// <summary>Reads an element of the array of relays.</summary>
    public OnionooElement Read(ref Utf8JsonReader reader)
    {
        if (!reader.Read())
        {
            return OnionooElement.None;
        }

        if (reader.TokenType == JsonTokenType.EndArray)
        {
            return OnionooElement.End;
        }

        var line = reader.TokenStartIndex;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            AddError(json.LineAt(line), "not a relay");
            return reader.TrySkip() ? OnionooElement.Bad : OnionooElement.None;
        }

        var hasFingerprint = false;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndObject)
            {
                return hasFingerprint ? OnionooElement.Relay : WithoutFingerprint(line);
            }

            var field = FieldOf(ref reader);
            if (!reader.Read() || !TryReadField(ref reader, field, ref hasFingerprint))
            {
                return OnionooElement.None;
            }
        }

        return OnionooElement.None;
    }

    private OnionooElement WithoutFingerprint(long place)
    {
        if (!_errors.Exists(error => error.Reason.StartsWith("fingerprint", StringComparison.Ordinal)))
        {
            AddError(json.LineAt(place), "a relay without fingerprint");
        }

        return OnionooElement.Bad;
    }

    private Field FieldOf(ref Utf8JsonReader reader)
    {
        var name = TextOf(ref reader);
        return name.Length switch
        {
            5 => name.SequenceEqual("flags"u8) ? Field.Flags : Field.Other,
            7 => name.SequenceEqual("running"u8) ? Field.Running : Field.Other,
            8 => name.SequenceEqual("nickname"u8) ? Field.Nickname : Field.Other,
            9 => name.SequenceEqual("last_seen"u8) ? Field.LastSeen : Field.Other,
            10 => name.SequenceEqual("first_seen"u8) ? Field.FirstSeen : Field.Other,
            11 => name.SequenceEqual("fingerprint"u8) ? Field.Fingerprint
                : name.SequenceEqual("exit_policy"u8) ? Field.ExitPolicy
                : name.SequenceEqual("dir_address"u8) ? Field.DirAddress : Field.Other,
            12 => name.SequenceEqual("or_addresses"u8) ? Field.OrAddresses : Field.Other,
            14 => name.SequenceEqual("exit_addresses"u8) ? Field.ExitAddresses : Field.Other,
            19 => name.SequenceEqual("exit_policy_summary"u8) ? Field.ExitPolicySummary : Field.Other,
            22 => name.SequenceEqual("exit_policy_v6_summary"u8) ? Field.ExitPolicySummaryIPv6 : Field.Other,
            _ => Field.Other,
        };
    }

    // False if the value is not whole yet.
    private bool TryReadField(ref Utf8JsonReader reader, Field field, ref bool hasFingerprint)
    {
        var type = reader.TokenType;
        if (field == Field.Other || type == JsonTokenType.Null)
        {
            return type is not (JsonTokenType.StartObject or JsonTokenType.StartArray) || reader.TrySkip();
        }

        var expected = field switch
        {
            Field.Running => JsonTokenType.True,
            Field.Fingerprint or Field.Nickname or Field.FirstSeen or Field.LastSeen or Field.DirAddress => JsonTokenType.String,
            Field.ExitPolicySummary or Field.ExitPolicySummaryIPv6 => JsonTokenType.StartObject,
            _ => JsonTokenType.StartArray,
        };
        if (type != expected && (field != Field.Running || type != JsonTokenType.False))
        {
            AddError(ref reader, field, "its value is of another type");
            return reader.TrySkip();
        }

        switch (field)
        {
            case Field.Running:
                IsStopped = type == JsonTokenType.False;
                return true;
            case Field.Fingerprint:
                hasFingerprint = RelayFingerprint.TryParse(TextOf(ref reader), out var fingerprint);
                status.Fingerprint = fingerprint;
                Check(hasFingerprint, ref reader, field, "is no fingerprint");
                return true;
            case Field.Nickname:
                Check(status.TrySetNickname(TextOf(ref reader)), ref reader, field, "is no nickname");
                return true;
            case Field.FirstSeen:
                status.FirstSeen = ReadTime(ref reader, field);
                return true;
            case Field.LastSeen:
                status.LastSeen = ReadTime(ref reader, field);
                return true;
            case Field.DirAddress:
                if (Check(IPEndpointValue.TryParse(TextOf(ref reader), out var directory) && directory.Port != 0, ref reader, field, "is no address and port"))
                {
                    status.AddDirectoryEndpoint(directory);
                }

                return true;
            case Field.ExitPolicySummary or Field.ExitPolicySummaryIPv6:
                return TryReadSummary(ref reader, field);
            case Field.ExitPolicy:
                return TryReadPolicy(ref reader);
            default:
                KnowsRoles |= field == Field.Flags;
                return TryReadArray(ref reader, field);
        }
    }

    private DateTimeOffset? ReadTime(ref Utf8JsonReader reader, Field field) =>
        Check(TimeText.TryParseIso(TextOf(ref reader), out var time), ref reader, field, "is no time") ? time : null;

    private bool TryReadArray(ref Utf8JsonReader reader, Field field)
    {
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndArray)
            {
                return true;
            }

            if (reader.TokenType != JsonTokenType.String)
            {
                AddError(ref reader, field, "holds something that is no text");
                if (!reader.TrySkip())
                {
                    return false;
                }
            }
            else
            {
                TakeItem(ref reader, field);
            }
        }

        return false;
    }

    private void TakeItem(ref Utf8JsonReader reader, Field field)
    {
        var text = TextOf(ref reader);
        switch (field)
        {
            case Field.OrAddresses:
                if (Check(IPEndpointValue.TryParse(text, out var endpoint) && endpoint.Port != 0, ref reader, field, "is no address and port"))
                {
                    status.AddOrEndpoint(endpoint);
                }

                break;
            case Field.ExitAddresses:
                if (Check(IPAddressValue.TryParse(text, out var address), ref reader, field, "is no address"))
                {
                    status.AddExitAddress(address);
                    MakeExit(true);
                }

                break;
            default:
                status.Roles |= text.SequenceEqual("Exit"u8) ? RelayRoles.Exit
                    : text.SequenceEqual("Guard"u8) ? RelayRoles.Guard
                    : text.SequenceEqual("Authority"u8) ? RelayRoles.Authority
                    : RelayRoles.None;
                break;
        }
    }

    private void MakeExit(bool canExit)
    {
        status.Roles |= canExit ? RelayRoles.Exit : RelayRoles.None;
        KnowsRoles = true;
    }

    private ReadOnlySpan<byte> TextOf(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            return reader.ValueSpan;
        }

        if (_unescaped.Length < reader.ValueSpan.Length)
        {
            _unescaped = new byte[Math.Max(reader.ValueSpan.Length, 256)];
        }

        try
        {
            return _unescaped.AsSpan(0, reader.CopyString(_unescaped));
        }
        catch (InvalidOperationException)
        {
            return "?"u8; // Half a surrogate pair: no text.
        }
    }

    private bool Check(bool isRight, ref Utf8JsonReader reader, Field field, string problem)
    {
        if (!isRight)
        {
            AddError(ref reader, field, $"'{PrintableText.Of(TextOf(ref reader))}' {problem}");
        }

        return isRight;
    }

    private void AddError(ref Utf8JsonReader reader, Field field, string problem) => AddError(json.LineAt(reader.TokenStartIndex), $"{NameOf(field)}: {problem}");

    private void AddError(long line, string reason)
    {
        if (_errors.Count < MaxErrors)
        {
            _errors.Add(new LineError(line, reason));
        }
    }

    private static string NameOf(Field field) => field switch
    {
        Field.Fingerprint => "fingerprint",
        Field.Nickname => "nickname",
        Field.OrAddresses => "or_addresses",
        Field.ExitAddresses => "exit_addresses",
        Field.DirAddress => "dir_address",
        Field.Running => "running",
        Field.FirstSeen => "first_seen",
        Field.LastSeen => "last_seen",
        Field.Flags => "flags",
        Field.ExitPolicy => "exit_policy",
        Field.ExitPolicySummary => "exit_policy_summary",
        Field.ExitPolicySummaryIPv6 => "exit_policy_v6_summary",
        _ => "",
    };

    private enum Field
    {
        Other = 0,
        Fingerprint = 1,
        Nickname = 2,
        OrAddresses = 3,
        ExitAddresses = 4,
        DirAddress = 5,
        Running = 6,
        FirstSeen = 7,
        LastSeen = 8,
        Flags = 9,
        ExitPolicy = 10,
        ExitPolicySummary = 11,
        ExitPolicySummaryIPv6 = 12,
    }
}
