namespace TorIntel.Pipelines;

/// <summary>Which columns of a record hold what.</summary>
internal sealed class ColumnLayout
{
    public ColumnLayout(IEnumerable<ColumnEntry> entries, bool hasHeader)
    {
        All = [.. entries.OrderBy(entry => entry.Column)];
        Quick = [.. All.Where(entry => entry.Member.Member <= EventMember.LastTelling)];
        AllColumns = ColumnsOf(All);
        QuickColumns = ColumnsOf(Quick);
        Required = hasHeader ? QuickColumns
            : ColumnsOf(Quick.Where(entry => entry.Member is { Member: EventMember.Source or EventMember.Destination, Rank: 0 }));
    }

    /// <summary>Gets all fields.</summary>
    public ColumnEntry[] All { get; }

    /// <summary>Gets what can be evidence, or tell of some.</summary>
    public ColumnEntry[] Quick { get; }

    /// <summary>Gets how many columns must be looked at for all fields.</summary>
    public int AllColumns { get; }

    /// <summary>Gets how many columns must be looked at for what can be evidence.</summary>
    public int QuickColumns { get; }

    /// <summary>Gets how many columns a record must have: those of a header that are looked at; without one, those up to the addresses.</summary>
    public int Required { get; }

    private static int ColumnsOf(IEnumerable<ColumnEntry> entries) => entries.Select(entry => entry.Column + 1).DefaultIfEmpty(0).Max();
}
