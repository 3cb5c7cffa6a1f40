using System.Diagnostics;
using System.Text;

namespace TorIntel.Cli.Tests;

/// <summary>The built program as a process of its own: for signals, pipes and kills.</summary>
internal sealed class RealProgram : IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly StringBuilder _error = new();

    private RealProgram(Process process)
    {
        Process = process;
        process.ErrorDataReceived += (_, line) =>
        {
            lock (_error)
            {
                _error.Append(line.Data).Append('\n');
            }
        };
        process.BeginErrorReadLine();
    }

    public Process Process { get; }

    public string Error
    {
        get
        {
            lock (_error)
            {
                return _error.ToString().Trim();
            }
        }
    }

    private static string Program => Environment.GetEnvironmentVariable("TORINTEL_PROGRAM") is { Length: > 0 } given ? given : Path.Combine(AppContext.BaseDirectory, "TorIntel.Cli");

    /// <summary>Starts the program that was built with the tests, or the one that TORINTEL_PROGRAM names, such as the native one.</summary>
    public static RealProgram Start(params string[] args) => StartProcess(Program, args);

    /// <summary>Starts it from a command line of the shell, where it is <c>$0</c>.</summary>
    public static RealProgram StartInShell(string command) => StartProcess("/bin/sh", ["-c", "exec " + command, Program]);

    public void Send(string signal)
    {
        using var kill = Process.Start("kill", ["-" + signal, Process.Id.ToString()]);
        kill.WaitForExit();
    }

    public void WaitForExit()
    {
        Assert.True(Process.WaitForExit(Patience), "the program does not end");
        Process.WaitForExit(); // Its messages too.
    }

    /// <summary>Waits until something holds.</summary>
    public void WaitUntil(Func<bool> holds, Func<string> what)
    {
        var watch = Stopwatch.StartNew();
        while (!holds())
        {
            Assert.True(watch.Elapsed < Patience, watch.Elapsed < Patience ? "" : $"{what()}; {Error}");
            Assert.False(Process.HasExited, $"the program has ended: {Error}");
            Thread.Sleep(5);
        }
    }

    private static RealProgram StartProcess(string program, string[] args)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are those of Unix");
        return new RealProgram(Process.Start(new ProcessStartInfo(program, args)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!);
    }

    public void Dispose()
    {
        if (!Process.HasExited)
        {
            Process.Kill();
            Process.WaitForExit();
        }

        Process.Dispose();
    }
}
