using System.Diagnostics;
using System.Runtime.InteropServices;

namespace TorIntel.Cli;

/// <summary>Turns SIGINT or SIGTERM into a cancellation, so that the work ends in order; one that comes a while later ends the program as the system does.</summary>
internal sealed class Interruption : IDisposable
{
    // Work that cannot end, such as a write to a pipe that nobody reads, is not waited for.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    // A shell, or a program such as timeout, may send one to the process and to its group.
    private static readonly TimeSpan s_sameSignal = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;
    private Timer? _lastResort;
    private long _first;
    private int _exitCode;

    public Interruption() =>
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Handle(context, Cli.ExitCode.Interrupted)),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Handle(context, Cli.ExitCode.Terminated)),
        ];

    public CancellationToken Token => _source.Token;

    /// <summary>Gets what the program is to return; 0 if no signal came.</summary>
    public int ExitCode => _exitCode;

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _lastResort?.Dispose();
        _source.Dispose();
    }

    private void Handle(PosixSignalContext context, int exitCode)
    {
        if (Interlocked.CompareExchange(ref _exitCode, exitCode, 0) == 0)
        {
            context.Cancel = true;
            Volatile.Write(ref _first, Stopwatch.GetTimestamp());
            _lastResort = new Timer(_ => Environment.Exit(exitCode), null, s_patience, Timeout.InfiniteTimeSpan);
            _source.Cancel();
        }
        else if (Volatile.Read(ref _first) is var first && (first == 0 || Stopwatch.GetElapsedTime(first) < s_sameSignal))
        {
            context.Cancel = true;
        }
    }
}
