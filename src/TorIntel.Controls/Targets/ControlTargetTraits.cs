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

    /// <summary>Gets a value indicating whether it can log without blocking. Default: true; a list that leaves the rule to others can. All targets can block, by themselves or by the rule that uses them.</summary>
    public bool Monitor { get; init; } = true;

    /// <summary>Gets a value indicating whether what it writes treats <see cref="ControlOptions.MonitoredNetworks"/> in another way than the rest. Default: false; the rule that uses it has to, or it blocks for them too.</summary>
    public bool MonitoredNetworks { get; init; }

    /// <summary>Gets a value indicating whether it takes addresses. Default: true; otherwise names only.</summary>
    public bool Addresses { get; init; } = true;

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

    /// <summary>Gets a value indicating whether it can leave out names below one that it has (<see cref="ControlPlan.NameExceptions"/>). Default: false, it refuses such a plan.</summary>
    public bool NameExceptions { get; init; }

    /// <summary>Gets a value indicating whether its entries can expire by themselves.</summary>
    public bool Expiry { get; init; }

    /// <summary>Gets the most entries that it takes by its documentation; null if there is no such number.</summary>
    public int? MaxEntries { get; init; }

    /// <summary>Gets other limits that it has by its documentation, in a few words for the table in docs/controls.md; null if there are none. Those that can be told before a device sees the file are refused.</summary>
    public string? Limits { get; init; }

    /// <summary>Gets what checks it: the program that reads it back, or the documentation that a grammar test was written from.</summary>
    public required string CheckedBy { get; init; }
}
