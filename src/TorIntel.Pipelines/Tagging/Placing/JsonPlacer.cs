using System.Text.Json;

namespace TorIntel.Pipelines;

/// <summary>Finds where the fields of a schema go in a JSON event: into objects and arrays that are there, else as new members.</summary>
/// <remarks>
/// Nested objects, keys with dots and any mixture of them are the same path. What is set is never written again; the text of the event stays as it is,
/// and what is added stands in front of closing brackets.
/// </remarks>
internal sealed class JsonPlacer
{
    private const int MaxKeyLength = 1024;

    private readonly IReadOnlyList<SchemaField> _fields;
    private readonly PathNode _root = new(null, "");
    private readonly PathNode[] _nodes; // Of each field.
    private readonly PathNode?[] _otherwise;
    private readonly PathNode[][] _groups;
    private readonly (string Path, PathNode Node)[] _own; // Where the presence of anything tells that the event was tagged before.
    private readonly bool[] _isWritten; // Whether a field of the event at hand goes to its node.
    private readonly byte[] _keyBuffer = new byte[MaxKeyLength];
    private Additions _additions = new(0);

    /// <summary>Initializes a new instance of the <see cref="JsonPlacer"/> class.</summary>
    /// <param name="schema">The schema.</param>
    /// <exception cref="ArgumentException">The name of the tag is one of the schema's own names.</exception>
    public JsonPlacer(Schema schema)
    {
        _fields = schema.Fields;
        _nodes = [.. _fields.Select(field => Place(field, field.Path))];
        _otherwise = [.. _fields.Select(field => field.Otherwise is null ? null : Place(field, field.Otherwise))];
        _groups = [.. _fields.Select(field => field.Group.Select(_root.Make).ToArray())];
        _own = [.. _fields.Where(field => field.Policy == FieldPolicy.Own).SelectMany(field => (string?[])[field.Root, field.Otherwise]).OfType<string>().Distinct(StringComparer.Ordinal)
            .Select(path => (path, OwnRoot(path)))];
        _isWritten = new bool[_fields.Count];
    }

    /// <summary>Places what is to be added to an event.</summary>
    /// <param name="text">The event.</param>
    /// <param name="additions">What is to be added.</param>
    /// <param name="insertions">What takes it.</param>
    /// <returns>Why the event cannot be tagged, or null.</returns>
    public string? Place(ReadOnlySpan<byte> text, Additions additions, Insertions insertions)
    {
        _additions = additions;
        _root.Reset();
        if (!Walk(text))
        {
            return JsonText.NotValid;
        }

        var taken = Array.Find(_own, own => own.Node.IsThere).Path ?? _fields.FirstOrDefault(field => field.Policy == FieldPolicy.Own && !HasPlace(field))?.Root;
        if (taken is not null)
        {
            return TagNames.AlreadyThere(taken);
        }

        Decide();
        WriteInto(_root, text, insertions);
        return null;
    }

    /// <summary>Writes all that is to be added as one object.</summary>
    public void WriteObject(Additions additions, ByteBuffer output)
    {
        _additions = additions;
        _root.Reset();
        _root.InsertAt = 0;
        Decide();
        output.Write((byte)'{');
        WriteMembers(_root, output, isFirst: true);
        output.Write((byte)'}');
    }

    private PathNode OwnRoot(string path)
    {
        var root = _root.Make(path);
        return IsOwn(root) ? root : throw Clash(path);

        static bool IsOwn(PathNode node) => node.Field is null or { Policy: FieldPolicy.Own } && Array.TrueForAll(node.Children.ToArray(), IsOwn);
    }

    private static ArgumentException Clash(string path) => new($"the schema itself has the field '{path}': give the tag another name", nameof(path));

    private PathNode Place(SchemaField field, string path)
    {
        var node = _root.Make(path);
        var clashes = node.Field is not null || node.Children.Length != 0;
        for (var parent = node.Parent; parent is not null; parent = parent.Parent)
        {
            clashes |= parent.Field is not null;
        }

        node.Field = clashes ? throw Clash(path) : field;
        return node;
    }

    private bool Walk(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = JsonText.MaxDepth });
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            WalkObject(ref reader, text, _root);
            return !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private void WalkObject(ref Utf8JsonReader reader, ReadOnlySpan<byte> text, PathNode node)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var child = Find(node, reader.ValueIsEscaped ? JsonText.Unescape(reader.ValueSpan, _keyBuffer) : reader.ValueSpan);
            reader.Read();
            if (child is null || (child.Field is null && child.Children.Length == 0))
            {
                reader.Skip();
            }
            else if (reader.TokenType == JsonTokenType.StartObject && child.Field is null)
            {
                WalkObject(ref reader, text, child);
            }
            else if (reader.TokenType == JsonTokenType.StartArray && child.Field is { Policy: FieldPolicy.Append or FieldPolicy.AppendWithin })
            {
                WalkArray(ref reader, text, child);
            }
            else
            {
                child.IsClosed = true;
                reader.Skip();
            }
        }

        node.InsertAt = InFrontOf(text, (int)reader.TokenStartIndex);
    }

    private void WalkArray(ref Utf8JsonReader reader, ReadOnlySpan<byte> text, PathNode node)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.String && node.Field!.Kind == FieldKind.List)
            {
                node.ElementsThere |= ElementsEqualTo(node.Field, reader.ValueSpan, reader.ValueIsEscaped);
            }
            else
            {
                reader.Skip();
            }
        }

        node.InsertAt = InFrontOf(text, (int)reader.TokenStartIndex);
    }

    private ulong ElementsEqualTo(SchemaField field, ReadOnlySpan<byte> inside, bool isEscaped)
    {
        var found = 0ul;
        for (var i = 0; i < _additions.CountOf(field) && i < 64; i++)
        {
            var element = _additions.ElementOf(field, i);
            var isEqual = isEscaped || element.Contains((byte)'\\')
                ? JsonText.Unescape(inside, new byte[inside.Length + 4]).SequenceEqual(JsonText.Unescape(element, new byte[element.Length + 4]))
                : inside.SequenceEqual(element);
            found |= isEqual ? 1ul << i : 0;
        }

        return found;
    }

    private static int InFrontOf(ReadOnlySpan<byte> text, int bracket) => text[..bracket].LastIndexOfAnyExcept(" \t\r\n"u8) + 1;

    // A key with dots is several steps at once.
    private static PathNode? Find(PathNode node, ReadOnlySpan<byte> key)
    {
        while (true)
        {
            var dot = key.IndexOf((byte)'.');
            var child = node.Find(dot < 0 ? key : key[..dot]);
            if (child is null)
            {
                return null;
            }

            child.IsThere = true;
            if (dot < 0)
            {
                return child;
            }

            node = child;
            key = key[(dot + 1)..];
        }
    }

    private void Decide()
    {
        Array.Clear(_isWritten);
        foreach (var field in _fields)
        {
            var node = _nodes[field.Index];
            _isWritten[field.Index] = _additions.Has(field)
                && !Array.Exists(_groups[field.Index], member => member.IsThere)
                && (!node.IsThere || node.InsertAt >= 0)
                && HasPlace(field)
                && (field.Policy != FieldPolicy.AppendWithin || node.Parent!.InsertAt >= 0);
        }
    }

    private bool HasPlace(SchemaField field) =>
        field.IsOneKey || IsReachable(_nodes[field.Index]) || (_otherwise[field.Index] is { } otherwise && IsReachable(otherwise));

    // Whether nothing stands in the way that is neither object nor array of the schema's.
    private static bool IsReachable(PathNode node)
    {
        for (var parent = node.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent.IsClosed)
            {
                return false;
            }
        }

        return true;
    }

    // Fills the objects and arrays of the event that take something.
    private void WriteInto(PathNode node, ReadOnlySpan<byte> text, Insertions insertions)
    {
        if (node.InsertAt >= 0)
        {
            insertions.Begin(node.InsertAt);
            var isEmpty = text[node.InsertAt - 1] is (byte)'{' or (byte)'[';
            if (node.Field is null)
            {
                WriteMembers(node, insertions.Bytes, isEmpty);
            }
            else if (_isWritten[node.Field.Index])
            {
                WriteElements(node, insertions.Bytes, isEmpty);
            }

            insertions.End();
        }

        foreach (var child in node.Children)
        {
            WriteInto(child, text, insertions);
        }
    }

    private void WriteElements(PathNode node, ByteBuffer output, bool isFirst)
    {
        var field = node.Field!;
        if (field.Kind == FieldKind.Objects)
        {
            output.Write(isFirst ? default : ","u8);
            output.Write(_additions.Json(field));
            return;
        }

        for (var i = 0; i < _additions.CountOf(field); i++)
        {
            if (i < 64 && (node.ElementsThere & (1ul << i)) != 0)
            {
                continue;
            }

            output.Write(isFirst ? "\""u8 : ",\""u8);
            output.Write(_additions.ElementOf(field, i));
            output.Write((byte)'"');
            isFirst = false;
        }
    }

    // Writes the members of an object that the event does not have. Those that are one key stand in the event itself.
    private void WriteMembers(PathNode node, ByteBuffer output, bool isFirst)
    {
        if (node == _root)
        {
            foreach (var field in _fields)
            {
                if (_isWritten[field.Index] && field.IsOneKey)
                {
                    isFirst = WriteMember(field.Key, field, output, isFirst);
                }
            }
        }

        foreach (var child in node.Children)
        {
            isFirst = WriteChild(child, output, isFirst);
        }
    }

    private bool WriteChild(PathNode child, ByteBuffer output, bool isFirst)
    {
        if (child.InsertAt >= 0)
        {
            return isFirst; // Filled where it stands.
        }

        if (child.Field is { } field)
        {
            return IsWrittenTo(child, field) ? WriteMember(child.Name, field, output, isFirst) : isFirst;
        }

        if (!HasMembers(child))
        {
            return isFirst;
        }

        output.Write(isFirst ? "\""u8 : ",\""u8);
        output.Write(child.Name);
        output.Write("\":{"u8);
        WriteMembers(child, output, isFirst: true);
        output.Write((byte)'}');
        return false;
    }

    private bool HasMembers(PathNode node)
    {
        foreach (var child in node.Children)
        {
            if (child.InsertAt < 0 && (child.Field is { } field ? IsWrittenTo(child, field) : HasMembers(child)))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsWrittenTo(PathNode node, SchemaField field) => _isWritten[field.Index] && !field.IsOneKey
        && (IsReachable(_nodes[field.Index]) ? node == _nodes[field.Index] : node == _otherwise[field.Index]);

    private bool WriteMember(ReadOnlySpan<byte> key, SchemaField field, ByteBuffer output, bool isFirst)
    {
        output.Write(isFirst ? "\""u8 : ",\""u8);
        output.Write(key);
        output.Write("\":"u8);
        _additions.WriteJson(field, output);
        return false;
    }
}
