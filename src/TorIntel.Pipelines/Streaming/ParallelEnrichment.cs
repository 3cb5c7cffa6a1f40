using System.Runtime.ExceptionServices;

namespace TorIntel.Pipelines;

/// <summary>Enriches one log on several threads: each in turn reads a part, deals with it beside the others, and in turn again writes it.</summary>
/// <param name="output">Where everything goes, in order.</param>
/// <param name="reader">What reads the parts.</param>
/// <param name="createEnricher">Makes what deals with parts, one for each thread.</param>
/// <param name="onWritten">Told of each part after it was written, in order.</param>
/// <param name="cancellationToken">Stops reading; what was read is written.</param>
internal sealed class ParallelEnrichment(
    Stream output,
    PartReader reader,
    Func<PartEnricher> createEnricher,
    Action<PartEnricher, LogPart> onWritten,
    CancellationToken cancellationToken)
{
    private readonly Lock _reading = new();
    private readonly object _writing = new();
    private ExceptionDispatchInfo? _failure;
    private long _failedPart = long.MaxValue; // Parts before it are still written.
    private long _turn;

    /// <summary>Deals with the whole log.</summary>
    /// <param name="threads">The number of threads, this one included.</param>
    public void Run(int threads)
    {
        var others = new Thread[threads - 1];
        for (var i = 0; i < others.Length; i++)
        {
            others[i] = new Thread(Work) { IsBackground = true, Name = "TorIntel enricher" };
            others[i].Start();
        }

        Work();
        foreach (var thread in others)
        {
            thread.Join();
        }

        _failure?.Throw();
        cancellationToken.ThrowIfCancellationRequested();
    }

#pragma warning disable CA1031 // Whatever goes wrong on another thread is thrown by Run.
    private void Work()
    {
        var part = new LogPart();
        PartEnricher? enricher = null;
        while (TryRead(part))
        {
            try
            {
                enricher ??= createEnricher();
                enricher.Process(part);
                Write(enricher, part);
            }
            catch (Exception e)
            {
                Fail(e, part.Number);
            }
        }
    }

    private bool TryRead(LogPart part)
    {
        lock (_reading)
        {
            try
            {
                return !cancellationToken.IsCancellationRequested && Volatile.Read(ref _failedPart) == long.MaxValue && reader.TryRead(part);
            }
            catch (Exception e)
            {
                Fail(e, reader.NextNumber);
                return false;
            }
        }
    }
#pragma warning restore CA1031

    private void Fail(Exception exception, long part)
    {
        lock (_writing)
        {
            if (part < _failedPart)
            {
                (_failure, _failedPart) = (ExceptionDispatchInfo.Capture(exception), part);
            }

            Monitor.PulseAll(_writing);
        }
    }

    private void Write(PartEnricher enricher, LogPart part)
    {
        lock (_writing)
        {
            while (_turn != part.Number && part.Number < _failedPart)
            {
                Monitor.Wait(_writing);
            }

            if (part.Number >= _failedPart)
            {
                return;
            }

            enricher.WriteTo(output, part);
            onWritten(enricher, part);
            _turn++;
            Monitor.PulseAll(_writing);
        }
    }
}
