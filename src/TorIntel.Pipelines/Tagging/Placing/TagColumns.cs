namespace TorIntel.Pipelines;

/// <summary>The columns that a schema adds to formats that have columns, and how they fit a header.</summary>
internal sealed class TagColumns
{
    private readonly SchemaField[] _all;
    private IReadOnlyList<string>? _header;

    /// <summary>Initializes a new instance of the <see cref="TagColumns"/> class.</summary>
    /// <param name="fields">The fields of the columns, the first of them one of our own that is always written.</param>
    public TagColumns(IEnumerable<SchemaField> fields)
    {
        _all = [.. fields];
        Added = _all;
    }

    /// <summary>Gets the fields of the columns that the header lacks, in their order.</summary>
    public IReadOnlyList<SchemaField> Added { get; private set; }

    /// <summary>Gets how many columns the header has without ours.</summary>
    public int BaseCount { get; private set; }

    /// <summary>Gets a value indicating whether the header has our columns already, behind its own.</summary>
    public bool AreInHeader { get; private set; }

    /// <summary>Gets a name of ours that the header has for something else; null if there is none.</summary>
    public string? TakenName { get; private set; }

    /// <summary>Looks what of the columns a header has. A column of a standard name that is there stays what it is, and is not added.</summary>
    public void Fit(IReadOnlyList<string> header)
    {
        if (ReferenceEquals(header, _header))
        {
            return;
        }

        _header = header;
        var first = -1;
        for (var i = 0; i < header.Count && first < 0; i++)
        {
            first = IsOwn(header[i]) ? i : -1;
        }

        BaseCount = first < 0 ? header.Count : first;
        var names = header.Take(BaseCount).ToHashSet(StringComparer.Ordinal);
        Added = [.. _all.Where(field => !names.Contains(field.Column))];
        AreInHeader = first >= 0 && header.Skip(first).SequenceEqual(Added.Select(field => field.Column), StringComparer.Ordinal);
        TakenName = first >= 0 && !AreInHeader ? header[first] : null;
    }

    /// <summary>Says why a row cannot be tagged; null if it can.</summary>
    /// <param name="header">The header.</param>
    /// <param name="count">How many columns the row has.</param>
    /// <param name="wrongCount">What is said of another number of columns than the header's.</param>
    public string? WhyNotTag(IReadOnlyList<string> header, int count, Func<int, string> wrongCount)
    {
        Fit(header);
        return TakenName is not null ? TagNames.AlreadyThere(TakenName)
            : count == BaseCount ? null
            : AreInHeader && count == header.Count ? TagNames.AlreadyThere(Added[0].Column)
            : wrongCount(count);
    }

    private bool IsOwn(string name) => Array.Exists(_all, field => field.Policy == FieldPolicy.Own && string.Equals(field.Column, name, StringComparison.Ordinal));
}
