using System.Text.Json;

namespace TorIntel;

/// <summary>Walks through the events of a MISP document.</summary>
internal sealed class MispDocument(JsonInput json)
{
    private readonly AddressRecordList _list = new();
    private readonly List<(AddressRecord Entry, bool IsForDetection)> _entries = []; // Roles may come at the end of the event.
    private readonly MispAttribute _attribute = new();
    private bool _hasAttributes;

    public AddressRecordList Read()
    {
        if (json.Read())
        {
            ReadContainers(isEvent: false);
            while (json.Read())
            {
                // Whatever else there is must be JSON.
            }
        }

        foreach (var (entry, isForDetection) in _entries)
        {
            if (isForDetection || entry.Roles != RelayRoles.None)
            {
                _list.Add(entry);
            }
            else
            {
                _list.PassOver();
            }
        }

        if (json.Problem is { } problem)
        {
            _list.Refuse(problem);
        }
        else if (!_hasAttributes)
        {
            _list.Refuse("it is no MISP document: no attributes in it");
        }

        _list.RefuseIfEmpty("address");
        return _list;
    }

    // An object, or an array of them.
    private void ReadContainers(bool isEvent)
    {
        if (json.TokenType == JsonTokenType.StartObject)
        {
            ReadContainer(isEvent);
        }
        else if (json.TokenType == JsonTokenType.StartArray)
        {
            while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            {
                ReadContainers(isEvent);
            }
        }
    }

    private void ReadContainer(bool isEvent)
    {
        var firstEntry = _entries.Count;
        var roles = RelayRoles.None;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.Value;
            if (name.SequenceEqual("Event"u8))
            {
                ReadMember(isEvent: true);
            }
            else if (name.SequenceEqual("response"u8) || name.SequenceEqual("Object"u8))
            {
                ReadMember(isEvent: false);
            }
            else if (name.SequenceEqual("Attribute"u8))
            {
                _hasAttributes = true;
                _ = json.Read();
                ReadAttributes();
            }
            else if (name.SequenceEqual("Tag"u8))
            {
                _ = json.Read();
                roles |= MispAttribute.ReadTags(json);
            }
            else if (isEvent && name.SequenceEqual("timestamp"u8))
            {
                ReadTime();
            }
            else
            {
                json.Skip();
            }
        }

        for (var i = firstEntry; i < _entries.Count && roles != RelayRoles.None; i++)
        {
            if (_entries[i].Entry.Roles == RelayRoles.None)
            {
                _entries[i] = (_entries[i].Entry with { Roles = roles }, _entries[i].IsForDetection);
            }
        }
    }

    private void ReadMember(bool isEvent)
    {
        if (json.Read())
        {
            ReadContainers(isEvent);
        }
    }

    private void ReadTime()
    {
        if (json.Read() && json.TokenType is JsonTokenType.String or JsonTokenType.Number && TimeText.TryParseEpoch(json.Value, out var time))
        {
            _list.NoteTime(time);
        }
        else
        {
            json.Skip();
        }
    }

    private void ReadAttributes()
    {
        if (json.TokenType == JsonTokenType.StartObject)
        {
            ReadAttribute();
        }
        else if (json.TokenType == JsonTokenType.StartArray)
        {
            while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            {
                ReadAttributes();
            }
        }
    }

    private void ReadAttribute()
    {
        var line = json.Line;
        _attribute.Read(json);
        if (json.Problem is not null || !_attribute.IsAddress)
        {
            return;
        }

        if (_attribute.IsDeleted)
        {
            _list.PassOver();
        }
        else if (!_attribute.TryGetEntry(out var entry))
        {
            _list.AddError(_attribute.ValueLine == 0 ? line : _attribute.ValueLine, $"'{PrintableText.Of(_attribute.Value)}' is no {(_attribute.HasPort ? "address|port" : "address")}");
        }
        else if (_entries.Count > AddressListReader.MaxEntries)
        {
            _list.Refuse($"more than {AddressListReader.MaxEntries} entries: no list of the Tor network");
        }
        else
        {
            _entries.Add((entry, _attribute.IsForDetection));
        }
    }
}
