namespace TorIntel.Testing;

/// <summary>What a list does to its readers.</summary>
public enum Hostility
{
    /// <summary>Its indexer and its enumerator throw.</summary>
    IndexerThrows,

    /// <summary>Its count throws.</summary>
    CountThrows,

    /// <summary>Its count is negative.</summary>
    CountIsNegative,

    /// <summary>It has two thousand million entries, it says.</summary>
    CountIsHuge,

    /// <summary>A name is null.</summary>
    NullName,

    /// <summary>Only the second reading throws.</summary>
    SecondReadingThrows,
}
