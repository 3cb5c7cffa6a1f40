namespace TorIntel.Pipelines;

/// <summary>How far a log was enriched, and what is needed to go on from there: for programs that may be stopped at any time.</summary>
/// <param name="FormatName">The name of the log's format.</param>
/// <param name="Position">How many bytes of the log, from its beginning, were dealt with and written: whole records only.</param>
/// <param name="Line">The number of lines that are.</param>
/// <param name="Header">The lines of the header that is in force there, in UTF-8, for formats that have one.</param>
/// <param name="IsHeaderExtended">Whether that header was written again with the columns of the tag.</param>
public sealed record LogCheckpoint(string FormatName, long Position, long Line, ReadOnlyMemory<byte> Header, bool IsHeaderExtended);
