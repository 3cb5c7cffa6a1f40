using TorIntel.Pipelines;

namespace TorIntel.Cli;

/// <summary>Keeps the output and what is known of how far the logs were read together: what is written of one is known of the other.</summary>
internal sealed class FollowJournal(FollowOutput output, CheckpointFile? file, IReadOnlyList<FollowedLog> logs, IReadOnlyList<FollowedLog> otherLogs, CancellationToken cancellationToken)
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(100);

    private readonly object _lock = new();
    private FollowedLog? _withinLine; // The log whose line is not at its end yet; no other one may write.
    private long _outputLength = output.Length; // As far as it is known where it came from.
    private bool _isChanged = true;

    /// <summary>Passes on what came out of a log up to a checkpoint.</summary>
    public void Commit(FollowedLog log, FollowStream stream, BatchStream batch, LogCheckpoint reached)
    {
        lock (_lock)
        {
            while (_withinLine is not null && _withinLine != log)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Monitor.Wait(_lock, s_look);
            }

            if (reached.Header.Length != 0 && logs.Count > 1)
            {
                throw new InvalidDataException($"{log.Path}: has a header, so that its lines cannot be mixed with those of other logs; follow each one by itself");
            }

            if (batch.Length != 0)
            {
                output.Write(batch.Written);
                _withinLine = batch.Written[^1] == '\n' ? null : log;
            }

            if (_withinLine is not null && stream.IsAtEnd)
            {
                output.Write("\n"u8);
                _withinLine = null;
            }

            Monitor.PulseAll(_lock);
            batch.Clear();
            (log.Current, log.Checkpoint, _outputLength) = (stream.Identity, reached, output.Length);
            _isChanged = true;
        }
    }

    /// <summary>Notes that a log goes on in another file.</summary>
    public void Change(FollowedLog log, Action<FollowedLog> change)
    {
        lock (_lock)
        {
            change(log);
            _isChanged = true;
        }
    }

    /// <summary>Writes the checkpoint, if there is anything new, once the output is on the disk.</summary>
    public void Save()
    {
        byte[] serialized;
        lock (_lock)
        {
            if (file is null || !_isChanged)
            {
                return;
            }

            serialized = CheckpointFile.Serialize(new FollowCheckpoint(output.Path, _outputLength, [.. logs, .. otherLogs]));
            _isChanged = false;
        }

        output.FlushToDisk();
        file.Write(serialized);
    }
}
