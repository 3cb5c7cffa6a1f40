namespace TorIntel.Controls;

/// <summary>A threat feed of domains.</summary>
internal sealed class FortiGateDomainTarget() : NameListTarget("fortigate-domain", "threat feed of domains for FortiGate", new ControlTargetTraits
{
    FileName = "tor-fortigate-domain.txt",
    Inbound = false,
    Addresses = false,
    Names = true,
    MaxEntries = 131_072,
    CheckedBy = "grammar test, from Fortinet's documentation of threat feeds",
})
{
}
