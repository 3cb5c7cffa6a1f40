using System.CommandLine;

namespace TorIntel.Cli;

/// <summary>The commands of the program.</summary>
internal static class ToolCommand
{
    public static RootCommand Create(Terminal terminal) => new("Tells whether Tor is involved in log events: how, how surely, and why.")
    {
        EnrichCommand.Create(terminal),
        LookupCommand.Create(terminal),
        UpdateCommand.Create(terminal),
        StatusCommand.Create(terminal, TimeProvider.System),
        ExportCommand.Create(terminal, TimeProvider.System),
        VerifyCommand.Create(terminal),
        DiffCommand.Create(terminal),
        FormatsCommand.Create(terminal),
    };
}
