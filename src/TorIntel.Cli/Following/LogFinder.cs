namespace TorIntel.Cli;

/// <summary>Finds the files of a log: the one that is written, and those that were before.</summary>
internal sealed class LogFinder(string path)
{
    private const int MaxAttempts = 10;

    private readonly string _folder = Path.GetDirectoryName(path)!;
    private readonly string _name = Path.GetFileName(path);

    /// <summary>Sets where following begins: at the file that is written now; what was rotated before is none of it.</summary>
    public void Begin(FollowedLog log)
    {
        using var current = LogSource.TryOpen(path, isCurrent: true);
        if (current is { Head.Length: > 0 })
        {
            log.Current = LogIdentity.Of(current.Head, current.Inode);
        }

        log.After = current?.Changed ?? Names(0).Select(name => File.GetLastWriteTimeUtc(name).Ticks).Append(0).Max();
        log.After++;
    }

    /// <summary>Finds the file that was being read, under whatever name; null if it is gone.</summary>
    public LogSource? Find(LogIdentity identity, long position)
    {
        List<LogSource> sources = [.. ListStable(0).OrderByDescending(source => source.Changed)];
        if (LogSource.TryOpen(path, isCurrent: true) is { } current)
        {
            sources.Insert(0, current);
        }

        var found = sources.Find(source => identity.Inode != Inode.Unknown && source.Inode == identity.Inode && identity.HasHead(source.Head) && source.Reaches(position))
            ?? sources.Find(source => identity.Length != 0 && identity.HasHead(source.Head) && source.Reaches(position));
        Dispose(sources, found);
        return found;
    }

    /// <summary>Finds what a log that was truncated had been copied to before; null if that is nowhere.</summary>
    public LogSource? FindCopy(LogIdentity identity, long position)
    {
        var sources = ListStable(0);
        var found = sources.Where(source => source.Inode != identity.Inode || source.Inode == Inode.Unknown).OrderByDescending(source => source.Changed)
            .FirstOrDefault(source => identity.Length != 0 && identity.HasHead(source.Head) && source.Reaches(position));
        Dispose(sources, found);
        return found;
    }

    /// <summary>Finds the file behind those that were finished: the oldest one that was rotated since, or the one that is written; null if there is none yet.</summary>
    public LogSource? FindNext(FollowedLog log)
    {
        // The present one first: if it is rotated meanwhile, those that are older have been by then.
        var current = LogSource.TryOpen(path, isCurrent: true);
        var sources = ListStable(log.After);
        var found = sources
            .Where(source => source.Head.Length != 0 && (current is null || source.Inode != current.Inode || source.Inode == Inode.Unknown)
                && !log.Finished.Exists(finished => finished.IsWhole(source.Head)))
            .MinBy(source => source.Changed) ?? current;
        Dispose(sources, found);
        if (found != current)
        {
            current?.Dispose();
        }

        return found;
    }

    /// <summary>Tells whether another file has taken the name of the one that is read.</summary>
    public bool IsReplaced(LogSource source, ReadOnlySpan<byte> head)
    {
        if (source.Inode != Inode.Unknown)
        {
            return Inode.Of(path) is var inode and not Inode.Unknown && inode != source.Inode;
        }

        using var current = LogSource.TryOpen(path, isCurrent: true);
        return current is not null && !current.Head.AsSpan().StartsWith(head);
    }

    private static void Dispose(List<LogSource> sources, LogSource? except)
    {
        foreach (var source in sources.Where(source => source != except))
        {
            source.Dispose();
        }
    }

    // Names may move on while the folder is listed: then it is listed again.
    private List<LogSource> ListStable(long changedSince)
    {
        for (var attempt = 1; ; attempt++)
        {
            var sources = Names(changedSince).Select(name => LogSource.TryOpen(name, isCurrent: false)).OfType<LogSource>().ToList();
            var inodes = Names(changedSince).Select(Inode.Of).Where(inode => inode != Inode.Unknown).ToHashSet();
            if (inodes.SetEquals(sources.Select(source => source.Inode).Where(inode => inode != Inode.Unknown)) || attempt == MaxAttempts)
            {
                return sources;
            }

            Dispose(sources, null);
        }
    }

    private List<string> Names(long changedSince) => !Directory.Exists(_folder) ? []
        :
        [
            .. Directory.EnumerateFiles(_folder, "*", new EnumerationOptions { AttributesToSkip = 0 })
                .Where(file => RotatedNames.IsRotated(Path.GetFileName(file), _name) && File.GetLastWriteTimeUtc(file).Ticks >= changedSince),
        ];
}
