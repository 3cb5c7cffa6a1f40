using System.CommandLine;
using System.Globalization;
using System.Text;

namespace TorIntel.Cli;

/// <summary><c>torintel lookup</c>: says what is known about addresses, endpoints, ports and host names.</summary>
internal sealed class LookupCommand
{
    private const int MaxLineLength = 4096; // A name, a port and a time fit.

    private readonly Argument<string[]> _values = new("VALUE")
    {
        Description = "An address, address:port, host, URL or :port; '-' or none reads lines of VALUE or VALUE,TIME from the standard input.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object for each value." };

    private readonly Option<string?> _canReach = new("--can-reach")
    {
        Description = "Instead of values: which exits let traffic through to a destination; :PORT if its public address is not known.",
        HelpName = "ADDRESS:PORT",
    };

    private readonly ListOptions _lists = new();
    private readonly Terminal _terminal;

    private LookupCommand(Terminal terminal) => _terminal = terminal;

    public static Command Create(Terminal terminal)
    {
        var lookup = new LookupCommand(terminal);
        var command = new Command("lookup", "Says what is known about an address, endpoint, port or host name.") { lookup._values, lookup._json, lookup._canReach };
        lookup._lists.AddTo(command);
        command.SetAction(lookup.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var canReach = parsed.GetValue(_canReach);
        var destination = canReach is null ? default : ReachOutput.ParseDestination(canReach);
        if (canReach is not null && parsed.GetValue(_values)!.Length != 0)
        {
            throw new UsageException("--can-reach asks about a destination; values cannot be looked up at the same time");
        }

        var (network, _) = _lists.Load(parsed, _terminal);
        if (network is null)
        {
            return ExitCode.Failed;
        }

        var isJson = parsed.GetValue(_json);
        using var output = new BufferedStream(OutputFiles.OpenStandardOutput(_terminal));
        if (canReach is not null)
        {
            WriteReach(output, canReach, ExitReach.Find(network, destination.Address, destination.Port), network, isJson);
            return ExitCode.Done;
        }

        var classifier = new TorClassifier();
        foreach (var value in Values(parsed.GetValue(_values)!, output))
        {
            var answer = LookupAnswer.Of(value, network, classifier);
            if (isJson)
            {
                LookupJson.Write(output, answer, network);
            }
            else
            {
                output.Write(Encoding.UTF8.GetBytes(Describe(answer, network.KnowsExits)));
            }
        }

        return ExitCode.Done;
    }

    private void WriteReach(Stream output, string destination, ExitReach reach, TorNetwork network, bool isJson)
    {
        if (!network.KnowsExits)
        {
            _terminal.Say("no list says which relays are exits");
        }

        if (isJson)
        {
            ReachOutput.WriteJson(output, destination, reach, network);
        }
        else
        {
            ReachOutput.WriteText(output, destination, reach);
        }
    }

    private IEnumerable<LookupValue> Values(string[] arguments, Stream output)
    {
        foreach (var argument in arguments is [] ? ["-"] : arguments)
        {
            if (!string.Equals(argument, "-", StringComparison.Ordinal))
            {
                yield return LookupValue.Parse(argument);
                continue;
            }

            using var input = _terminal.OpenInput();
            var reader = new LineReader(input, MaxLineLength);
            while (ReadLine(reader, output) is { } line)
            {
                yield return LookupValue.ParseLine(line);
            }
        }
    }

    private string? ReadLine(LineReader reader, Stream output)
    {
        if (!reader.HasBufferedLine)
        {
            output.Flush(); // Who waits for an answer before asking again is not to wait for ever.
        }

        if (!reader.TryRead(out var line))
        {
            return null;
        }

        if (reader.IsTooLong)
        {
            _terminal.Say(string.Create(CultureInfo.InvariantCulture, $"-:{reader.LineNumber}: longer than {MaxLineLength} bytes, cut"));
        }

        line = reader.LineNumber == 1 && line.StartsWith("\uFEFF"u8) ? line[3..] : line;
        return Encoding.UTF8.GetString(line);
    }

    private static string Describe(LookupAnswer answer, bool knowsExits)
    {
        var text = new StringBuilder();
        text.Append(answer.Value.Input).Append('\n');
        if (answer.Confidence == Confidence.None)
        {
            return text.Append("  no evidence of Tor\n").ToString();
        }

        text.Append("  confidence: ").Append(EvidenceNames.NameOf(answer.Confidence)).Append('\n');
        text.Append("  evidence:   ").AppendJoin(", ", answer.Evidence.Select(EvidenceNames.NameOf)).Append('\n');
        if (answer.Roles != RelayRoles.None)
        {
            text.Append("  roles:      ").AppendJoin(", ", EvidenceNames.NamesOf(answer.Roles)).Append('\n');
            if (knowsExits && (answer.Roles & RelayRoles.Exit) == 0)
            {
                text.Append("  relay, not an exit: traffic from it is not Tor traffic; blocking it gains nothing\n");
            }
        }

        foreach (var relay in answer.Relays)
        {
            text.Append("  relay:      ").Append(relay.Fingerprint).Append(relay.Nickname is { } nickname ? " " + nickname : "")
                .Append(" (").AppendJoin(", ", EvidenceNames.NamesOf(relay.Roles)).Append(")\n");
        }

        return text.ToString();
    }
}
