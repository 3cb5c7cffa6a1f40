namespace TorIntel.Benchmarks;

/// <summary>The gates of Tor documents: reading and verifying. One file for each document.</summary>
internal static partial class DocumentGates
{
    public static IEnumerable<Gate> Make() => [.. Consensus()];
}
