namespace TorIntel.Controls;

/// <summary>Two chains for iptables-restore or ip6tables-restore, about the sets of <see cref="IpsetTarget"/>.</summary>
/// <remarks>The rules stay the same while the sets change. Packets that answer connections of ours are left alone; what is logged is logged once a connection.</remarks>
/// <param name="name">The program.</param>
/// <param name="digit">The IP version, as in the names of sets.</param>
internal sealed class IptablesTarget(string name, char digit) : ControlTarget(name, $"{name}-restore: chains about the sets of 'ipset'", new ControlTargetTraits
{
    FileName = $"torintel.{name}",
    MonitoredNetworks = true,
    Endpoints = true,
    Ports = true,
    Expiry = true,
    CheckedBy = $"{name}-restore --test (iptables)",
})
{
    protected override void Write(ControlOutput output, string file)
    {
        var (plan, writer) = (output.Plan, output.Writer);
        output.WriteHeader();
        writer.WriteLine("# The sets come first: those of 'torintel export ipset'.");
        writer.WriteLine($"# {Name}-restore --noflush FILE: without --noflush every other rule of the table is lost.");
        writer.WriteLine("# Once, not with each load, the chains are hung up, where they are not yet:");
        if (plan.Inbound != ControlAction.None)
        {
            writer.WriteLine($"#   {Name} -I INPUT -j TORINTEL-IN; {Name} -I FORWARD -j TORINTEL-IN");
        }

        if (plan.Outbound != ControlAction.None)
        {
            writer.WriteLine($"#   {Name} -I OUTPUT -j TORINTEL-OUT; {Name} -I FORWARD -j TORINTEL-OUT");
        }

        // Both are written, so that a chain of another policy before is emptied.
        writer.WriteLine("*filter");
        writer.WriteLine(":TORINTEL-IN - [0:0]");
        writer.WriteLine(":TORINTEL-OUT - [0:0]");
        var isBlended = plan.Options.Policy == ControlPolicy.Blended;
        if (plan.Inbound != ControlAction.None)
        {
            writer.WriteLine("-A TORINTEL-IN -m conntrack --ctdir REPLY -j RETURN");
            WriteRules(writer, plan.Inbound, $"-A TORINTEL-IN -m set --match-set {IpsetTarget.Exit}{digit} src", isBlended ? $"-m set --match-set {IpsetTarget.Monitored}{digit} dst" : null, "torintel-in: ");
            WritePorts(writer, "TORINTEL-IN", plan.ClientPorts);
        }

        if (plan.Outbound != ControlAction.None)
        {
            var ours = isBlended ? $"-m set --match-set {IpsetTarget.Monitored}{digit} src" : null;
            writer.WriteLine("-A TORINTEL-OUT -m conntrack --ctdir REPLY -j RETURN");
            WriteRules(writer, plan.Outbound, $"-A TORINTEL-OUT -p tcp -m set --match-set {IpsetTarget.Entry}{digit} dst,dst", ours, "torintel-out: ");
            WriteRules(writer, plan.Outbound, $"-A TORINTEL-OUT -p tcp -m set --match-set {IpsetTarget.Relay}{digit} dst", ours, "torintel-out: ");
            WritePorts(writer, "TORINTEL-OUT", plan.RelayPorts);
        }

        writer.WriteLine("COMMIT");
    }

    private static void WriteRules(TextWriter writer, ControlAction action, string match, string? ours, string prefix)
    {
        if (action == ControlAction.Monitor)
        {
            writer.WriteLine(Log(match, prefix));
            return;
        }

        if (ours is not null)
        {
            writer.WriteLine(Log($"{match} {ours}", prefix));
            writer.WriteLine($"{match} {ours} -j RETURN"); // Not ACCEPT, which would pass over the rules that come after the jump.
        }

        writer.WriteLine($"{match} -j DROP");
    }

    private static void WritePorts(TextWriter writer, string chain, IReadOnlyList<ushort> ports)
    {
        if (ports.Count != 0)
        {
            writer.WriteLine(Log($"-A {chain} -p tcp -m multiport --dports {string.Join(',', ports)}", "torintel-port: "));
        }
    }

    // Limited, or whoever knocks fills the log. The rule that drops or returns is another one.
    private static string Log(string match, string prefix) => $"{match} -m conntrack --ctstate NEW,UNTRACKED -m limit --limit 10/second --limit-burst 50 -j LOG --log-prefix \"{prefix}\"";
}
