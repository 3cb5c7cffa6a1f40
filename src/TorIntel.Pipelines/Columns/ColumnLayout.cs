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
            : Math.Max(ColumnsOf(BestOf(EventMember.Source)), ColumnsOf(BestOf(EventMember.Destination)));
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

    private IEnumerable<ColumnEntry> BestOf(EventMember member) => Quick.Where(entry => entry.Member.Member == member).OrderBy(entry => entry.Member.Rank).Take(1);

    private static int ColumnsOf(IEnumerable<ColumnEntry> entries) => entries.Select(entry => entry.Column + 1).DefaultIfEmpty(0).Max();
}
