namespace TorIntel.Controls;

/// <summary>Lines for nginx's access module, which go one after the other: for short lists, or where variables are not wanted.</summary>
internal sealed class NginxDenyTarget() : ControlTarget("nginx-deny", "nginx: a line 'deny' for each prefix", new ControlTargetTraits
{
    FileName = "torintel-deny.conf",
    Outbound = false,
    Monitor = false,
    CheckedBy = "nginx -t (nginx-light)",
})
{
    protected override void Write(ControlOutput output, string file)
    {
        output.WriteHeader();
        output.Writer.WriteLine("# Include it in http, server or location, before any 'allow'. Where a level below has an 'allow' or 'deny' of its own, none of these is tried: include it there too.");
        output.Writer.WriteLine("# 'nginx-geo' has no such gap, and does not try all lines for each request.");
        foreach (var prefix in output.TakePrefixes(output.Plan.Sources))
        {
            output.Writer.WriteLine($"deny {prefix.Short()};");
        }
    }
}
