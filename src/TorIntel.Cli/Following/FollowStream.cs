using System.Diagnostics;
using TorIntel.Feeds;

namespace TorIntel.Cli;

/// <summary>One file of a log that grows. Reading waits for more; it ends when the file was rotated away and is read to its end.</summary>
internal sealed class FollowStream : ReadOnlyStream
{
    private static readonly TimeSpan s_shortestDelay = TimeSpan.FromMilliseconds(4);
    private static readonly TimeSpan s_longestDelay = TimeSpan.FromMilliseconds(128);

    private readonly LogFinder _finder;
    private readonly string _name;
    private readonly TimeSpan _rotateWait;
    private readonly Action<string> _say;
    private readonly CancellationToken _cancellationToken;
    private readonly Stopwatch _sinceRead = Stopwatch.StartNew();
    private LogSource _source;
    private byte[] _head;
    private LogIdentity? _identity;
    private long _position;
    private bool _isComplete; // Nobody writes to it any more.
    private TimeSpan _delay = s_shortestDelay;

    public FollowStream(LogSource source, long position, LogFinder finder, string name, TimeSpan rotateWait, Action<string> say, CancellationToken cancellationToken)
    {
        (_source, _position, _head, _finder, _name) = (source, position, source.Head, finder, name);
        (_rotateWait, _say, _cancellationToken) = (rotateWait, say, cancellationToken);
        source.SkipTo(position);
    }

    /// <summary>Gets a value indicating whether nothing follows.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>Gets by what the file is known again.</summary>
    public LogIdentity Identity => _identity ??= LogIdentity.Of(_head, _source.Inode);

    /// <summary>Gets the time of the file's last change; 0 if it was written anew since.</summary>
    public long Changed { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        while (!IsAtEnd)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            var read = _source.Read(buffer, _position);
            if (read > 0 && IsUnchanged())
            {
                Advance(buffer[..read]);
                return read;
            }

            if (!IsUnchanged())
            {
                LeaveTruncated();
            }
            else if (_isComplete)
            {
                Changed = _source.Changed;
                IsAtEnd = true;
            }
            else if (!_source.IsCurrent || _finder.IsReplaced(_source, _head))
            {
                // Read once more behind this: what came meanwhile belongs to it.
                _isComplete = IsSilent() || Wait();
            }
            else
            {
                Wait();
            }
        }

        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _source.Dispose();
        }

        base.Dispose(disposing);
    }

    // Looked at after reading: a file that was written anew since then has begun otherwise before.
    private bool IsUnchanged() => !_source.IsCurrent || (_source.Reaches(_position) && _source.HasHead(_head));

    private void Advance(ReadOnlySpan<byte> bytes)
    {
        if (_head.Length < LogIdentity.MaxLength && _position + bytes.Length > _head.Length)
        {
            var more = bytes[(int)(_head.Length - _position)..];
            _head = [.. _head, .. more[..Math.Min(more.Length, LogIdentity.MaxLength - _head.Length)]];
            _identity = null;
        }

        if (_position < LogIdentity.MaxLength)
        {
            Refuse();
        }

        _position += bytes.Length;
        _isComplete &= !_source.IsCurrent;
        _delay = s_shortestDelay;
        _sinceRead.Restart();
    }

    private void Refuse()
    {
        var text = ((ReadOnlySpan<byte>)_head).TrimStart("\uFEFF \t\r\n"u8);
        if (text is [(byte)'[', ..] && text[1..].TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)']', ..])
        {
            throw new InvalidDataException($"{_name}: is one JSON array, which cannot be followed; logs with one event a line can");
        }

        if (_source.IsCurrent && Decompression.IsCompressed(_head))
        {
            throw new InvalidDataException($"{_name}: is compressed, and cannot be followed");
        }
    }

    private void LeaveTruncated()
    {
        var copy = _finder.FindCopy(Identity, _position);
        if (copy is null)
        {
            _say($"{_name}: was truncated, and is read from its beginning; what was written in between and not copied is lost");
            IsAtEnd = true;
            return;
        }

        _source.Dispose();
        _source = copy;
        _source.SkipTo(_position);
        _identity = null;
        _isComplete = true; // It was copied before.
    }

    // By the file's own time, so that one that was rotated long ago is not waited for.
    private bool IsSilent()
    {
        var silence = TimeProvider.System.GetUtcNow().Ticks - _source.Changed;
        return silence >= _rotateWait.Ticks || (silence < 0 && _sinceRead.Elapsed >= _rotateWait);
    }

    private bool Wait()
    {
        _cancellationToken.WaitHandle.WaitOne(_delay);
        _delay = _delay < s_longestDelay ? _delay * 2 : _delay;
        return false;
    }
}
