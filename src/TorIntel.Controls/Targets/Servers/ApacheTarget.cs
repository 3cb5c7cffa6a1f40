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
                writer.WriteLine($"SetEnvIfExpr \"-R '{prefix.Short()}'\" tor");
            }

            return;
        }

        writer.WriteLine("# Include it in <Location \"/\"> of a server, alone: of a Require line beside it one that holds would be enough.");
        writer.WriteLine("# What Directory, Files and .htaccess restrict stays restricted. A Location of yours with Require lines has to say 'AuthMerging And' as well, or it takes the place of this one.");
        writer.WriteLine("# In a Directory, so does a .htaccess below it (AllowOverride AuthConfig), and a Directory around it must not deny.");
        writer.WriteLine("AuthMerging And");
        writer.WriteLine("<RequireAll>");
        writer.WriteLine("    Require all granted");
        foreach (var prefix in prefixes)
        {
            writer.WriteLine($"    Require not ip {prefix.Short()}");
        }

        writer.WriteLine("</RequireAll>");
    }
}
