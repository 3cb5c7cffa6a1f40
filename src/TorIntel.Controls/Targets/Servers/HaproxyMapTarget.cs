namespace TorIntel.Controls;

/// <summary>A map of HAProxy from addresses to roles.</summary>
internal sealed class HaproxyMapTarget() : ControlTarget("haproxy-map", "HAProxy: a map of sources to roles", new ControlTargetTraits
{
    FileName = "torintel.map",
    Outbound = false,
    CheckedBy = "haproxy -c -f (haproxy)",
})
{
    protected override void Write(ControlOutput output, string file)
    {
        output.WriteHeader();
        output.Writer.WriteLine(output.Plan.Inbound == ControlAction.Block ? "# http-request deny if { src,map_ip(FILE) -m found }" : "# http-request del-header X-Tor-Roles; clients must not say it\n# http-request set-header X-Tor-Roles %[src,map_ip(FILE)] if { src,map_ip(FILE) -m found }");
        foreach (var row in output.TakeRows(output.Plan.Sources))
        {
            output.Writer.WriteLine($"{row.Prefix.Short()} {row.Roles.Names("+")}");
        }
    }
}
