using System.CommandLine;
using System.Globalization;
using TorIntel.Controls;

namespace TorIntel.Cli;

/// <summary>The options that say what is to be done about Tor, and within which limits.</summary>
internal sealed class PolicyOptions
{
    private static readonly Dictionary<string, ControlPolicy> s_policies = new(StringComparer.OrdinalIgnoreCase)
    {
        ["block-inbound"] = ControlPolicy.BlockInbound,
        ["monitor-inbound"] = ControlPolicy.MonitorInbound,
        ["block-outbound"] = ControlPolicy.BlockOutbound,
        ["monitor-outbound"] = ControlPolicy.MonitorOutbound,
        ["blended"] = ControlPolicy.Blended,
    };

    private readonly Option<ControlPolicy?> _policy = new("--policy")
    {
        Description = "block-inbound (default) or monitor-inbound: connections from exits; relays that cannot exit are left alone, for no Tor traffic comes from them. block-outbound or monitor-outbound: connections "
            + "into the network. blended: both blocked, but to and from --monitored networks only logged.",
        HelpName = "POLICY",
        CustomParser = result =>
        {
            if (s_policies.TryGetValue(result.Tokens[0].Value, out var policy))
            {
                return policy;
            }

            result.AddError($"'{result.Tokens[0].Value}' is no policy; there are {string.Join(", ", s_policies.Keys)}");
            return null;
        },
    };

    private readonly Option<string[]> _allow = Several("--allow", "CIDR|HOST|RELAY", "A network, a name with all below it, or a relay's fingerprint that is left out; may be given several times.");
    private readonly Option<string[]> _protect = Several("--protect", "CIDR", "A network that no rule may ever cover: what would is refused; may be given several times.");
    private readonly Option<string[]> _monitored = Several("--monitored", "CIDR", "A network of ours that 'blended' only logs for; may be given several times.");
    private readonly Option<bool> _ports = new("--ports") { Description = "Log customary Tor ports too, where the target can: weak evidence, never blocked." };
    private readonly Option<int?> _maxEntries = new("--max-entries") { Description = "Refuse to write more entries than this. What the target takes is the limit in any case.", HelpName = "N" };
    private readonly Option<bool> _widen = new("--widen") { Description = "With too many entries, join prefixes over addresses that no list has, and say how many." };
    private readonly Option<int?> _family = new("--family") { Description = "Only addresses of IP version 4 or 6.", HelpName = "4|6" };
    private readonly Option<bool> _allowStale = new("--allow-stale") { Description = "Write from a view that is stale, or of an unknown or future time." };
    private readonly Option<bool> _allowShrunken = new("--allow-shrunken") { Description = "Write what is less than half of what is there." };
    private readonly Option<TimeSpan?> _expire = Hours("--expire", "How many hours entries hold, where the target has timeouts; without it, 24 from the time of the view on.");
    private readonly Option<DateTimeOffset?> _at = TimeOption.Create("--at", "The instant that ages are reckoned from, instead of now: the same view then gives the same bytes.");

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _policy, _allow, _protect, _monitored, _ports, _maxEntries, _widen, _family, _allowStale, _allowShrunken, _expire, _at })
        {
            command.Add(option);
        }
    }

    public ControlOptions Read(ParseResult parsed, DateTimeOffset now)
    {
        var policy = parsed.GetValue(_policy) ?? ControlPolicy.BlockInbound;
        if (policy != ControlPolicy.Blended && parsed.GetValue(_monitored)!.Length != 0)
        {
            throw new UsageException("--monitored is for --policy blended; the others treat all networks alike");
        }

        var allowed = ClassifierOptions.ReadValues(parsed.GetValue(_allow)!, "allow");
        return new ControlOptions
        {
            Policy = policy,
            AllowedNetworks = allowed.IgnoredNetworks,
            AllowedHosts = allowed.IgnoredHosts,
            AllowedRelays = allowed.IgnoredRelays,
            ProtectedNetworks = [.. parsed.GetValue(_protect)!.Select(ClassifierOptions.ReadNetwork)],
            MonitoredNetworks = [.. parsed.GetValue(_monitored)!.Select(ClassifierOptions.ReadNetwork)],
            IncludePorts = parsed.GetValue(_ports),
            AllowStale = parsed.GetValue(_allowStale),
            ExpireAfter = parsed.GetValue(_expire),
            Now = parsed.GetValue(_at) ?? now,
        };
    }

    public bool AllowsShrunken(ParseResult parsed) => parsed.GetValue(_allowShrunken);

    public ControlWriteOptions ReadLimits(ParseResult parsed) => new()
    {
        MaxEntries = parsed.GetValue(_maxEntries) is not { } most ? null : most > 0 ? most : throw new UsageException("--max-entries needs a number above 0"),
        Widen = parsed.GetValue(_widen),
        Family = parsed.GetValue(_family) switch
        {
            null => ControlFamily.Both,
            4 => ControlFamily.IPv4,
            6 => ControlFamily.IPv6,
            _ => throw new UsageException("--family is 4 or 6"),
        },
    };

    private static Option<string[]> Several(string name, string helpName, string description) => new(name)
    {
        Description = description,
        HelpName = helpName,
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => [],
    };

    private static Option<TimeSpan?> Hours(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "HOURS",
        CustomParser = result =>
        {
            if (double.TryParse(result.Tokens[0].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var hours) && hours is >= 1.0 / 60 and < 1e6)
            {
                return TimeSpan.FromHours(hours);
            }

            result.AddError($"'{result.Tokens[0].Value}' is no number of hours from a minute (0.02) on");
            return null;
        },
    };
}
