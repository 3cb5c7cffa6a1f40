using System.Runtime.ExceptionServices;
using TorIntel.Feeds;

namespace TorIntel.Cli;

/// <summary>Reads a pipe or terminal on a thread of its own, a little ahead, so that waiting for it can be ended at any time.</summary>
internal sealed class InterruptibleStream : ReadOnlyStream
{
    private const int RingLength = 256 * 1024;

    private readonly Stream _inner;
    private readonly CancellationToken _cancellationToken;
    private readonly CancellationTokenRegistration _registration;
    private readonly object _lock = new();
    private readonly byte[] _ring = new byte[RingLength];
    private Thread? _reader;
    private int _start;
    private int _count;
    private bool _isAtEnd;
    private bool _isDisposed;
    private ExceptionDispatchInfo? _failure;

    public InterruptibleStream(Stream inner, CancellationToken cancellationToken)
    {
        _inner = inner;
        _cancellationToken = cancellationToken;
        _registration = cancellationToken.Register(Wake);
    }

    public override int Read(Span<byte> buffer)
    {
        lock (_lock)
        {
            StartReader();
            while (_count == 0 && !_isAtEnd)
            {
                _cancellationToken.ThrowIfCancellationRequested();
                Monitor.Wait(_lock);
            }

            if (_count == 0)
            {
                _failure?.Throw();
                return 0;
            }

            var count = Math.Min(buffer.Length, Math.Min(_count, _ring.Length - _start));
            _ring.AsSpan(_start, count).CopyTo(buffer);
            _start = (_start + count) % _ring.Length;
            _count -= count;
            Monitor.PulseAll(_lock);
            return count;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _registration.Dispose();
            lock (_lock)
            {
                _isDisposed = true;
                Monitor.PulseAll(_lock);
            }

            if (_reader is null || _isAtEnd)
            {
                _inner.Dispose(); // Else the reader is still in it.
            }
        }

        base.Dispose(disposing);
    }

    private void StartReader()
    {
        if (_reader is null)
        {
            _reader = new Thread(ReadAhead) { IsBackground = true, Name = "input" };
            _reader.Start();
        }
    }

    private void ReadAhead()
    {
        try
        {
            while (NextFree() is { Count: > 0 } free)
            {
                var read = _inner.Read(free);
                Add(read);
                if (read == 0)
                {
                    return;
                }
            }
        }
        catch (Exception e)
        {
            _failure = ExceptionDispatchInfo.Capture(e); // Thrown where it is read.
            Add(0);
        }
    }

    // The free part behind what is there, as far as it is in one piece.
    private ArraySegment<byte> NextFree()
    {
        lock (_lock)
        {
            while (_count == _ring.Length && !_isDisposed)
            {
                Monitor.Wait(_lock);
            }

            var end = (_start + _count) % _ring.Length;
            return _isDisposed ? default : new ArraySegment<byte>(_ring, end, end >= _start ? _ring.Length - end : _start - end);
        }
    }

    private void Add(int count)
    {
        lock (_lock)
        {
            _count += count;
            _isAtEnd |= count == 0;
            Monitor.PulseAll(_lock);
        }
    }

    private void Wake()
    {
        lock (_lock)
        {
            Monitor.PulseAll(_lock);
        }
    }
}
