using System.Buffers;
using System.Text;

namespace TorIntel.Pipelines;

/// <summary>Reads the text of patterns; their language is described in docs/mappings.md.</summary>
/// <param name="members">What the placeholders hold, by name.</param>
/// <param name="unset">The texts that stand for no value.</param>
/// <param name="isLine">Whether the pattern may have a part for further ones.</param>
internal sealed class PatternReader(IReadOnlyDictionary<string, MappedMember> members, IReadOnlyList<string> unset, bool isLine)
{
    private const string RestName = "rest";

    private static readonly SearchValues<char> s_nameLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");

    private static readonly Dictionary<string, PlaceholderKind> s_kinds = new(StringComparer.Ordinal)
    {
        ["word"] = PlaceholderKind.Word,
        ["host"] = PlaceholderKind.Host,
        ["address"] = PlaceholderKind.Address,
        ["port"] = PlaceholderKind.Port,
        ["number"] = PlaceholderKind.Number,
        ["time"] = PlaceholderKind.Time,
    };

    private readonly List<PatternStep> _steps = [];
    private readonly List<byte> _text = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private PatternStep _step = Empty;

    private static PatternStep Empty { get; } = new(false, false, null, [], PlaceholderKind.None, null, 0, false);

    /// <summary>Gets the names of the placeholders that were read.</summary>
    public IReadOnlyCollection<string> Names => _names;

    /// <summary>Reads a pattern.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">It is none; the message says why.</exception>
    public TextPattern Read(string text)
    {
        text = text.Length > 1 && text[0] == '"' && text[^1] == '"' ? text[1..^1] : text;
        if (text.Length == 0)
        {
            throw new FormatException("the pattern is missing");
        }

        for (var i = 0; i < text.Length;)
        {
            if (text[i] is '{' or '}' && i + 1 < text.Length && text[i + 1] == text[i])
            {
                AddText(text.AsSpan(i, 1));
                i += 2;
            }
            else if (text[i] == '{')
            {
                var end = text.IndexOf('}', i);
                Add(end < 0 ? throw new FormatException("a '{' is not closed; '{{' stands for one in the text") : text[(i + 1)..end]);
                i = end + 1;
            }
            else if (text[i] == '}')
            {
                throw new FormatException("a '}' closes nothing; '}}' stands for one in the text");
            }
            else
            {
                var end = text.AsSpan(i).IndexOfAny('{', '}');
                end = end < 0 ? text.Length : i + end;
                AddText(text.AsSpan(i, end - i));
                i = end;
            }
        }

        EndStep();
        return _steps.Count <= TextPattern.MaxSteps ? new TextPattern([.. _steps], [.. unset.Select(Encoding.UTF8.GetBytes)]) : throw new FormatException("the pattern has more than 32 parts");
    }

    private void AddText(ReadOnlySpan<char> text)
    {
        if (_step.Kind != PlaceholderKind.None)
        {
            EndStep();
        }

        _text.AddRange(Encoding.UTF8.GetBytes(text.ToString()));
    }

    // "name", "name:kind", "name*", "", "*", ":kind".
    private void Add(string placeholder)
    {
        var colon = placeholder.IndexOf(':', StringComparison.Ordinal);
        var isGreedy = placeholder.EndsWith('*');
        var name = colon >= 0 ? placeholder[..colon] : isGreedy ? placeholder[..^1] : placeholder;
        if (name.AsSpan().ContainsAnyExcept(s_nameLetters) || (colon >= 0 && !s_kinds.ContainsKey(placeholder[(colon + 1)..])))
        {
            throw new FormatException($"'{{{placeholder}}}' is no placeholder; one is {{}}, {{NAME}}, {{NAME*}} or {{NAME:KIND}} with a KIND of {string.Join(", ", s_kinds.Keys)}");
        }

        if (name.Length != 0 && !_names.Add(name))
        {
            throw new FormatException($"the placeholder '{name}' is used twice");
        }

        var member = members.GetValueOrDefault(name);
        if (colon >= 0)
        {
            AddTyped(placeholder, s_kinds[placeholder[(colon + 1)..]], member);
        }
        else
        {
            AddGap(placeholder, isGreedy, member, isRest: isLine && name == RestName);
        }
    }

    private void AddTyped(string placeholder, PlaceholderKind kind, MappedMember? member)
    {
        if (_step.Kind != PlaceholderKind.None || (_step.HasGap && _text.Count == 0))
        {
            throw new FormatException($"no text stands between '{{{placeholder}}}' and the placeholder in front of it");
        }

        _step = _step with { Kind = kind, Value = member };
    }

    private void AddGap(string placeholder, bool isGreedy, MappedMember? member, bool isRest)
    {
        if (_step.HasGap && _text.Count == 0 && _step.Kind == PlaceholderKind.None)
        {
            throw new FormatException($"no text stands between '{{{placeholder}}}' and the placeholder in front of it");
        }

        EndStep();
        _step = Empty with { HasGap = true, IsGapGreedy = isGreedy, Gap = member, IsRest = isRest };
    }

    private void EndStep()
    {
        var text = _text.ToArray();
        if (_steps.Count != 0 && _steps[^1] is { Kind: not PlaceholderKind.None } before && !_step.HasGap && text.Length != 0)
        {
            _steps[^1] = before with { Stop = text[0] };
        }

        if (_step.HasGap || text.Length != 0 || _step.Kind != PlaceholderKind.None)
        {
            _steps.Add(_step with { Text = text });
        }

        _step = Empty;
        _text.Clear();
    }
}
