namespace TorIntel;

/// <summary>What was read from a list of addresses: one address or prefix a line.</summary>
public sealed class AddressList
{
    internal AddressList(IReadOnlyList<IPPrefix> entries, IReadOnlyList<LineError> errors, long errorCount, long lineCount, DateTimeOffset? time, string? refusal)
    {
        Entries = entries;
        Errors = errors;
        ErrorCount = errorCount;
        LineCount = lineCount;
        Time = time;
        Refusal = refusal;
    }

    /// <summary>Gets the addresses and prefixes, in the order of the list, with their duplicates; empty if the list was refused.</summary>
    public IReadOnlyList<IPPrefix> Entries { get; }

    /// <summary>Gets the lines that could not be used, the first hundred of them.</summary>
    public IReadOnlyList<LineError> Errors { get; }

    /// <summary>Gets how many lines could not be used.</summary>
    public long ErrorCount { get; }

    /// <summary>Gets how many lines there were, comments and blank ones included.</summary>
    public long LineCount { get; }

    /// <summary>Gets the time that comments in front of the list tell, as FireHOL's ipsets do: of its source, else of the file; null if none does.</summary>
    public DateTimeOffset? Time { get; }

    /// <summary>Gets why this is no list at all (a web page, prose, a downloader's log, nothing); null if it is one.</summary>
    public string? Refusal { get; }
}
