using System.Globalization;
using System.Text;
using System.Text.Json;

namespace TorIntel.Cli;

/// <summary>Writes which exits reach a destination: those that do and those of unknown policy by name, those that refuse it by number.</summary>
internal static class ReachOutput
{
    /// <summary>Reads <c>address:port</c>, <c>[address]:port</c> or <c>:port</c>, which stands for an address that is not known.</summary>
    public static IPEndpointValue ParseDestination(string text)
    {
        var isPortAlone = text is [':', ..];
        return IPEndpointValue.TryParse(isPortAlone ? "0.0.0.0" + text : text, out var destination) && destination.Port != 0
            ? (isPortAlone ? destination with { Address = default } : destination)
            : throw new UsageException($"'{text}' is no destination; write 198.51.100.7:443, [2001:db8::7]:443 or :443");
    }

    public static void WriteText(Stream output, string destination, ExitReach reach)
    {
        var text = new StringBuilder();
        text.Append(destination).Append('\n');
        Count("exits that reach it", reach.Accepting.Count);
        Count("exits that refuse it", reach.Refusing.Count);
        Count("exits of unknown policy", reach.Unknown.Count);
        Count("exit addresses of no named relay", reach.UnnamedAddresses.Count);
        foreach (var exit in reach.Accepting)
        {
            Exit("reaches", exit);
        }

        foreach (var exit in reach.Unknown)
        {
            Exit("unknown", exit);
        }

        foreach (var prefix in reach.UnnamedAddresses)
        {
            text.Append("  unknown: ").Append(Name(prefix)).Append('\n');
        }

        output.Write(Encoding.UTF8.GetBytes(text.ToString()));

        void Count(string what, int count) => text.Append(CultureInfo.InvariantCulture, $"  {what}: {count}\n");

        void Exit(string what, ReachingExit exit)
        {
            text.Append("  ").Append(what).Append(": ").Append(exit.Relay.Fingerprint);
            if (exit.Relay.Nickname is { } nickname)
            {
                text.Append(' ').Append(nickname);
            }

            text.Append(" (").Append(PolicyName(exit.Knowledge)).Append(')');
            foreach (var address in Addresses(exit))
            {
                text.Append(' ').Append(address);
            }

            text.Append('\n');
        }
    }

    public static void WriteJson(Stream output, string destination, ExitReach reach, TorNetwork network)
    {
        using (var json = new Utf8JsonWriter(output, LookupJson.Options))
        {
            json.WriteStartObject();
            json.WriteString("can_reach", destination);
            json.WriteNumber("accepting", reach.Accepting.Count);
            json.WriteNumber("refusing", reach.Refusing.Count);
            json.WriteNumber("unknown", reach.Unknown.Count);
            json.WriteStartArray("exits");
            foreach (var exit in reach.Accepting.Concat(reach.Unknown))
            {
                WriteExit(json, exit);
            }

            json.WriteEndArray();
            LookupJson.WriteTexts(json, "unnamed_addresses", reach.UnnamedAddresses.Select(Name));
            ListJson.Write(json, network);
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    private static void WriteExit(Utf8JsonWriter json, ReachingExit exit)
    {
        json.WriteStartObject();
        json.WriteString("fingerprint", exit.Relay.Fingerprint.ToString());
        if (exit.Relay.Nickname is { } nickname)
        {
            json.WriteString("nickname", nickname);
        }

        json.WriteString("policy", PolicyName(exit.Knowledge));
        LookupJson.WriteTexts(json, "or_addresses", exit.OrEndpoints.Select(OrAddress));
        LookupJson.WriteTexts(json, "exit_addresses", exit.ExitAddresses.Select(address => address.ToString()));
        json.WriteEndObject();
    }

    // Where its traffic comes from: measured, else to be expected.
    private static IEnumerable<string> Addresses(ReachingExit exit) =>
        (exit.ExitAddresses.Count != 0 ? exit.ExitAddresses : exit.OrEndpoints.Select(endpoint => endpoint.Address)).Distinct().Select(address => address.ToString());

    private static string OrAddress(IPEndpointValue endpoint) => endpoint.Port == 0 ? endpoint.Address.ToString() : endpoint.ToString();

    private static string Name(IPPrefix prefix) => prefix.IsHost ? prefix.Address.ToString() : prefix.ToString();

    private static string PolicyName(ExitPolicyKnowledge knowledge) => knowledge switch
    {
        ExitPolicyKnowledge.Exact => "exact",
        ExitPolicyKnowledge.Summary => "summary",
        _ => "unknown",
    };
}
