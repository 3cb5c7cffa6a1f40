using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TorIntel.Conformance;

/// <summary>Writes JSON in the many ways that mean the same: order, white space, escapes.</summary>
internal sealed class JsonText(Random random)
{
    private readonly StringBuilder _text = new();
    private readonly bool _shuffle = random.Next(4) == 0;
    private readonly int _spacing = random.Next(10);
    private readonly double _escapes = random.Next(5) == 0 ? 0.1 : 0;
    private readonly double _nameEscapes = random.Next(60) == 0 ? 0.1 : 0;
    private readonly bool _slashes = random.Next(3) == 0;
    private readonly bool _ascii = random.Next(2) == 0;

    public string Write(JsonObject root)
    {
        Space();
        Node(root);
        Space();
        return _text.ToString();
    }

    private void Node(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                var order = members.ToArray();
                if (_shuffle)
                {
                    random.Shuffle(order);
                }

                List('{', '}', order, member =>
                {
                    String(member.Key, _nameEscapes);
                    Space();
                    _text.Append(_spacing is 7 or 8 ? ": " : ":");
                    Space();
                    Node(member.Value);
                });
                break;
            case JsonArray items:
                List('[', ']', items, Node);
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                String(value.GetValue<string>(), _escapes);
                break;
            default:
                _text.Append(node is null ? "null" : node.ToJsonString());
                break;
        }
    }

    private void List<T>(char open, char close, IEnumerable<T> items, Action<T> write)
    {
        var separator = "";
        _text.Append(open);
        foreach (var item in items)
        {
            _text.Append(separator);
            Space();
            write(item);
            Space();
            separator = _spacing is 7 or 8 ? ", " : ",";
        }

        Space();
        _text.Append(close);
    }

    private void Space() => _text.Append(_spacing == 9 ? new[] { "", "", " ", "  ", "\t", " \t " }[random.Next(6)] : "");

    private void String(string value, double escapes)
    {
        _text.Append('"');
        foreach (var c in value)
        {
            if (c is '"' or '\\' || (c == '/' && _slashes))
            {
                _text.Append('\\').Append(c);
            }
            else if (c < ' ' || (c > '~' && _ascii) || random.NextDouble() < (char.IsSurrogate(c) ? 0 : escapes))
            {
                var hex = ((int)c).ToString(random.Next(2) == 0 ? "x4" : "X4", CultureInfo.InvariantCulture);
                _text.Append("\\u").Append(hex);
            }
            else
            {
                _text.Append(c);
            }
        }

        _text.Append('"');
    }
}
