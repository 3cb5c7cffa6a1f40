namespace TorIntel.Controls;

/// <summary>A dictionary in YAML for Logstash's filter translate, which compares whole keys: an address has to be spelled as it is here, IPv6 as in RFC 5952.</summary>
internal sealed class LogstashTarget() : ControlTarget("logstash-translate", "dictionary for Logstash's filter translate", new ControlTargetTraits
{
    FileName = "tor-logstash.yml",
    Prefixes = false,
    CheckedBy = "yamllint and PyYAML; YamlDotNet in the tests",
})
{
    protected override void Write(ControlOutput output, string file)
    {
        output.WriteHeader();
        foreach (var row in AddressTable.Of(output))
        {
            output.Writer.WriteLine($"{SafeText.Yaml(row.Prefix.Short())}: {SafeText.Yaml($"{row.Direction} {row.Roles.Names(",")}")}");
        }
    }
}
