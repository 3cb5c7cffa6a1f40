using System.Text;

namespace TorIntel.Pipelines.Tests;

/// <summary>Makes events with evidence that have the fields of schemas already, in every spelling and with every kind of value; repeatable for a seed.</summary>
internal sealed class SchemaForge(int seed)
{
    private static readonly string[] s_paths =
    [
        "tags", "network.direction", "threat.framework", "threat.tactic.id", "threat.tactic.name", "threat.technique.id", "threat.technique.subtechnique.id", "threat.software.name",
        "threat.enrichments", "threat.feed.name", "related.ip", "related.hosts", "related.hash", "enrichments", "osint", "attacks", "metadata.profiles", "metadata.version", "unmapped.a", "unmapped.b.c",
        "AdditionalFields.x", "NetworkDirection", "ThreatName", "ThreatConfidence", "app", "direction", "annotations.mitre_attack", "annotations.cis20", "threat_key", "weight", "security_rule.name",
        "security_rule.ruleset.name", "event.category", "torrent.name", "threats",
    ];

    private static readonly string[] s_ownPaths = ["tor", "tor.confidence", "tor_confidence", "torintel.confidence", "unmapped.tor", "AdditionalFields.tor.x"];

    private static readonly string[] s_scalars =
    [
        "0", "-0.50e+10", "123456789012345678901234567890", "true", "null", "\"\"", "\"tor\"", "\"t\\u006fr\"", "\"192.0.2.10\"", "\"\\ud800\"", "\"a\\\"b\\\\\"", "\"ü\"", "\"T1090.003\"", "\"osint\"",
    ];

    private static readonly string[] s_blanks = ["", "", "", " ", "\t", " \r "];

    private readonly Random _random = new(seed);

    public string Event()
    {
        var root = new Node();
        root.Members.Add(("event_type", "\"flow\""));
        root.Members.Add(("src_ip", "\"10.0.0.1\""));
        root.Members.Add(("dest_ip", _random.Next(4) == 0 ? "\"203.0.113.40\"" : "\"192.0.2.10\""));
        if (_random.Next(2) == 0)
        {
            root.Members.Add(("dns", "{\"rrname\":\"" + SampleNetwork.Onion + "\"}"));
        }

        for (var i = _random.Next(12); i > 0; i--)
        {
            Put(root, Pick(s_paths).Split('.'), 0);
        }

        if (_random.Next(10) == 0)
        {
            Put(root, Pick(s_ownPaths).Split('.'), 0);
        }

        return Write(root);
    }

    // Several steps of a path may be one key.
    private void Put(Node node, string[] parts, int start)
    {
        var end = _random.Next(3) == 0 ? _random.Next(start + 1, parts.Length + 1) : start + 1;
        var key = string.Join('.', parts[start..end]);
        if (node.Members.Exists(member => Unescaped(member.Key) == key))
        {
            return;
        }

        if (node.Objects.TryGetValue(key, out var child))
        {
            if (end < parts.Length)
            {
                Put(child, parts, end);
            }

            return;
        }

        if (end == parts.Length || _random.Next(8) == 0)
        {
            node.Members.Add((_random.Next(5) == 0 ? $"\\u{(int)key[0]:x4}{key[1..]}" : key, Value(2)));
            return;
        }

        node.Objects.Add(key, child = new Node());
        Put(child, parts, end);
    }

    private static string Unescaped(string key) => key.StartsWith("\\u", StringComparison.Ordinal) ? (char)Convert.ToInt32(key[2..6], 16) + key[6..] : key;

    private string Value(int depth) => _random.Next(depth == 0 ? 2 : 5) switch
    {
        2 => "[" + Blank() + string.Join("," + Blank(), Enumerable.Range(0, _random.Next(4)).Select(_ => Value(depth - 1))) + Blank() + "]",
        3 => "[" + string.Join(',', Enumerable.Range(0, _random.Next(3)).Select(_ => "\"tor\"")) + "]",
        4 => "{" + Blank() + (_random.Next(2) == 0 ? "" : "\"x\"" + Blank() + ":" + Value(depth - 1)) + Blank() + "}",
        _ => Pick(s_scalars),
    };

    private string Write(Node node)
    {
        var members = node.Members.Concat(node.Objects.Select(entry => (Key: entry.Key, Value: Write(entry.Value)))).ToArray();
        _random.Shuffle(members);
        var text = new StringBuilder("{").Append(Blank());
        text.AppendJoin(",", members.Select(member => $"{Blank()}\"{member.Key}\"{Blank()}:{Blank()}{member.Value}{Blank()}"));
        return text.Append('}').ToString();
    }

    private string Blank() => Pick(s_blanks);

    private string Pick(string[] texts) => texts[_random.Next(texts.Length)];

    private sealed class Node
    {
        public List<(string Key, string Value)> Members { get; } = [];

        public Dictionary<string, Node> Objects { get; } = new(StringComparer.Ordinal);
    }
}
