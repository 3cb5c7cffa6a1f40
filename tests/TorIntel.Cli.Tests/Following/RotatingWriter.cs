using System.Globalization;

namespace TorIntel.Cli.Tests;

/// <summary>A program that writes a log on a thread of its own, in pieces that know nothing of lines, and rotates it by renaming and by truncating a copy.</summary>
internal sealed class RotatingWriter : IDisposable
{
    private readonly string _path;
    private readonly bool _shifts;
    private readonly Random _random;
    private readonly Thread _thread;
    private readonly List<string> _lines = [];
    private volatile bool _isStopping;
    private Exception? _failure;
    private int _rotations;

    /// <param name="path">The log.</param>
    /// <param name="shifts">Whether older logs move on to the next number, as of logrotate; else each gets a number of its own.</param>
    /// <param name="seed">What random choices begin with.</param>
    public RotatingWriter(string path, bool shifts, int seed)
    {
        (_path, _shifts, _random) = (path, shifts, new Random(seed));
        _thread = new Thread(Run);
        _thread.Start();
    }

    public int Rotations => _rotations;

    /// <summary>Ends the writing, and gives all lines that were written.</summary>
    public IReadOnlyList<string> Stop()
    {
        _isStopping = true;
        _thread.Join();
        Assert.Null(_failure);
        return _lines;
    }

    public void Dispose() => Stop();

    private void Run()
    {
        try
        {
            while (!_isStopping)
            {
                WriteOne();
            }
        }
        catch (Exception e)
        {
            _failure = e;
        }
    }

    // One file, from opening it to its rotation.
    private void WriteOne()
    {
        using var file = new FileStream(_path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var rotateAt = _lines.Count + _random.Next(1, 600);
        while (!_isStopping && _lines.Count < rotateAt)
        {
            var bytes = System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, _random.Next(1, 40)).Select(_ => NextLine() + "\n")));
            var cut = _random.Next(bytes.Length);
            file.Write(bytes.AsSpan(0, cut));
            Thread.Sleep(_random.Next(8));
            file.Write(bytes.AsSpan(cut));
            if (_random.Next(20) == 0)
            {
                Thread.Sleep(_random.Next(200));
            }
        }

        if (_isStopping)
        {
            return;
        }

        var rotated = MakeRoom();
        if (_random.Next(2) == 0)
        {
            File.Move(_path, rotated);
            Thread.Sleep(_random.Next(2) * _random.Next(50)); // The name may be free for a while.
        }
        else
        {
            File.Copy(_path, rotated);
            file.SetLength(0);
        }

        _rotations++;
    }

    private string NextLine()
    {
        var i = _lines.Count;
        var peer = i % 7 == 3 ? "192.0.2.10" : "192.0.2.200";
        _lines.Add(string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"n":{{i}},"log":"{{Path.GetFileName(_path)}}","event_type":"flow","src_ip":"10.20.1.23","src_port":{{1024 + (i % 60000)}},"dest_ip":"{{peer}}","dest_port":9001,"proto":"TCP","pad":"{{new string('x', i % 300)}}"}"""));
        return _lines[^1];
    }

    private string MakeRoom()
    {
        if (!_shifts)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{_path}-{20260000 + _rotations}");
        }

        for (var i = _rotations; i > 0; i--)
        {
            File.Move(Name(i), Name(i + 1));
        }

        return Name(1);
    }

    private string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"{_path}.{number}");
}
