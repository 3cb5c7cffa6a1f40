namespace TorIntel.Controls;

/// <summary>A threat feed of domains.</summary>
internal sealed class FortiGateDomainTarget() : NameListTarget("fortigate-domain", "threat feed of domains for FortiGate", new ControlTargetTraits
{
    FileName = "tor-fortigate-domain.txt",
    Inbound = false,
    Addresses = false,
    Names = true,
    MaxEntries = 131_072 / 2, // lines before FortiOS 7.4.4; a name takes two
    Limits = "since FortiOS 7.4.4 1,000,000 lines or more by model, in all lists together",
    CheckedBy = "grammar test, from Fortinet's documentation of threat feeds",
})
{
}
