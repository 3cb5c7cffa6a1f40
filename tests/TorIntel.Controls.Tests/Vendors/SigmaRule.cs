using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;

namespace TorIntel.Controls.Tests.Vendors;

/// <summary>A rule of Sigma, read as YAML and evaluated as the specification 2.0 says: items of a list are alternatives, those of a map hold together.</summary>
internal sealed class SigmaRule
{
    private readonly Dictionary<object, object> _detection;
    private readonly string _condition;

    private SigmaRule(Dictionary<object, object> document)
    {
        Document = document;
        _detection = (Dictionary<object, object>)document["detection"];
        _condition = (string)_detection["condition"];
        foreach (var name in _detection.Keys.Cast<string>().Where(name => name != "condition"))
        {
            Assert.Contains(name.Split('_')[0], _condition, StringComparison.Ordinal); // Nothing is selected that no condition asks for.
        }
    }

    public IReadOnlyDictionary<object, object> Document { get; }

    public string Category => (string)((Dictionary<object, object>)Document["logsource"])["category"];

    public static IReadOnlyList<SigmaRule> Read(string text)
    {
        var yaml = new DeserializerBuilder().WithDuplicateKeyChecking().Build();
        var parser = new Parser(new StringReader(text));
        parser.Consume<StreamStart>();
        List<SigmaRule> rules = [];
        while (parser.Accept<DocumentStart>(out _))
        {
            rules.Add(new SigmaRule(yaml.Deserialize<Dictionary<object, object>>(parser)));
        }

        return rules;
    }

    public bool Matches(params IReadOnlyList<(string Field, string Value)> fields) => _condition switch
    {
        "selection" => Matches(_detection["selection"], fields),
        "1 of selection_*" => OneOf("selection_", fields),
        "1 of selection_* and not 1 of filter_*" => OneOf("selection_", fields) && !OneOf("filter_", fields),
        _ => throw new FormatException($"Not evaluated here: {_condition}"),
    };

    private bool OneOf(string prefix, IReadOnlyList<(string Field, string Value)> fields) =>
        _detection.Any(item => ((string)item.Key).StartsWith(prefix, StringComparison.Ordinal) && Matches(item.Value, fields));

    private static bool Matches(object selection, IReadOnlyList<(string Field, string Value)> fields) => selection switch
    {
        List<object> alternatives => alternatives.Exists(item => Matches(item, fields)),
        Dictionary<object, object> all => all.All(item => Values(item.Value).Any(value => Matches((string)item.Key, value, fields))),
        _ => throw new FormatException("A selection is a list or a map."),
    };

    private static IEnumerable<string> Values(object value) => value is List<object> list ? list.Cast<string>() : [(string)value];

    // Texts are compared without case.
    private static bool Matches(string key, string expected, IReadOnlyList<(string Field, string Value)> fields)
    {
        var parts = key.Split('|');
        return fields.Any(field => field.Field == parts[0] && parts switch
        {
            [_] => string.Equals(field.Value, expected, StringComparison.OrdinalIgnoreCase),
            [_, "endswith"] => field.Value.EndsWith(expected, StringComparison.OrdinalIgnoreCase),
            [_, "cidr"] => IPPrefix.Parse(expected).Contains(IPAddressValue.Parse(field.Value)),
            _ => throw new FormatException($"No modifier: {key}"),
        });
    }
}
