using System.CommandLine;

namespace TorIntel.Cli;

/// <summary>The options that say what is ours and what is not to be reported.</summary>
internal sealed class ClassifierOptions
{
    private const string PrivateNetworks = "default";

    private readonly Option<string[]> _internal = new("--internal")
    {
        Description = "A network of ours; may be given several times and replaces the default: RFC 1918, RFC 4193, loopback, link-local, RFC 6598. "
            + "'--internal default' names these beside others.",
        HelpName = "CIDR",
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string[]> _ignore = new("--ignore")
    {
        Description = "A network or address, a host name with all below it, or a relay's fingerprint that is never evidence; may be given several times.",
        HelpName = "CIDR|HOST|RELAY",
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string[]> _ownRelay = new("--own-relay")
    {
        Description = "The fingerprint of an authorised relay of ours: its evidence is marked and low; may be given several times.",
        HelpName = "FINGERPRINT",
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => [],
    };

    public void AddTo(Command command)
    {
        command.Add(_internal);
        command.Add(_ignore);
        command.Add(_ownRelay);
    }

    public TorClassifierOptions Read(ParseResult parsed)
    {
        var options = ReadValues(parsed.GetValue(_ignore)!, "ignore");
        var networks = parsed.GetValue(_internal)!;
        return options with
        {
            InternalNetworks = networks.Length == 0 ? TorClassifierOptions.PrivateNetworks : [.. networks.SelectMany(ReadNetworks)],
            OwnRelays = [.. parsed.GetValue(_ownRelay)!.Select(ReadFingerprint)],
        };
    }

    /// <summary>Reads networks, host names and fingerprints, each told by its form.</summary>
    /// <param name="values">The values.</param>
    /// <param name="purpose">What is done with them, for messages.</param>
    public static TorClassifierOptions ReadValues(string[] values, string purpose)
    {
        List<IPPrefix> networks = [];
        List<string> hosts = [];
        List<RelayFingerprint> relays = [];
        foreach (var value in values)
        {
            if (value.Contains('/', StringComparison.Ordinal) || IPPrefix.TryParse(value, out _))
            {
                networks.Add(ReadNetwork(value));
            }
            else if (TryReadRelay(value, out var relay))
            {
                relays.Add(relay);
            }
            else if (!LooksLikeHost(value))
            {
                throw new UsageException($"'{value}' is no network, host name or fingerprint to {purpose}");
            }
            else
            {
                hosts.Add(value.TrimStart('.'));
            }
        }

        return TorClassifierOptions.Default with { IgnoredNetworks = networks, IgnoredHosts = hosts, IgnoredRelays = relays };
    }

    // A misspelt address or fingerprint must not pass for a name that never comes.
    private static bool LooksLikeHost(string value)
    {
        var name = value.Trim('.');
        var lastLabel = name[(name.LastIndexOf('.') + 1)..];
        return lastLabel.Length != 0
            && !name.AsSpan().ContainsAny(" ,:/")
            && !lastLabel.All(char.IsAsciiDigit)
            && !(name.Length >= 32 && name.All(char.IsAsciiHexDigit));
    }

    private static IEnumerable<IPPrefix> ReadNetworks(string text) =>
        string.Equals(text, PrivateNetworks, StringComparison.Ordinal) ? TorClassifierOptions.PrivateNetworks : [ReadNetwork(text)];

    public static IPPrefix ReadNetwork(string text) =>
        IPPrefix.TryParse(text, out var prefix) ? prefix : throw new UsageException($"'{text}' is no network; write 192.168.0.0/16, without bits behind the prefix length");

    // As Tor writes relays itself: $FINGERPRINT, with =nickname or ~nickname behind.
    private static bool TryReadRelay(string text, out RelayFingerprint relay)
    {
        var digits = text.TrimStart('$');
        var end = digits.AsSpan().IndexOfAny('=', '~');
        return RelayFingerprint.TryParse(end < 0 ? digits : digits[..end], out relay);
    }

    private static RelayFingerprint ReadFingerprint(string text) =>
        TryReadRelay(text, out var fingerprint) ? fingerprint : throw new UsageException($"'{text}' is no fingerprint of 40 hexadecimal digits");
}
