using System.Text.Json;

namespace TorIntel;

/// <summary>One attribute of a MISP event; filled anew for each.</summary>
internal sealed class MispAttribute
{
    private const int MaxValueLength = 128; // Longer than any address; the rest is not needed for a message.

    private readonly byte[] _value = new byte[MaxValueLength];
    private int _valueLength;
    private RelayRoles _roles;

    public bool IsAddress { get; private set; }

    public bool HasPort { get; private set; }

    public bool IsDeleted { get; private set; }

    public bool IsForDetection { get; private set; }

    public long ValueLine { get; private set; }

    public ReadOnlySpan<byte> Value => _value.AsSpan(0, _valueLength);

    /// <summary>Gives the roles that a value of <c>Tag</c> tells.</summary>
    public static RelayRoles ReadTags(JsonInput json)
    {
        var roles = RelayRoles.None;
        if (json.TokenType is not (JsonTokenType.StartArray or JsonTokenType.StartObject))
        {
            return roles;
        }

        var depth = json.Depth;
        while (json.Read() && json.Depth > depth)
        {
            if (json.TokenType == JsonTokenType.PropertyName && json.Value.SequenceEqual("name"u8) && json.Read() && json.TokenType == JsonTokenType.String)
            {
                roles |= RolesOf(json.Value);
            }
        }

        return roles;
    }

    /// <summary>Reads the object whose beginning was read last.</summary>
    public void Read(JsonInput json)
    {
        (_valueLength, _roles, ValueLine) = (0, RelayRoles.None, 0);
        (IsAddress, HasPort, IsDeleted, IsForDetection) = (false, false, false, true);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.Value;
            var isType = name.SequenceEqual("type"u8);
            var isValue = name.SequenceEqual("value"u8);
            var isDeleted = name.SequenceEqual("deleted"u8);
            var isForDetection = name.SequenceEqual("to_ids"u8);
            var isTag = name.SequenceEqual("Tag"u8);
            if (!json.Read())
            {
                return;
            }

            if (isTag)
            {
                _roles |= ReadTags(json);
            }
            else if (isType && json.TokenType == JsonTokenType.String)
            {
                HasPort = json.Value.SequenceEqual("ip-src|port"u8) || json.Value.SequenceEqual("ip-dst|port"u8);
                IsAddress = HasPort || json.Value.SequenceEqual("ip-src"u8) || json.Value.SequenceEqual("ip-dst"u8);
            }
            else if (isValue && json.TokenType == JsonTokenType.String)
            {
                ValueLine = json.Line;
                _valueLength = Math.Min(json.Value.Length, MaxValueLength);
                json.Value[.._valueLength].CopyTo(_value);
            }
            else if (isDeleted)
            {
                IsDeleted = IsTrue(json);
            }
            else if (isForDetection)
            {
                IsForDetection = IsTrue(json);
            }

            json.Skip();
        }
    }

    public bool TryGetEntry(out AddressRecord entry)
    {
        entry = default;
        var text = Value.Trim(" \t"u8);
        ushort port = 0;
        if (HasPort)
        {
            var bar = text.LastIndexOf((byte)'|');
            if (bar < 0 || !AddressText.TryParsePort(text[(bar + 1)..], out port))
            {
                return false;
            }

            text = text[..bar];
        }

        if (!IPPrefix.TryParse(text, out var prefix))
        {
            return false;
        }

        entry = new AddressRecord(prefix, _roles) { OrPort = port };
        return true;
    }

    // Old exports write "1" and 1.
    private static bool IsTrue(JsonInput json) =>
        json.TokenType == JsonTokenType.True || (json.TokenType is JsonTokenType.String or JsonTokenType.Number && (json.Value.SequenceEqual("1"u8) || json.Value.SequenceEqual("true"u8)));

    private static RelayRoles RolesOf(ReadOnlySpan<byte> tag)
    {
        var value = tag.StartsWith("tor:tor-relay-type="u8) ? tag["tor:tor-relay-type=".Length..].Trim((byte)'"') : default;
        return value.SequenceEqual("exit-relay"u8) ? RelayRoles.Relay | RelayRoles.Exit
            : value.SequenceEqual("entry-guard-relay"u8) ? RelayRoles.Relay | RelayRoles.Guard
            : value.SequenceEqual("middle-relay"u8) ? RelayRoles.Relay
            : value.SequenceEqual("bridge-relay"u8) ? RelayRoles.Relay | RelayRoles.Bridge
            : RelayRoles.None;
    }
}
