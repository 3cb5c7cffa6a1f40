using Microsoft.Win32.SafeHandles;

namespace TorIntel.Cli;

/// <summary>Where the program reads and writes: data on the standard streams, messages on the error stream.</summary>
internal sealed class Terminal(Func<Stream> openInput, Func<Stream> openOutput, TextWriter textOutput, TextWriter error)
{
    private readonly Lock _lock = new();

    public TextWriter TextOutput { get; } = textOutput;

    public TextWriter Error { get; } = error;

    /// <summary>Gets a value indicating whether somebody watches the error stream.</summary>
    public bool IsErrorWatched { get; init; }

    /// <summary>Gets a value indicating whether the standard output is shown where the error stream is.</summary>
    public bool IsOutputWatched { get; init; }

    /// <summary>Gets or sets what messages go through instead, while something else is on the screen.</summary>
    public Action<string>? Detour { get; set; }

    public static Terminal OfProcess() => new(Console.OpenStandardInput, OpenStandardOutput, Console.Out, Console.Error)
    {
        IsErrorWatched = !Console.IsErrorRedirected,
        IsOutputWatched = !Console.IsOutputRedirected,
    };

    public Stream OpenInput() => openInput();

    public Stream OpenOutput() => openOutput();

    public void Say(string message)
    {
        lock (_lock)
        {
            if (Detour is { } detour)
            {
                detour("torintel: " + message);
            }
            else
            {
                Error.WriteLine("torintel: " + message);
            }
        }
    }

    // The console's stream is silent when nobody reads the pipe any more, so that work for nobody goes on for ever.
    // A file is left to it: its position is shared with the shell, of which FileStream knows nothing.
    private static Stream OpenStandardOutput()
    {
        if (!OperatingSystem.IsWindows())
        {
            try
            {
                var stream = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
                if (!stream.CanSeek)
                {
                    return stream;
                }
            }
            catch (Exception e) when (e is IOException or ArgumentException or UnauthorizedAccessException)
            {
                // It is closed, or something strange.
            }
        }

        return Console.OpenStandardOutput();
    }
}
