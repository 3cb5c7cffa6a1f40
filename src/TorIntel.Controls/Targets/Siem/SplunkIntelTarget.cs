namespace TorIntel.Controls;

/// <summary>The lookup <c>local_ip_intel</c> of Splunk Enterprise Security. It has no ports, so other services at a relay's address are hit as well.</summary>
internal sealed class SplunkIntelTarget() : ControlTarget("splunk-ip-intel", "local_ip_intel for Splunk Enterprise Security", new ControlTargetTraits
{
    FileName = "local_ip_intel.csv",
    Comment = null,
    CheckedBy = "grammar test, from Splunk's documentation of threat intelligence lookups",
})
{
    protected override void Write(ControlOutput output, string file)
    {
        output.Writer.WriteLine("description,ip,weight");
        foreach (var row in AddressTable.Of(output))
        {
            // The weight multiplies the score of a risk. That it is Tor says nothing of harm, so it is the neutral one.
            output.Writer.WriteLine($"{row.Roles.Describe()} ({row.Direction}),{row.Prefix.Short()},1");
        }
    }
}
