namespace TorIntel.Controls.Tests.Vendors;

/// <summary>A group of addresses of Suricata, as its user guide has it and DetectAddressMergeNot merges it.</summary>
/// <remarks>What is negated is taken from what is not. A family of which there is nothing but negations is all of it first; a family that is not named at all has no address.</remarks>
internal sealed class SuricataAddresses
{
    private readonly List<IPPrefix> _taken = [];
    private readonly List<IPPrefix> _negated = [];

    private SuricataAddresses()
    {
    }

    public static SuricataAddresses Parse(string text, IReadOnlyDictionary<string, string> variables)
    {
        var group = new SuricataAddresses();
        group.Add(text, isNegated: false, variables);
        return group;
    }

    public bool Contains(IPAddressValue address) =>
        !_negated.Any(prefix => prefix.Contains(address))
        && (_taken.Any(prefix => prefix.Contains(address)) || (_taken.TrueForAll(prefix => prefix.IsIPv4 != address.IsIPv4) && _negated.Exists(prefix => prefix.IsIPv4 == address.IsIPv4)));

    private void Add(string text, bool isNegated, IReadOnlyDictionary<string, string> variables)
    {
        if (text is ['!', ..])
        {
            Add(text[1..], !isNegated, variables);
        }
        else if (text is ['$', ..])
        {
            Add(variables.TryGetValue(text[1..], out var value) ? value : throw new FormatException($"There is no variable {text}."), isNegated, variables);
        }
        else if (text is ['[', ..] and [.., ']'])
        {
            foreach (var item in Items(text[1..^1]))
            {
                Add(item, isNegated, variables);
            }
        }
        else if (text == "any")
        {
            Add("[0.0.0.0/0,::/0]", isNegated, variables);
        }
        else
        {
            var prefix = IPPrefix.TryParse(text, out var network) ? network : IPAddressValue.TryParse(text, out var address) ? IPPrefix.Host(address) : throw new FormatException($"'{text}' is no address.");
            (isNegated ? _negated : _taken).Add(prefix);
        }
    }

    private static IEnumerable<string> Items(string list)
    {
        var (depth, start) = (0, 0);
        for (var i = 0; i <= list.Length; i++)
        {
            if (i == list.Length || (list[i] == ',' && depth == 0))
            {
                yield return list[start..i];
                start = i + 1;
            }
            else
            {
                depth += list[i] switch { '[' => 1, ']' => -1, _ => 0 };
            }
        }
    }
}
