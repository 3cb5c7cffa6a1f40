namespace TorIntel.Controls;

/// <summary>A lookup file for Splunk; with <c>match_type = CIDR(ip)</c> its prefixes match.</summary>
internal sealed class SplunkLookupTarget() : AddressCsvTarget("splunk-lookup", "lookup file for Splunk", "ip", new ControlTargetTraits
{
    FileName = "tor_lookup.csv",
    Comment = null,
    Endpoints = true,
    CheckedBy = "grammar test, from Splunk's documentation of CSV lookups and transforms.conf",
})
{
}
