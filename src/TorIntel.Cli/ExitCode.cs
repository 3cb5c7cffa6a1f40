namespace TorIntel.Cli;

/// <summary>What the program returns.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int Usage = 2;
    public const int BadLines = 3;

    // 128 and the number of the signal, as shells have it.
    public const int Interrupted = 130; // SIGINT
    public const int ClosedPipe = 141; // SIGPIPE
    public const int Terminated = 143; // SIGTERM
}
