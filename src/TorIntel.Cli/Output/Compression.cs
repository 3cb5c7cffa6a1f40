namespace TorIntel.Cli;

/// <summary>How an output is compressed.</summary>
internal enum Compression
{
    None,
    Gzip,
    Zstd,
}
