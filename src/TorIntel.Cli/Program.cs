using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace TorIntel.Cli;

/// <summary>The <c>torintel</c> program.</summary>
internal static class Program
{
    private static Task<int> Main(string[] args) => RunAsync(args, Terminal.OfProcess());

    internal static async Task<int> RunAsync(IReadOnlyList<string> args, Terminal terminal)
    {
        // No response files: '@name' is a value like any other.
        var parsed = ToolCommand.Create(terminal).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });

        // --help and --version clear the errors of the rest of the line: then the action is theirs.
        if (parsed.Action is ParseErrorAction || (parsed.Action is not null && parsed.Action == parsed.CommandResult.Command.Action && UnknownOption(parsed) is not null))
        {
            foreach (var message in Messages(parsed))
            {
                terminal.Say(message);
            }

            terminal.Say("try 'torintel --help'");
            return ExitCode.Usage;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null, // Commands that are to end in order listen for signals themselves.
                Output = terminal.TextOutput,
                Error = terminal.Error,
            });
        }
        catch (UsageException e)
        {
            terminal.Say(e.Message);
            return ExitCode.Usage;
        }
        catch (ClosedPipeException)
        {
            return ExitCode.ClosedPipe;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or OutOfMemoryException)
        {
            terminal.Say(e is OutOfMemoryException ? "out of memory" : e.Message);
            return ExitCode.Failed;
        }
    }

    private static IEnumerable<string> Messages(ParseResult parsed) =>
        UnknownOption(parsed) is { } unknown ? [$"unknown option '{unknown}'"] : parsed.Errors.Select(error => error.Message);

    // An argument of any number of values swallows a misspelt option too. After '--' everything is a value, and so are zones west of Greenwich.
    private static string? UnknownOption(ParseResult parsed)
    {
        var tokens = parsed.Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash).ToList();
        return tokens.Where((token, i) => token is { Type: TokenType.Argument, Value: ['-', _, ..] } && !(i > 0 && tokens[i - 1].Value == FormatOptions.TimeZoneName)).FirstOrDefault()?.Value;
    }
}
