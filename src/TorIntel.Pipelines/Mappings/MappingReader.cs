using System.Buffers;
using System.Text;

namespace TorIntel.Pipelines;

/// <summary>Reads mappings: a statement a line, <c>#</c> at its beginning makes it a comment. The language is described in docs/mappings.md.</summary>
internal sealed class MappingReader
{
    private const int MaxLength = 64 * 1024;
    private const int MaxTimes = EventMember.Time3 - EventMember.Time0 + 1;
    private const int MaxConditions = EventMember.Condition7 - EventMember.Condition0 + 1;

    private static readonly SearchValues<char> s_nameLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    private readonly string _source;
    private readonly List<SyntaxStatement> _statements = [];
    private readonly List<MappedField> _fields = [];
    private readonly List<(EventMember Slot, SyntaxStatement Statement)> _timeStatements = [];
    private readonly Dictionary<string, EventMember> _alternatives = new(StringComparer.Ordinal);
    private string? _case;
    private int _conditions;

    private MappingReader(string source) => _source = source;

    /// <summary>Reads a mapping.</summary>
    /// <param name="text">The text.</param>
    /// <param name="source">What it is called, for messages.</param>
    /// <exception cref="MappingException">It is none that can be used.</exception>
    public static LogMapping Read(string text, string source) => new MappingReader(source).Read(text);

    private LogMapping Read(string text)
    {
        if (text.Length > MaxLength)
        {
            throw new MappingException(_source, 1, "longer than 64 KiB");
        }

        ReadStatements(text);
        var name = One("format");
        if (name.Words is not [var formatName] || formatName.AsSpan().ContainsAnyExcept(s_nameLetters) || formatName is "auto")
        {
            throw Error(name, "a format's name is of small letters, digits and '-', and not 'auto'");
        }

        var syntaxStatement = One("syntax");
        var syntax = OneOf(syntaxStatement, MappingWords.Syntaxes, syntaxStatement.Words, "syntax");
        foreach (var statement in _statements)
        {
            ReadField(statement);
        }

        var mapping = new LogMapping
        {
            Source = _source,
            Name = formatName,
            Title = One("title").Text,
            Syntax = syntax,
            Initiators = [.. Of("initiator").Select(statement => Rule(statement, MappingWords.Initiators, "initiator"))],
            Transports = [.. Of("transport-is").Select(statement => Rule(statement, MappingWords.Transports, "transport"))],
            Services = [.. Of("service").Select(statement => new ConditionalRule<bool>(true, ReadConditions(statement, 0)))],
            Times = [.. _timeStatements.Select(time => new ConditionalRule<EventMember>(time.Slot, ReadConditions(time.Statement, WordsInFront(time.Statement))))],
            IsUtc = Of("time-zone").Select(statement => statement.Words is ["utc"] ? statement : throw Error(statement, "a format's times are 'utc' or of the zone in the options")).Any(),
            Unset = [.. Of("unset").SelectMany(statement => statement.Words)],
            Recognitions = [.. Of("recognise").Select(statement => ReadRecognition(statement, syntax))],
            SyntaxStatements = _statements.Where(statement => MappingWords.SyntaxStatements[syntax].Contains(statement.Name)).ToLookup(statement => statement.Name, StringComparer.Ordinal),
            Fields = _fields,
            CaseField = _case,
        };
        if (syntax != LogSyntax.Columns)
        {
            mapping.RefuseCases();
        }

        CheckWords(syntax);
        return mapping;
    }

    private void ReadStatements(string text)
    {
        var number = 0;
        foreach (var part in text.AsSpan().EnumerateLines())
        {
            number++;
            var line = part.Trim();
            if (line.IsEmpty || line[0] == '#')
            {
                continue;
            }

            var end = line.IndexOfAny(' ', '\t');
            var name = end < 0 ? line : line[..end];
            var rest = end < 0 ? default : line[end..].Trim();
            _statements.Add(new SyntaxStatement(name.ToString(), name is "line" or "pattern" ? [rest.ToString()] : Split(rest, number), rest.ToString(), number));
        }
    }

    private List<string> Split(ReadOnlySpan<char> text, int line)
    {
        List<string> words = [];
        while (!text.IsEmpty)
        {
            var isQuoted = text[0] == '"';
            var end = isQuoted ? text[1..].IndexOf('"') + 1 : text.IndexOfAny(' ', '\t');
            if (isQuoted && end == 0)
            {
                if (text.Length == 1)
                {
                    words.Add("\""); // The quote itself.
                    break;
                }

                throw new MappingException(_source, line, "a quote is not closed");
            }

            end = end < 0 ? text.Length : end;
            words.Add(text[(isQuoted ? 1 : 0)..end].ToString());
            text = text[Math.Min(text.Length, isQuoted ? end + 1 : end)..].TrimStart();
        }

        return words;
    }

    private void ReadField(SyntaxStatement statement)
    {
        if (string.Equals(statement.Name, "time", StringComparison.Ordinal))
        {
            if (_timeStatements.Count == MaxTimes)
            {
                throw Error(statement, "a format can have four statements on its time");
            }

            var slot = EventMember.Time0 + _timeStatements.Count;
            AddFields(statement, slot, withCase: false);
            _timeStatements.Add((slot, statement));
        }
        else if (MappingWords.Members.TryGetValue(statement.Name, out var member))
        {
            AddFields(statement, member, withCase: true);
        }
    }

    private void AddFields(SyntaxStatement statement, EventMember member, bool withCase)
    {
        var names = statement.Words.TakeWhile(word => !string.Equals(word, "when", StringComparison.Ordinal)).ToList();
        if (names.Count == 0)
        {
            throw Error(statement, "the fields are missing");
        }

        string?[] cases = [null];
        if (withCase && names.Count < statement.Words.Count)
        {
            if (statement.Words.Skip(names.Count + 1).ToArray() is not [var field, "is", .. { Length: > 0 } values] || (_case ??= field) != field)
            {
                throw Error(statement, "a field can depend on one other field: 'when FIELD is VALUE…', the same FIELD in the whole mapping");
            }

            cases = values;
        }

        var rank = _fields.Count(field => field.Member == member && cases.Contains(field.When, StringComparer.Ordinal));
        foreach (var name in names)
        {
            foreach (var value in cases)
            {
                if (_fields.Exists(field => string.Equals(field.Name, name, StringComparison.Ordinal) && (field.When is null || value is null || string.Equals(field.When, value, StringComparison.Ordinal))))
                {
                    throw Error(statement, $"the field '{name}' is used twice");
                }

                _fields.Add(new MappedField(name, member, rank, value, statement.Line));
            }

            rank++;
        }
    }

    private static int WordsInFront(SyntaxStatement statement) => statement.Words.TakeWhile(word => !string.Equals(word, "when", StringComparison.Ordinal)).Count();

    private ConditionalRule<T> Rule<T>(SyntaxStatement statement, IReadOnlyDictionary<string, T> words, string what)
    {
        var values = statement.Words.TakeWhile(word => !string.Equals(word, "when", StringComparison.Ordinal)).ToList();
        return new ConditionalRule<T>(OneOf(statement, words, values, what), ReadConditions(statement, values.Count));
    }

    // FIELD TEST VALUE… [and FIELD TEST VALUE…]…
    private FieldCondition[] ReadConditions(SyntaxStatement statement, int start)
    {
        List<FieldCondition> conditions = [];
        if (start == statement.Words.Count)
        {
            return [];
        }

        if (!string.Equals(statement.Words[start], "when", StringComparison.Ordinal))
        {
            throw Error(statement, $"'when' expected, not '{statement.Words[start]}'");
        }

        for (var i = start + 1; i <= statement.Words.Count;)
        {
            var words = statement.Words.Skip(i).TakeWhile(word => !string.Equals(word, "and", StringComparison.Ordinal)).ToArray();
            if (words is not [var field, var testName, .. var values]
                || !MappingWords.Tests.TryGetValue(testName, out var test)
                || values.Length == 0 != (test == ConditionTest.Exists)
                || (test is ConditionTest.HasBits or ConditionTest.AtLeast or ConditionTest.Below && (values.Length != 1 || !uint.TryParse(values[0], out _))))
            {
                throw Error(statement, "a condition is FIELD is|is-not|contains VALUE…, FIELD has BITS, FIELD at-least|below NUMBER or FIELD exists");
            }

            var slot = SlotOf(statement, field);
            var rank = slot < EventMember.Condition0 && field is not ("@source.port" or "@destination.port") ? _fields.Find(known => string.Equals(known.Name, field, StringComparison.Ordinal))!.Rank : (int?)null;
            conditions.Add(new FieldCondition(slot, test, rank, [.. values.Select(Encoding.UTF8.GetBytes)]));
            i += words.Length + 1;
        }

        return [.. conditions];
    }

    // A field that is captured for something else, always, needs no slot of its own. Several names with '|' between them share one: the first that is there counts.
    private EventMember SlotOf(SyntaxStatement statement, string name)
    {
        if (name is "@source.port" or "@destination.port")
        {
            return name is "@source.port" ? EventMember.SourcePort : EventMember.DestinationPort;
        }

        if (name.Contains('|', StringComparison.Ordinal))
        {
            return SlotOfAny(statement, name);
        }

        if (_fields.Find(field => field.When is null && string.Equals(field.Name, name, StringComparison.Ordinal)) is { } known)
        {
            return known.Member >= EventMember.FirstSingle ? known.Member : throw Error(statement, $"'{name}' holds a name: conditions cannot ask for it");
        }

        if (_conditions == MaxConditions)
        {
            throw Error(statement, "the conditions of a format can ask for eight fields");
        }

        var slot = EventMember.Condition0 + _conditions++;
        _fields.Add(new MappedField(name, slot, 0, Line: statement.Line));
        return slot;
    }

    private EventMember SlotOfAny(SyntaxStatement statement, string alternatives)
    {
        if (_alternatives.TryGetValue(alternatives, out var known))
        {
            return known;
        }

        var names = alternatives.Split('|');
        if (_fields.Find(field => names.Contains(field.Name, StringComparer.Ordinal)) is { } taken)
        {
            throw Error(statement, $"'{taken.Name}' is used elsewhere: alternatives of a condition can be used in it alone, always in the same order");
        }

        var slot = SlotOf(statement, names[0]);
        _fields.AddRange(names.Skip(1).Select((name, i) => new MappedField(name, slot, i + 1)));
        _alternatives.Add(alternatives, slot);
        return slot;
    }

    private Recognition ReadRecognition(SyntaxStatement statement, LogSyntax syntax)
    {
        if (statement.Words.Count == 0)
        {
            throw Error(statement, "say how: fields, starts, contains, header, columns, line or otherwise");
        }

        var kind = OneOf(statement, MappingWords.Recognitions, [statement.Words[0]], "way to recognise a log");
        var words = statement.Words.Skip(1).ToArray();
        if ((kind == RecognitionKind.Fields) != (syntax == LogSyntax.Json) || (kind is RecognitionKind.Header or RecognitionKind.Columns && syntax != LogSyntax.Columns))
        {
            throw Error(statement, $"'{statement.Words[0]}' cannot be asked of this syntax");
        }

        var isRight = kind switch
        {
            RecognitionKind.Line or RecognitionKind.Otherwise => words.Length == 0,
            RecognitionKind.Starts => words.Length == 1,
            RecognitionKind.Columns => words.Length != 0 && uint.TryParse(words[0].TrimEnd('+'), out _),
            _ => words.Length != 0,
        };
        return isRight ? new Recognition(kind, words) : throw Error(statement, $"'recognise {statement.Words[0]}' asks for {(kind is RecognitionKind.Line or RecognitionKind.Otherwise ? "nothing more" : kind == RecognitionKind.Columns ? "the number of columns" : "a text or names")}");
    }

    private IEnumerable<SyntaxStatement> Of(string name) => _statements.Where(statement => string.Equals(statement.Name, name, StringComparison.Ordinal));

    private SyntaxStatement One(string name) => Of(name).ToArray() switch
    {
        [{ Words.Count: > 0 } only] => only,
        [] => throw new MappingException(_source, 1, $"the statement '{name}' is missing"),
        [.., var last] => throw Error(last, last.Words.Count == 0 ? $"'{name}' says nothing" : $"'{name}' is said twice"),
    };

    private T OneOf<T>(SyntaxStatement statement, IReadOnlyDictionary<string, T> words, IReadOnlyList<string> given, string what) =>
        given.Count == 1 && words.TryGetValue(given[0], out var value)
            ? value
            : throw Error(statement, $"'{string.Join(' ', given)}' is no {what}; there are {string.Join(", ", words.Keys)}");

    private void CheckWords(LogSyntax syntax)
    {
        string[] others = ["format", "title", "syntax", "time", "initiator", "transport-is", "service", "time-zone", "unset", "recognise"];
        foreach (var statement in _statements)
        {
            if (!others.Contains(statement.Name, StringComparer.Ordinal) && !MappingWords.Members.ContainsKey(statement.Name)
                && !MappingWords.SyntaxStatements[syntax].Contains(statement.Name, StringComparer.Ordinal))
            {
                throw Error(statement, $"'{statement.Name}' is no statement of a mapping over this syntax");
            }
        }
    }

    private MappingException Error(SyntaxStatement statement, string reason) => new(_source, statement.Line, reason);
}
