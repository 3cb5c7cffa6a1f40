using System.CommandLine;
using System.Globalization;
using TorIntel.Pipelines;

namespace TorIntel.Cli;

/// <summary><c>torintel formats</c>: lists the built-in formats of logs, or shows the mapping of one.</summary>
internal sealed class FormatsCommand
{
    private readonly Option<string?> _show = new("--show") { Description = "Print the mapping of a format: a starting point for one of your own.", HelpName = "NAME" };
    private readonly Terminal _terminal;

    private FormatsCommand(Terminal terminal) => _terminal = terminal;

    public static Command Create(Terminal terminal)
    {
        var formats = new FormatsCommand(terminal);
        var command = new Command("formats", "Lists the formats of logs that are built in: name, syntax, title.") { formats._show };
        command.SetAction(formats.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        if (parsed.GetValue(_show) is { } name)
        {
            _terminal.TextOutput.Write(LogFormat.TryGet(name, out var shown) ? shown.Text
                : throw new UsageException($"'{name}' is no format; 'torintel formats' lists them"));
            return ExitCode.Done;
        }

        var nameWidth = LogFormat.BuiltIn.Max(format => format.Name.Length);
        var syntaxWidth = LogFormat.BuiltIn.Max(format => format.Syntax.Length);
        foreach (var format in LogFormat.BuiltIn)
        {
            _terminal.TextOutput.Write(string.Create(CultureInfo.InvariantCulture, $"{format.Name.PadRight(nameWidth)}  {format.Syntax.PadRight(syntaxWidth)}  {format.Title}\n"));
        }

        return ExitCode.Done;
    }
}
