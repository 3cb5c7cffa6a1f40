using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TorIntel.Cli;

/// <summary><c>torintel lookup</c>: says what is known about addresses, endpoints, ports and host names.</summary>
internal sealed class LookupCommand
{
    private const int MaxLineLength = 4096; // A name, a port and a time fit.

    private static readonly JsonWriterOptions s_jsonOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Argument<string[]> _values = new("VALUE")
    {
        Description = "An address, address:port, host, URL or :port; '-' or none reads lines of VALUE or VALUE,TIME from the standard input.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object for each value." };
    private readonly ListOptions _lists = new();
    private readonly Terminal _terminal;

    private LookupCommand(Terminal terminal) => _terminal = terminal;

    public static Command Create(Terminal terminal)
    {
        var lookup = new LookupCommand(terminal);
        var command = new Command("lookup", "Says what is known about an address, endpoint, port or host name.") { lookup._values, lookup._json };
        lookup._lists.AddTo(command);
        command.SetAction(lookup.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var (network, _) = _lists.Load(parsed, _terminal);
        if (network is null)
        {
            return ExitCode.Failed;
        }

        var classifier = new TorClassifier();
        var isJson = parsed.GetValue(_json);
        using var output = new BufferedStream(OutputFiles.OpenStandardOutput(_terminal));
        foreach (var value in Values(parsed.GetValue(_values)!, output))
        {
            var answer = LookupAnswer.Of(value, network, classifier);
            if (isJson)
            {
                WriteJson(output, answer, network);
            }
            else
            {
                output.Write(Encoding.UTF8.GetBytes(Describe(answer, network.KnowsExits)));
            }
        }

        return ExitCode.Done;
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

    private static void WriteJson(Stream output, LookupAnswer answer, TorNetwork network)
    {
        using (var json = new Utf8JsonWriter(output, s_jsonOptions))
        {
            json.WriteStartObject();
            json.WriteString("input", answer.Value.Input);
            json.WriteString("kind", KindName(answer.Value.Kind));
            if (answer.Value.At is { } at)
            {
                json.WriteString("at", TimeText.ToIso(at));
            }

            WriteNames(json, "roles", EvidenceNames.NamesOf(answer.Roles));
            json.WriteString("domain", DomainName(answer.Name));
            json.WriteString("confidence", EvidenceNames.NameOf(answer.Confidence));
            WriteEvidence(json, answer);
            json.WriteStartArray("relays");
            foreach (var relay in answer.Relays)
            {
                WriteRelay(json, relay);
            }

            json.WriteEndArray();
            ListJson.Write(json, network);
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    private static void WriteEvidence(Utf8JsonWriter json, LookupAnswer answer)
    {
        json.WriteStartArray("evidence");
        foreach (var kind in answer.Evidence)
        {
            json.WriteStartObject();
            json.WriteString("name", EvidenceNames.NameOf(kind));
            json.WriteString("field", KindName(answer.Value.Kind));
            json.WriteString("value", answer.Value.Input);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteRelay(Utf8JsonWriter json, TorRelay relay)
    {
        json.WriteStartObject();
        json.WriteString("fingerprint", relay.Fingerprint.ToString());
        if (relay.Nickname is { } nickname)
        {
            json.WriteString("nickname", nickname);
        }

        WriteNames(json, "roles", EvidenceNames.NamesOf(relay.Roles));
        if (relay.FirstSeen is { } first)
        {
            json.WriteString("first_seen", TimeText.ToIso(first));
        }

        if (relay.LastSeen is { } last)
        {
            json.WriteString("last_seen", TimeText.ToIso(last));
        }

        json.WriteEndObject();
    }

    private static void WriteNames(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    private static string KindName(LookupKind kind) => kind switch
    {
        LookupKind.Address => "address",
        LookupKind.Endpoint => "endpoint",
        LookupKind.Port => "port",
        _ => "host",
    };

    private static string DomainName(NameClass name) => name switch
    {
        NameClass.OnionV3 => "onion-v3",
        NameClass.OnionV2 => "onion-v2",
        NameClass.OnionInvalid => "onion-invalid",
        NameClass.Tor2web or NameClass.Tor2webOnion => "tor2web",
        NameClass.TorProject or NameClass.TorProjectUse => "tor-project",
        _ => "none",
    };
}
