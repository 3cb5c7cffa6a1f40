namespace TorIntel.Cli;

/// <summary>How logs are followed.</summary>
/// <param name="CheckpointPath">The file that keeps how far; null if none does.</param>
/// <param name="RotateWait">How long a log that was renamed must have been silent before the next one is begun: who writes it may not have noticed.</param>
internal sealed record FollowSettings(string? CheckpointPath, TimeSpan RotateWait)
{
    public static readonly TimeSpan DefaultRotateWait = TimeSpan.FromSeconds(5);

    /// <summary>Refuses what cannot be followed.</summary>
    public static void Check(IReadOnlyList<string> files, string? output, Compression compression)
    {
        if (files.Any(InputFiles.IsStandardStream))
        {
            throw new UsageException("--follow needs the names of files; the standard input is read as it comes without it");
        }

        if (compression != Compression.None)
        {
            throw new UsageException("--follow writes no compressed output");
        }

        if (files.Select(Path.GetFullPath).Distinct(StringComparer.Ordinal).Count() != files.Count)
        {
            throw new UsageException("--follow was given a file twice");
        }

        if (!OutputFiles.IsStandardOutput(output) && files.Any(file => string.Equals(Path.GetFullPath(file), Path.GetFullPath(output!), StringComparison.Ordinal)))
        {
            throw new UsageException($"{output}: is to be followed, and written to; that would never end");
        }
    }
}
