using System.Text;

namespace TorIntel.Pipelines;

/// <summary>The layouts of a format under one header: one, or for each value of the column on which fields depend one.</summary>
internal sealed class ColumnLayouts
{
    private readonly (byte[] Value, ColumnLayout Layout)[] _cases;
    private readonly ColumnLayout _otherwise;

    public ColumnLayouts(LogMapping mapping, ColumnSyntax syntax, ColumnHeader header)
    {
        Finder finder = new(mapping, syntax, header);
        var values = mapping.Fields.Select(field => field.When).OfType<string>().Distinct(StringComparer.Ordinal);
        _otherwise = finder.LayoutOf(value: null);
        _cases = [.. values.Select(value => (Encoding.UTF8.GetBytes(value), finder.LayoutOf(value)))];
        Case = mapping.CaseField is { } name ? finder.EntriesOf(new MappedField(name, EventMember.Condition0, 0)).FirstOrDefault() : null;
        QuickColumns = _cases.Select(entry => entry.Layout).Append(_otherwise).Max(layout => layout.QuickColumns);
        QuickColumns = Math.Max(1, Math.Max(QuickColumns, Case is null ? 0 : Case.Column + 1));
    }

    /// <summary>Gets the column that chooses the layout; null if there is only one.</summary>
    public ColumnEntry? Case { get; }

    /// <summary>Gets how many columns must be looked at before the layout is known and for what can be evidence in any.</summary>
    public int QuickColumns { get; }

    public ColumnLayout Choose(ReadOnlySpan<byte> value)
    {
        foreach (var (expected, layout) in _cases)
        {
            if (value.SequenceEqual(expected))
            {
                return layout;
            }
        }

        return _otherwise;
    }

    public ColumnLayout Otherwise => _otherwise;

    private sealed class Finder(LogMapping mapping, ColumnSyntax syntax, ColumnHeader header)
    {
        private readonly string[] _names = header.Names ?? syntax.Names ?? [];

        public ColumnLayout LayoutOf(string? value)
        {
            var fields = mapping.Fields.Where(field => field.When is null || string.Equals(field.When, value, StringComparison.Ordinal));
            return new ColumnLayout(fields.SelectMany(EntriesOf), header.Names is not null);
        }

        public IEnumerable<ColumnEntry> EntriesOf(MappedField field)
        {
            var split = Array.Find(syntax.Splits, split => split.Parts.Contains(field.Name, StringComparer.Ordinal));
            var place = ColumnSyntax.PlaceOf(split?.Column ?? field.Name, out var name);
            var member = new MappedMember(field.Member, split is null ? name : field.Name, field.Rank);
            var part = split is null ? 0 : Array.IndexOf(split.Parts, field.Name);
            var places = place >= 0 ? [place] : Enumerable.Range(0, _names.Length).Where(i => string.Equals(_names[i], split?.Column ?? field.Name, StringComparison.Ordinal));
            return places.Where(i => i < ColumnSyntax.MaxColumns)
                .Select(i => new ColumnEntry(i, member, split, part, field.Member < EventMember.FirstSingle && header.IsVector(i)));
        }
    }
}
