namespace TorIntel.Controls;

/// <summary>Rules for Apache httpd.</summary>
internal sealed class ApacheTarget() : ControlTarget("apache", "Apache httpd: 'Require not ip', or a variable to log by", new ControlTargetTraits
{
    FileName = "torintel-apache.conf",
    Outbound = false,
    CheckedBy = "apache2 -t (apache2)",
})
{
    protected override void Write(ControlOutput output, string file)
    {
        var writer = output.Writer;
        output.WriteHeader();
        var prefixes = output.TakePrefixes(output.Plan.Sources);
        if (output.Plan.Inbound == ControlAction.Monitor)
        {
            writer.WriteLine("# Include it in a server or directory, then: CustomLog /var/log/apache2/tor.log combined env=tor");
            foreach (var prefix in prefixes)
            {
                writer.WriteLine($"SetEnvIfExpr \"-R '{EntryText.Of(prefix)}'\" tor");
            }

            return;
        }

        writer.WriteLine("# Include it in a Directory or Location. Other Require lines beside it must not stand alone: one that holds would be enough.");
        writer.WriteLine("<RequireAll>");
        writer.WriteLine("    Require all granted");
        foreach (var prefix in prefixes)
        {
            writer.WriteLine($"    Require not ip {EntryText.Of(prefix)}");
        }

        writer.WriteLine("</RequireAll>");
    }
}
