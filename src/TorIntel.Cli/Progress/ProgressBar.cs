using System.Runtime.CompilerServices;
using Spectre.Console;

namespace TorIntel.Cli;

/// <summary>A bar on the terminal. In one place, so that its library is not loaded where it is not needed.</summary>
internal static class ProgressBar
{
    private static readonly TimeSpan s_refresh = TimeSpan.FromMilliseconds(100);

    /// <summary>Shows how far it is until it ends.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Show(Terminal terminal, long total, Func<(long Done, string Name)> position, ManualResetEventSlim end)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal.Error) });
        terminal.Detour = message => console.WriteLine(message);
        try
        {
            console.Progress()
                .AutoClear(true)
                .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new TransferSpeedColumn(), new RemainingTimeColumn())
                .Start(context =>
                {
                    var (done, name) = position();
                    var task = context.AddTask(Markup.Escape(name), autoStart: false, maxValue: Math.Max(total, 1));
                    task.Value = done; // What was read before is no part of the rate.
                    task.StartTask();
                    do
                    {
                        (done, name) = position();
                        task.Description = Markup.Escape(name);
                        task.Value = done;
                    }
                    while (!end.Wait(s_refresh));
                });
        }
        finally
        {
            terminal.Detour = null;
        }
    }
}
