using System.Globalization;

namespace TorIntel.Controls;

/// <summary>Sets of ipset, each filled beside the one in use and swapped in. What is done with them is up to the rules, which <see cref="IptablesTarget"/> writes.</summary>
internal sealed class IpsetTarget() : ControlTarget("ipset", "ipset: sets for the rules of 'iptables' and 'ip6tables'", new ControlTargetTraits
{
    FileName = "torintel.ipset",
    MonitoredNetworks = true,
    Endpoints = true,
    Expiry = true,
    Limits = "524,288 entries a set",
    CheckedBy = "ipset restore (ipset)",
})
{
    public const string Exit = "torintel-exit";
    public const string Entry = "torintel-entry";
    public const string Relay = "torintel-relay";
    public const string Monitored = "torintel-monitored";

    // A set that is there already must have been created with the same limits, so they never change, and timeouts stand with the entries.
    private const int MaxEntries = 524_288; // twice what a plan may cover of IPv4

    protected override void Write(ControlOutput output, string file)
    {
        var plan = output.Plan;
        output.WriteHeader();
        output.Writer.WriteLine("# ipset restore -file FILE: each set is filled beside the one in use, then swapped in.");
        if (output.Family != ControlFamily.Both)
        {
            output.Writer.WriteLine("# The sets of the other family are empty. They are there because rules about a set that is not there do not load.");
        }

        var timeout = string.Create(CultureInfo.InvariantCulture, $" timeout {plan.SecondsLeft()}");
        foreach (var (digit, family) in new[] { ("4", ControlFamily.IPv4), ("6", ControlFamily.IPv6) })
        {
            // Also an empty one is written: a rule about a set that is not there keeps all of them from loading.
            if (plan.Inbound != ControlAction.None)
            {
                WriteSet(output.Writer, Exit + digit, "hash:net", family, [.. output.TakePrefixes(plan.Sources, family).Select(prefix => prefix.Short() + timeout)]);
            }

            if (plan.Outbound != ControlAction.None)
            {
                var endpoints = output.TakeEndpoints(plan.Destinations, family);
                WriteSet(output.Writer, Entry + digit, "hash:ip,port", family, [.. endpoints.Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.Endpoint.Address},tcp:{row.Endpoint.Port}{timeout}"))]);
                WriteSet(output.Writer, Relay + digit, "hash:net", family, [.. output.TakePrefixes(plan.DestinationsWithoutPort, family).Select(prefix => prefix.Short() + timeout)]);
            }

            if (plan.Options.Policy == ControlPolicy.Blended)
            {
                var monitored = PrefixCover.Of(plan.Options.MonitoredNetworks.Where(prefix => prefix.IsIPv4 == (family == ControlFamily.IPv4)));
                WriteSet(output.Writer, Monitored + digit, "hash:net", family, [.. monitored.SelectMany(Halve)]);
            }
        }
    }

    private void WriteSet(TextWriter writer, string name, string type, ControlFamily family, List<string> entries)
    {
        if (entries.Count > MaxEntries)
        {
            throw new ControlRefusedException(ControlRefusal.TooLarge, string.Create(CultureInfo.InvariantCulture, $"{Name}: {entries.Count} entries are needed in the set {name}, and {MaxEntries} are allowed."));
        }

        var rest = string.Create(CultureInfo.InvariantCulture, $"{type} family {(family == ControlFamily.IPv4 ? "inet" : "inet6")} hashsize 4096 maxelem {MaxEntries} timeout 0 -exist");
        writer.WriteLine($"create {name}-new {rest}");
        writer.WriteLine($"flush {name}-new"); // It may be left of a load that failed.
        foreach (var entry in entries)
        {
            writer.WriteLine($"add {name}-new {entry}");
        }

        writer.WriteLine($"create {name} {rest}");
        writer.WriteLine($"swap {name}-new {name}");
        writer.WriteLine($"destroy {name}-new");
    }

    // hash:net takes no prefix of length 0.
    private static string[] Halve(IPPrefix prefix) => prefix.Length != 0 ? [prefix.Short()] : prefix.IsIPv4 ? ["0.0.0.0/1", "128.0.0.0/1"] : ["::/1", "8000::/1"];
}
