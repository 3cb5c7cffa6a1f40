namespace TorIntel.Controls;

/// <summary>A file of patterns for HAProxy.</summary>
internal sealed class HaproxyAclTarget() : ControlTarget("haproxy-acl", "HAProxy: a file of sources for 'src -f'", new ControlTargetTraits
{
    FileName = "torintel.acl",
    Outbound = false,
    CheckedBy = "haproxy -c -f (haproxy)",
})
{
    protected override void Write(ControlOutput output, string file)
    {
        output.WriteHeader();
        output.Writer.WriteLine("# acl tor src -f FILE");
        output.Writer.WriteLine(output.Plan.Inbound == ControlAction.Block ? "# http-request deny if tor (or: tcp-request connection reject if tor)" : "# http-request del-header X-Tor; clients must not say it\n# http-request set-header X-Tor 1 if tor\n# Capture it in the log.");
        foreach (var prefix in output.TakePrefixes(output.Plan.Sources))
        {
            output.Writer.WriteLine(prefix.Short());
        }
    }
}
