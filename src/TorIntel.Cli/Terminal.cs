namespace TorIntel.Cli;

/// <summary>Where the program reads and writes: data on the standard streams, messages on the error stream.</summary>
internal sealed class Terminal(Func<Stream> openInput, Func<Stream> openOutput, TextWriter textOutput, TextWriter error)
{
    public TextWriter TextOutput { get; } = textOutput;

    public TextWriter Error { get; } = error;

    public static Terminal OfProcess() => new(Console.OpenStandardInput, Console.OpenStandardOutput, Console.Out, Console.Error);

    public Stream OpenInput() => openInput();

    public Stream OpenOutput() => openOutput();

    public void Say(string message) => Error.WriteLine("torintel: " + message);
}
