using System.Globalization;
using System.Text;

namespace TorIntel.Pipelines;

/// <summary>What a mapping over JSON seeks: plain paths, pairs of a name and a value, and the columns of tuples.</summary>
/// <remarks>
/// <c>headers[name=Host].value</c> is the member <c>value</c> of those objects in <c>headers</c> whose member <c>name</c> is <c>Host</c>.
/// <c>#2</c> is the second column of each text at the path that the statement <c>tuples</c> says.
/// </remarks>
internal sealed class JsonPaths
{
    private const int MaxColumns = 64;

    private readonly List<(string Path, MappedMember Member)> _plain = [];
    private readonly List<JsonPairs> _pairs = [];
    private readonly LogMapping _mapping;

    public JsonPaths(LogMapping mapping)
    {
        _mapping = mapping;
        var tuples = mapping.SyntaxStatements["tuples"].ToArray();
        if (tuples.Length > 1 || tuples.Any(statement => statement.Words.Count != 1))
        {
            throw Error(tuples[^1].Line, "'tuples' is said once and has one path");
        }

        Tuples = tuples.Length == 0 ? null : new MappedMember(EventMember.Tuple, tuples[0].Words[0]);
        foreach (var field in mapping.Fields)
        {
            Add(field, field.Line);
        }

        if (Tuples is not null)
        {
            _plain.Add((tuples[0].Words[0], Tuples));
            var around = _plain.Concat(_pairs.SelectMany(pairs => pairs.Paths)).Select(entry => entry.Member.Member).ToHashSet();
            if (Columns.FirstOrDefault(column => column is not null && around.Contains(column.Member)) is { } column)
            {
                throw Error(tuples[0].Line, $"'{Encoding.UTF8.GetString(column.Path)}': what a tuple says, the record around it cannot say as well");
            }
        }
    }

    /// <summary>Gets the path of the tuples; null if a record is one event.</summary>
    public MappedMember? Tuples { get; }

    /// <summary>Gets what the columns of a tuple hold, from the first on.</summary>
    public MappedMember?[] Columns { get; private set; } = [];

    /// <summary>Gives all paths.</summary>
    /// <param name="isQuick">Whether only those that can be evidence are sought.</param>
    /// <param name="more">One more member to seek.</param>
    public JsonKeyMap CreateMap(bool isQuick, MappedMember? more = null)
    {
        var paths = _plain.Where(entry => !isQuick || entry.Member.Member <= EventMember.LastTelling)
            .Concat(_pairs.Where(pairs => !isQuick || pairs.IsTelling).SelectMany(pairs => pairs.Paths));
        return JsonKeyMap.Create(more is null ? paths : paths.Append((Encoding.UTF8.GetString(more.Path), more)));
    }

    private void Add(MappedField field, int line)
    {
        if (field.Name[0] == '#')
        {
            if (Tuples is null || !int.TryParse(field.Name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > MaxColumns)
            {
                throw Error(line, $"'{field.Name}' is a column, from #1 to #{MaxColumns}, of the texts at the path that the statement 'tuples' says");
            }

            if (Columns.Length < number)
            {
                var columns = Columns;
                Array.Resize(ref columns, number);
                Columns = columns;
            }

            Columns[number - 1] = new MappedMember(field.Member, Encoding.UTF8.GetString(Tuples.Path) + field.Name, field.Rank);
            return;
        }

        var open = field.Name.IndexOf('[', StringComparison.Ordinal);
        if (open < 0)
        {
            _plain.Add((field.Name, field.ToMember()));
            return;
        }

        var equals = field.Name.IndexOf('=', open);
        var close = field.Name.IndexOf("].", Math.Max(equals, 0), StringComparison.Ordinal);
        if (open == 0 || equals < open + 2 || close < equals + 2 || close + 2 == field.Name.Length)
        {
            throw Error(line, $"'{field.Name}': a member of an object that another of its members tells is written PATH[NAME=TEXT].VALUE");
        }

        var array = field.Name[..open];
        var name = $"{array}.{field.Name[(open + 1)..equals]}";
        var value = $"{array}.{field.Name[(close + 2)..]}";
        var pairs = _pairs.Find(known => known.Is(name, value));
        if (pairs is null)
        {
            _pairs.Add(pairs = new JsonPairs(name, value));
        }

        pairs.Add(field.Name[(equals + 1)..close], field.ToMember());
    }

    private MappingException Error(int line, string reason) => new(_mapping.Source, line, reason);
}
