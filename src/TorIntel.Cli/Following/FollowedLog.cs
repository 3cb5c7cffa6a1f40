using TorIntel.Pipelines;

namespace TorIntel.Cli;

/// <summary>How far one log was followed.</summary>
/// <param name="path">The full path under which it is written.</param>
internal sealed class FollowedLog(string path)
{
    private const int MaxFinished = 16;

    public string Path { get; } = path;

    /// <summary>Gets or sets the file that is being read; null between two.</summary>
    public LogIdentity? Current { get; set; }

    /// <summary>Gets or sets how far that file was read; null for its beginning.</summary>
    public LogCheckpoint? Checkpoint { get; set; }

    /// <summary>Gets or sets the time of the last change of the file that was finished last: what follows was changed later. In ticks, UTC.</summary>
    public long After { get; set; }

    /// <summary>Gets the files that were finished last.</summary>
    public List<LogIdentity> Finished { get; } = [];

    public void Finish(LogIdentity? identity, long changed)
    {
        if (identity is { Length: > 0 })
        {
            Finished.Add(identity);
            Finished.RemoveRange(0, Math.Max(0, Finished.Count - MaxFinished));
        }

        After = Math.Max(After, changed);
        (Current, Checkpoint) = (null, null);
    }
}
