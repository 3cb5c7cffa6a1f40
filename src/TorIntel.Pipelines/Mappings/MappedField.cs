namespace TorIntel.Pipelines;

/// <summary>A statement of a mapping: the field of this name holds that member of the event.</summary>
/// <param name="Name">The name, as the syntax has it: a path with dots, a column, a key, a placeholder.</param>
/// <param name="Member">What it holds.</param>
/// <param name="Rank">Its place among the fields that hold the same, from 0.</param>
/// <param name="When">For columns, the value of the format's case in which this holds; null if always.</param>
/// <param name="Line">The line of the statement.</param>
internal sealed record MappedField(string Name, EventMember Member, int Rank, string? When = null, int Line = 0)
{
    public MappedMember ToMember() => new(Member, Name, Rank);
}
