namespace TorIntel.Controls;

/// <summary>A threat feed of addresses.</summary>
internal sealed class FortiGateTarget() : DirectedListTarget("fortigate", "threat feed of addresses for FortiGate", new ControlTargetTraits
{
    FileName = "tor-fortigate.txt",
    MaxEntries = 131_072,
    CheckedBy = "grammar test, from Fortinet's documentation of threat feeds",
})
{
}
