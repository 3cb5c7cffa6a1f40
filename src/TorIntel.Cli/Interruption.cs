using System.Runtime.InteropServices;

namespace TorIntel.Cli;

/// <summary>Turns the first SIGINT or SIGTERM into a cancellation, so that the work ends in order; a second one ends the program as the system does.</summary>
internal sealed class Interruption : IDisposable
{
    // Work that cannot end, such as a write to a pipe that nobody reads, is not waited for.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;
    private Timer? _lastResort;
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
            _lastResort = new Timer(_ => Environment.Exit(exitCode), null, s_patience, Timeout.InfiniteTimeSpan);
            _source.Cancel();
        }
    }
}
