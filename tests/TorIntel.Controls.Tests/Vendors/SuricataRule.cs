using System.Globalization;

namespace TorIntel.Controls.Tests.Vendors;

/// <summary>A rule of Suricata, taken apart as its user guide says: action, header, options. What the guide does not have is refused.</summary>
internal sealed class SuricataRule
{
    // DETECT_MAX_RULE_SIZE, with its end.
    private const int MaxLength = 8_191;

    private readonly SuricataAddresses _from;
    private readonly SuricataAddresses _to;
    private readonly string _port;
    private readonly HashSet<IPAddressValue>? _dataset;
    private readonly List<(string Text, bool IsNegated, bool IsCaseless, bool IsAtEnd)> _contents = [];
    private readonly bool _hasDotPrefix;

    private SuricataRule(string line, IReadOnlyDictionary<string, string> variables, Func<string, IEnumerable<string>> load)
    {
        var open = line.IndexOf(" (", StringComparison.Ordinal);
        if (line.Length > MaxLength || open < 0 || line is not [.., ')'] || line[..open].Split(' ') is not [var action, var protocol, var from, "any", "->", var to, var port])
        {
            throw new FormatException($"No rule: {line}");
        }

        (Action, Protocol, _port) = (action, protocol, port);
        (_from, _to) = (SuricataAddresses.Parse(from, variables), SuricataAddresses.Parse(to, variables));
        if (action is not ("drop" or "alert") || protocol is not ("tcp" or "dns" or "tls") || (port != "any" && !Ports(port).All(text => ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number != 0)))
        {
            throw new FormatException($"No header: {line}");
        }

        string? buffer = null;
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (var (name, value) in Options(line[(open + 2)..^1]))
        {
            if (name is not ("content" or "nocase" or "endswith") && !seen.Add(name))
            {
                throw new FormatException($"Twice {name}: {line}");
            }

            switch (name, value)
            {
                case ("msg", ['"', .. var text, '"']) when !text.Contains('"', StringComparison.Ordinal):
                    Message = text;
                    break;
                case ("sid", _):
                    Number = int.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture);
                    break;
                case ("rev", "1") or ("flow", "to_server") or ("classtype", "policy-violation"):
                    break;
                case ("metadata", _) when value.Split(", ").All(pair => pair.Split(' ').Length == 2):
                    break;
                case ("dns.query" or "tls.sni" or "ip.src", "") when buffer is null && (name == "ip.src" || name[..3] == protocol):
                    buffer = name;
                    break;
                case ("dataset", _) when buffer == "ip.src" && value.Split(',') is ["isset", _, "type ip", var file] && file.StartsWith("load ", StringComparison.Ordinal):
                    _dataset = [.. load(file[5..]).Select(IPAddressValue.Parse)];
                    break;
                case ("dotprefix", "") when buffer is "dns.query" or "tls.sni" && _contents.Count == 0:
                    _hasDotPrefix = true;
                    break;
                case ("content", ['"', .. var text, '"']) when buffer is "dns.query" or "tls.sni":
                    _contents.Add((text, false, false, false));
                    break;
                case ("content", ['!', '"', .. var text, '"']) when buffer is "dns.query" or "tls.sni":
                    _contents.Add((text, true, false, false));
                    break;
                case ("nocase", "") when _contents.Count != 0:
                    _contents[^1] = _contents[^1] with { IsCaseless = true };
                    break;
                case ("endswith", "") when _contents.Count != 0:
                    _contents[^1] = _contents[^1] with { IsAtEnd = true };
                    break;
                default:
                    throw new FormatException($"No option '{name}:{value}' here: {line}");
            }
        }

        // Numbers below 1,000,000 belong to others; without a positive content there is nothing to look for.
        if (Number < 1_000_000 || Message.Length == 0 || (protocol != "tcp" && _contents.TrueForAll(content => content.IsNegated)))
        {
            throw new FormatException($"Not enough: {line}");
        }
    }

    public string Action { get; }

    public string Protocol { get; }

    public int Number { get; }

    public string Message { get; } = "";

    /// <summary>Gets what the rule is about: it stays from list to list.</summary>
    public string Subject => $"{Action} {Protocol} {Message} {_port}";

    public static SuricataRule Parse(string line, IReadOnlyDictionary<string, string> variables, Func<string, IEnumerable<string>> load) => new(line, variables, load);

    public bool MatchesConnection(IPAddressValue from, IPAddressValue to, ushort port) =>
        Protocol == "tcp" && _from.Contains(from) && _to.Contains(to) && (_port == "any" || Ports(_port).Contains(port.ToString(CultureInfo.InvariantCulture), StringComparer.Ordinal)) && _dataset?.Contains(from) != false;

    public bool MatchesName(string protocol, IPAddressValue from, string name)
    {
        var text = _hasDotPrefix ? "." + name : name;
        return Protocol == protocol && _from.Contains(from) && _contents.TrueForAll(content =>
        {
            var comparison = content.IsCaseless ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
            return (content.IsAtEnd ? text.EndsWith(content.Text, comparison) : text.Contains(content.Text, comparison)) != content.IsNegated;
        });
    }

    private static string[] Ports(string text) => text is ['[', .. var list, ']'] ? list.Split(',') : [text];

    // A semicolon ends an option, in quotes too unless it is escaped; we write none there.
    private static IEnumerable<(string Name, string Value)> Options(string text)
    {
        if (text is not [.., ';'])
        {
            throw new FormatException($"The last option has no end: {text}");
        }

        foreach (var option in text[..^1].Split(';').Select(option => option.Trim()))
        {
            var colon = option.IndexOf(':', StringComparison.Ordinal);
            yield return colon < 0 ? (option, "") : (option[..colon], option[(colon + 1)..]);
        }
    }
}
