namespace TorIntel.Controls;

/// <summary>A variable of nginx by the client's address: a tree, so its size does not matter to the time of a request.</summary>
internal sealed class NginxGeoTarget() : ControlTarget("nginx-geo", "nginx: a variable $tor by the client's address", new ControlTargetTraits
{
    FileName = "torintel-geo.conf",
    Outbound = false,
    CheckedBy = "nginx -t (nginx-light)",
})
{
    protected override void Write(ControlOutput output, string file)
    {
        var writer = output.Writer;
        output.WriteHeader();
        writer.WriteLine("# Include it in http { }. The client's address is that of the connection unless real_ip says another.");
        writer.WriteLine(output.Plan.Inbound == ControlAction.Block
            ? "# In a server or location: if ($tor) { return 403; }"
            : "# In a log_format: tor=$tor; for what is behind: proxy_set_header X-Tor $tor;");
        writer.WriteLine("geo $tor {");
        writer.WriteLine("    default 0;");
        foreach (var prefix in output.TakePrefixes(output.Plan.Sources))
        {
            writer.WriteLine($"    {prefix.Short()} 1;");
        }

        writer.WriteLine("}");
    }
}
