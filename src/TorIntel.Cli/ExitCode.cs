namespace TorIntel.Cli;

/// <summary>What the program returns.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int Usage = 2;
    public const int BadLines = 3;
    public const int Interrupted = 130; // 128 and the number of SIGINT, as shells have it.
}
