using System.Text;

namespace TorIntel.Cli;

/// <summary>A value to look up, taken apart.</summary>
/// <param name="Input">The value as it was given.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Address">The address; none for a host or a port.</param>
/// <param name="Port">The port; 0 if there is none.</param>
/// <param name="Host">The host; empty for the others.</param>
/// <param name="At">The instant that was asked for; null if none was.</param>
internal sealed record LookupValue(string Input, LookupKind Kind, IPAddressValue Address, ushort Port, string Host, DateTimeOffset? At)
{
    /// <summary>Takes a value apart. What is no address, endpoint or <c>:port</c> is a host.</summary>
    public static LookupValue Parse(string input, DateTimeOffset? at = null)
    {
        var text = input.Trim();
        if (text.Contains("://", StringComparison.Ordinal))
        {
            var utf8 = Encoding.UTF8.GetBytes(text);
            var host = Encoding.UTF8.GetString(NameClassifier.HostOfUrl(utf8));
            text = IPEndpointValue.TryParse(host, out var inUrl) ? inUrl.Address.ToString() : host;
        }

        if (IPAddressValue.TryParse(Unbracketed(text), out var address))
        {
            return new LookupValue(input, LookupKind.Address, address, 0, "", at);
        }

        if (IPEndpointValue.TryParse(text, out var endpoint))
        {
            return new LookupValue(input, LookupKind.Endpoint, endpoint.Address, endpoint.Port, "", at);
        }

        if (text is [':', ..] && IPEndpointValue.TryParse("0.0.0.0" + text, out endpoint))
        {
            return new LookupValue(input, LookupKind.Port, default, endpoint.Port, "", at);
        }

        return new LookupValue(input, LookupKind.Host, default, 0, text, at);
    }

    /// <summary>Takes a line of the standard input apart: <c>VALUE</c> or <c>VALUE,TIME</c>.</summary>
    public static LookupValue ParseLine(string line)
    {
        var comma = line.LastIndexOf(',');
        if (comma >= 0)
        {
            var time = Encoding.UTF8.GetBytes(line[(comma + 1)..].Trim());
            if (TimeText.TryParseIso(time, out var at) || TimeText.TryParseEpoch(time, out at))
            {
                return Parse(line[..comma], at);
            }
        }

        return Parse(line);
    }

    private static string Unbracketed(string text) => text is ['[', .., ']'] && text.Contains(':', StringComparison.Ordinal) ? text[1..^1] : text;
}
