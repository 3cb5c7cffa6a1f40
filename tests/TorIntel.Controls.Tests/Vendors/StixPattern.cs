using System.Globalization;
using System.Text;

namespace TorIntel.Controls.Tests.Vendors;

/// <summary>A pattern of STIX 2.1 with one observation expression (chapter 9), read and evaluated: AND binds closer than OR.</summary>
internal sealed class StixPattern
{
    private readonly string _text;
    private readonly List<List<(string Path, string Operator, string Value)>> _alternatives = [];
    private int _at;

    private StixPattern(string text)
    {
        _text = text;
        Expect("[");
        do
        {
            List<(string, string, string)> all = [];
            do
            {
                all.Add(Comparison());
            }
            while (Takes("AND "));
            _alternatives.Add(all);
        }
        while (Takes("OR "));
        Expect("]");
        if (_at != text.Length)
        {
            throw new FormatException($"Text behind the pattern: {text}");
        }
    }

    /// <summary>Gets what is compared: any of these, all of each.</summary>
    public IReadOnlyList<IReadOnlyList<(string Path, string Operator, string Value)>> Alternatives => _alternatives;

    public static StixPattern Parse(string text) => new(text);

    /// <summary>Tells whether what was observed matches.</summary>
    /// <param name="observed">Values by path; a path that is not there never matches.</param>
    public bool Matches(params IReadOnlyList<(string Path, string Value)> observed) => _alternatives.Exists(all => all.TrueForAll(comparison => observed.Any(value => value.Path == comparison.Path && Matches(comparison, value.Value))));

    private static bool Matches((string Path, string Operator, string Value) comparison, string value) => comparison.Operator switch
    {
        "=" => value == comparison.Value,
        "ISSUBSET" => IPPrefix.Parse(comparison.Value).Contains(IPAddressValue.Parse(value)),
        "LIKE" when comparison.Value is ['%', .. var end] && !end.AsSpan().ContainsAny('%', '_') => value.EndsWith(end, StringComparison.Ordinal),
        _ => throw new FormatException($"Not evaluated here: {comparison}"),
    };

    private (string Path, string Operator, string Value) Comparison()
    {
        var path = Until(' ');
        if (path.Split(':') is not ["ipv4-addr" or "ipv6-addr" or "domain-name", "value"] and not ["network-traffic", "dst_ref.type" or "dst_ref.value" or "dst_port"])
        {
            throw new FormatException($"No path '{path}' in {_text}");
        }

        var what = Until(' ');
        if (what is not ("=" or "LIKE" or "ISSUBSET"))
        {
            throw new FormatException($"No operator '{what}' in {_text}");
        }

        var value = new StringBuilder();
        if (Takes("'"))
        {
            for (; _text[_at] != '\''; _at++)
            {
                value.Append(_text[_at] == '\\' ? _text[++_at] : _text[_at]);
            }

            _at++;
        }
        else
        {
            for (; char.IsAsciiDigit(_text[_at]); _at++)
            {
                value.Append(_text[_at]);
            }

            _ = int.Parse(value.ToString(), NumberStyles.None, CultureInfo.InvariantCulture);
        }

        _ = Takes(" ");
        return (path, what, value.ToString());
    }

    private string Until(char end)
    {
        var length = _text.AsSpan(_at).IndexOf(end);
        var word = length < 0 ? throw new FormatException($"The pattern ends early: {_text}") : _text.Substring(_at, length);
        _at += length + 1;
        return word;
    }

    private bool Takes(string word)
    {
        var isThere = _text.AsSpan(_at).StartsWith(word, StringComparison.Ordinal);
        _at += isThere ? word.Length : 0;
        return isThere;
    }

    private void Expect(string word)
    {
        if (!Takes(word))
        {
            throw new FormatException($"No '{word}' at {_at} of {_text}");
        }
    }
}
