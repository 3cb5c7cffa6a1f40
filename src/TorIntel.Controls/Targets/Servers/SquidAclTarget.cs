namespace TorIntel.Controls;

/// <summary>Files of values for Squid: sources, destinations and names, as far as the policy has them.</summary>
/// <remarks>Squid cannot put an address and a port into one value, so destinations are whole addresses.</remarks>
internal sealed class SquidAclTarget() : ControlTarget("squid-acl", "Squid: files for acl of type src, dst and dstdomain", new ControlTargetTraits
{
    FileName = Sources,
    MonitoredNetworks = true,
    Names = true,
    CheckedBy = "squid -k parse (squid)",
})
{
    private const string Sources = "torintel-src.acl";
    private const string Destinations = "torintel-dst.acl";
    private const string Domains = "torintel-dstdomain.acl";
    private const string Monitored = "torintel-monitored.acl";

    public override IReadOnlyList<string> FilesOf(ControlPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        List<string> files = [];
        if (plan.Inbound != ControlAction.None)
        {
            files.Add(Sources);
        }

        if (plan.Outbound != ControlAction.None)
        {
            files.AddRange([Destinations, Domains]);
        }

        if (plan.Options.Policy == ControlPolicy.Blended && plan.Options.MonitoredNetworks.Count != 0)
        {
            files.Add(Monitored);
        }

        return files;
    }

    protected override void Write(ControlOutput output, string file)
    {
        output.WriteHeader();
        var hasMonitored = output.Plan.Options.Policy == ControlPolicy.Blended && output.Plan.Options.MonitoredNetworks.Count != 0;
        switch (file)
        {
            case Sources:
                // The other side of a client of the proxy is the proxy, so networks that are only monitored make no difference here.
                WriteUse(output, "tor_src src", file, output.Plan.Inbound, false);
                WriteLines(output, output.TakePrefixes(output.Plan.Sources).Select(ControlFormats.Short));
                break;
            case Destinations:
                output.Writer.WriteLine("# Whole addresses: other services at them are hit as well. Rules about names go before this one, for which Squid asks the DNS.");
                WriteUse(output, "tor_dst dst", file, output.Plan.Outbound, hasMonitored);
                WriteLines(output, output.TakePrefixes(output.Plan.DestinationAddresses).Select(ControlFormats.Short));
                break;
            case Domains:
                WriteUse(output, "tor_names dstdomain -n", file, output.Plan.Outbound, hasMonitored);
                WriteLines(output, output.TakeNames(output.Plan.Names).Select(name => "." + name.Suffix));
                break;
            default:
                output.Writer.WriteLine($"# acl tor_monitored src \"/etc/squid/{file}\"");
                WriteLines(output, PrefixCover.Of(output.Plan.Options.MonitoredNetworks).Select(ControlFormats.Short));
                break;
        }
    }

    private static void WriteUse(ControlOutput output, string acl, string file, ControlAction action, bool hasMonitored)
    {
        var name = acl.Split(' ')[0];
        output.Writer.WriteLine($"# acl {acl} \"/etc/squid/{file}\"");
        if (action == ControlAction.Block)
        {
            output.Writer.WriteLine("# Before every http_access allow:");
            output.Writer.WriteLine($"# http_access deny {name}{(hasMonitored ? " !tor_monitored" : "")}");
        }

        if (action == ControlAction.Monitor || hasMonitored)
        {
            output.Writer.WriteLine($"# access_log daemon:/var/log/squid/tor.log squid {name}");
        }
    }

    private static void WriteLines(ControlOutput output, IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            output.Writer.WriteLine(line);
        }
    }
}
