namespace TorIntel.MaxMind;

/// <summary>What a database says of itself, and its form (MaxMind DB 2.0, "Database Metadata").</summary>
public sealed record MmdbWriterOptions
{
    /// <summary>Gets the type of the database, by which readers know what its records have, such as <c>GeoIP2-Anonymous-IP</c>.</summary>
    public required string DatabaseType { get; init; }

    /// <summary>Gets when the data are of; cut to seconds. Never the clock: the same data give the same file. At least one second after 1970 began.</summary>
    public required DateTimeOffset BuildTime { get; init; }

    /// <summary>Gets what the database is, by language. Default: nothing.</summary>
    public IReadOnlyDictionary<string, string> Description { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Gets the languages that records have texts in. Default: none.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Gets the bits of a record of the tree, 24, 28 or 32; null for the fewest that suffice. Default: null.</summary>
    public int? RecordSize { get; init; }

    /// <summary>Gets a value indicating whether the tree has IPv4 only (<c>ip_version</c> 4), which makes it smaller by 96 nodes. Default: false.</summary>
    public bool IsIPv4Only { get; init; }

    /// <summary>Gets a value indicating whether IPv4 prefixes are also found as IPv4-mapped addresses (<c>::ffff:0:0/96</c>) and behind 6to4 (<c>2002::/16</c>), see <see cref="MmdbWriter"/>. Default: true.</summary>
    public bool AliasIPv4 { get; init; } = true;
}
