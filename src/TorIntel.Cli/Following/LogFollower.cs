using TorIntel.Pipelines;

namespace TorIntel.Cli;

/// <summary>Follows logs that grow, each on a thread of its own.</summary>
internal sealed class LogFollower(string name, FollowedLog log, FollowSettings settings, FollowJournal journal, Terminal terminal, CancellationToken cancellationToken) : IDisposable
{
    private static readonly TimeSpan s_saveEvery = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(64);

    private readonly LogFinder _finder = new(log.Path);
    private readonly BatchStream _batch = new();
    private FollowStream? _stream;

    /// <summary>Follows logs until it is cancelled or something fails.</summary>
    public static IReadOnlyList<EnrichmentSummary> Run(
        IReadOnlyList<string> files,
        string? outputPath,
        FollowSettings settings,
        LogEnricherOptions options,
        Func<LogEnricherOptions, LogEnricher> create,
        Terminal terminal,
        CancellationToken cancellationToken)
    {
        var file = settings.CheckpointPath is { } path ? new CheckpointFile(path) : null;
        var checkpoint = file?.Read();
        List<FollowedLog> logs = [.. files.Select(Path.GetFullPath).Select(full => checkpoint?.Logs.FirstOrDefault(log => log.Path == full) ?? Begin(full))];
        CheckFormats(logs, options, settings);
        using var output = FollowOutput.Open(outputPath, checkpoint, terminal);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var journal = new FollowJournal(output, file, logs, [.. (checkpoint?.Logs ?? []).Except(logs)], stop.Token);
        journal.Save(); // Whatever is written from now on can be taken back.

        var followers = files.Select((name, i) => new LogFollower(name, logs[i], settings, journal, terminal, stop.Token)).ToList();
        var enrichers = followers.ConvertAll(follower => create(options with { Threads = 1, OnCheckpoint = follower.Commit }));
        var tasks = followers.Select((follower, i) => Task.Factory.StartNew(() => follower.Follow(enrichers[i]), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
        try
        {
            while (!Array.Exists(tasks, task => task.IsCompleted))
            {
                cancellationToken.WaitHandle.WaitOne(s_saveEvery);
                journal.Save();
            }
        }
        finally
        {
            stop.Cancel();
            Task.WhenAll(tasks).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).Wait(CancellationToken.None);
            followers.ForEach(follower => follower.Dispose());
        }

        SaveAtEnd(journal, hasFailed: Array.Exists(tasks, task => task.IsFaulted));
        if (Array.Find(tasks, task => task.IsFaulted) is { } failed)
        {
            failed.GetAwaiter().GetResult();
        }

        return enrichers.ConvertAll(enricher => enricher.Summary);
    }

    public void Dispose()
    {
        _batch.Dispose();
        _stream?.Dispose();
    }

    private static void SaveAtEnd(FollowJournal journal, bool hasFailed)
    {
        try
        {
            journal.Save();
        }
        catch (IOException) when (hasFailed)
        {
            // What failed first is to be told; often this is the same.
        }
    }

    private static FollowedLog Begin(string path)
    {
        var log = new FollowedLog(path);
        new LogFinder(path).Begin(log);
        return log;
    }

    private static void CheckFormats(List<FollowedLog> logs, LogEnricherOptions options, FollowSettings settings)
    {
        foreach (var name in logs.Select(log => log.Checkpoint?.FormatName).OfType<string>())
        {
            if (!LogFormat.TryGet(name, out _) && options.MoreFormats.All(format => format.Name != name))
            {
                throw new InvalidDataException($"{settings.CheckpointPath}: names the format '{name}', which is not there; give its --mapping");
            }
        }
    }

    private void Commit(LogCheckpoint reached) => journal.Commit(log, _stream!, _batch, reached);

    private void Follow(LogEnricher enricher)
    {
        try
        {
            while (true)
            {
                var source = Resume() ?? Next();
                using var stream = _stream = new FollowStream(source, log.Checkpoint?.Position ?? 0, _finder, name, settings.RotateWait, terminal.Say, cancellationToken);
                Enrich(enricher, stream);
                journal.Change(log, changed => changed.Finish(stream.Identity, stream.Changed));
            }
        }
        catch (OperationCanceledException)
        {
            // The one way in which following ends well.
        }
    }

    private void Enrich(LogEnricher enricher, FollowStream stream)
    {
        try
        {
            enricher.Enrich(stream, _batch, name, log.Checkpoint, cancellationToken);
        }
        catch (InvalidDataException e) when (!e.Message.StartsWith(name, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{name}: {e.Message}", e);
        }
    }

    private LogSource? Resume()
    {
        if (log.Current is not { } identity)
        {
            return null;
        }

        var source = _finder.Find(identity, log.Checkpoint?.Position ?? 0);
        if (source is null)
        {
            terminal.Say($"{name}: the file that was read last is gone, with what was not read of it");
            journal.Change(log, lost => lost.Finish(identity, lost.After));
        }

        return source;
    }

    private LogSource Next()
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_finder.FindNext(log) is { } source)
            {
                journal.Change(log, next => next.Current = LogIdentity.Of(source.Head, source.Inode));
                return source;
            }

            cancellationToken.WaitHandle.WaitOne(s_look);
        }
    }
}
