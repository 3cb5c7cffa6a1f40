namespace TorIntel.Pipelines;

/// <summary>A field of a format with columns: where it stands and what it holds.</summary>
/// <param name="Column">The number of the column, from 0.</param>
/// <param name="Member">What it holds.</param>
/// <param name="Split">How the column is split, if a part of it is meant.</param>
/// <param name="Part">The number of the part.</param>
/// <param name="IsVector">Whether the value has several elements.</param>
internal sealed record ColumnEntry(int Column, MappedMember Member, ColumnSplit? Split, int Part, bool IsVector);
