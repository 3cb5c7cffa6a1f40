namespace TorIntel.Controls;

/// <summary>What a target can express, and how it is checked: a row of the table in docs/controls.md.</summary>
public sealed record ControlTargetTraits
{
    /// <summary>Gets the customary name of the file.</summary>
    public required string FileName { get; init; }

    /// <summary>Gets what a comment begins with; null if there are none.</summary>
    public string? Comment { get; init; } = "# ";

    /// <summary>Gets a value indicating whether it can be about sources. Default: true.</summary>
    public bool Inbound { get; init; } = true;

    /// <summary>Gets a value indicating whether it can be about destinations. Default: true.</summary>
    public bool Outbound { get; init; } = true;

    /// <summary>Gets a value indicating whether it can block. Default: true.</summary>
    public bool Block { get; init; } = true;

    /// <summary>Gets a value indicating whether it can log without blocking. Default: true.</summary>
    public bool Monitor { get; init; } = true;

    /// <summary>Gets a value indicating whether it takes prefixes. Default: true; otherwise each address is an entry.</summary>
    public bool Prefixes { get; init; } = true;

    /// <summary>Gets a value indicating whether a file holds one family only.</summary>
    public bool IsOneFamily { get; init; }

    /// <summary>Gets a value indicating whether it can express an address together with a port.</summary>
    public bool Endpoints { get; init; }

    /// <summary>Gets a value indicating whether it can express ports alone.</summary>
    public bool Ports { get; init; }

    /// <summary>Gets a value indicating whether it takes names.</summary>
    public bool Names { get; init; }

    /// <summary>Gets a value indicating whether its entries can expire by themselves.</summary>
    public bool Expiry { get; init; }

    /// <summary>Gets the most entries that it takes by its documentation; null if there is no such number.</summary>
    public int? MaxEntries { get; init; }

    /// <summary>Gets what checks it: the program that reads it back, or the documentation that a grammar test was written from.</summary>
    public required string CheckedBy { get; init; }
}
