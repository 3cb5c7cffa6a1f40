using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TorIntel.Cli;

/// <summary><c>torintel diff</c>: tells what changed between two lists or stored views.</summary>
internal sealed class DiffCommand
{
    private static readonly JsonWriterOptions s_jsonOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Argument<string> _before = new("A") { Description = "The earlier list, as --list of other commands takes it, or a stored view: [ROLE=]PATH." };
    private readonly Argument<string> _after = new("B") { Description = "The later one." };

    private readonly Option<string[]> _internal = new("--internal")
    {
        Description = "A network of ours: its addresses that B has are named, new or not; may be given several times.",
        HelpName = "CIDR",
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => [],
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object." };
    private readonly ListOptions _lists = new();
    private readonly Terminal _terminal;

    private DiffCommand(Terminal terminal) => _terminal = terminal;

    public static Command Create(Terminal terminal)
    {
        var diff = new DiffCommand(terminal);
        var command = new Command("diff", "Tells what changed between two lists: relays, roles, addresses, endpoints.") { diff._before, diff._after, diff._internal, diff._json };
        diff._lists.AddDetailsTo(command);
        command.SetAction(diff.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        IPPrefix[] own = [.. parsed.GetValue(_internal)!.Select(ClassifierOptions.ReadNetwork)];
        var (before, _) = _lists.Load([parsed.GetValue(_before)!], parsed, _terminal);
        var (after, _) = _lists.Load([parsed.GetValue(_after)!], parsed, _terminal);
        if (before is null || after is null)
        {
            return ExitCode.Failed;
        }

        var diff = TorNetworkDiff.Between(before, after, own);
        using var output = new BufferedStream(OutputFiles.OpenStandardOutput(_terminal));
        if (parsed.GetValue(_json))
        {
            using (var json = new Utf8JsonWriter(output, s_jsonOptions))
            {
                DiffJson.Write(json, diff);
            }

            output.Write("\n"u8);
        }
        else
        {
            output.Write(Encoding.UTF8.GetBytes(DiffText.Describe(diff)));
        }

        return ExitCode.Done;
    }
}
