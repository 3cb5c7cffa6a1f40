namespace TorIntel.Cli;

/// <summary>How much of the files was read, before decompression; shown once it lasts.</summary>
internal sealed class ReadingProgress : IDisposable
{
    private static readonly TimeSpan s_unnoticed = TimeSpan.FromMilliseconds(500);

    private readonly ManualResetEventSlim _end = new();
    private readonly Thread? _thread;
    private long _done;
    private volatile string _name = "-";

    private ReadingProgress(Terminal terminal, long total)
    {
        _thread = new Thread(() => Show(terminal, total)) { IsBackground = true, Name = "progress" };
        _thread.Start();
    }

    /// <summary>Begins to watch the reading of files; null if the total is not known, or nobody would see it.</summary>
    public static ReadingProgress? Start(Terminal terminal, IReadOnlyList<string> files)
    {
        var total = 0L;
        foreach (var file in files)
        {
            if (InputFiles.IsStandardStream(file) || new FileInfo(file) is not { Exists: true, Length: > 0 and var length })
            {
                return null;
            }

            total += length;
        }

        return new ReadingProgress(terminal, total);
    }

    public Stream Watch(Stream stream, string name)
    {
        _name = Path.GetFileName(name);
        return new CountedStream(stream, count => Interlocked.Add(ref _done, count));
    }

    public void Dispose()
    {
        _end.Set();
        _thread?.Join();
        _end.Dispose();
    }

    private void Show(Terminal terminal, long total)
    {
        if (!_end.Wait(s_unnoticed))
        {
            try
            {
                ProgressBar.Show(terminal, total, () => (Interlocked.Read(ref _done), _name), _end);
            }
            catch (Exception)
            {
                // A terminal that no bar can be shown on is no reason to stop the work.
            }
        }
    }
}
