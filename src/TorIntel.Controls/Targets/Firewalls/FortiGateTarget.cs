namespace TorIntel.Controls;

/// <summary>A threat feed of addresses.</summary>
internal sealed class FortiGateTarget() : DirectedListTarget("fortigate", "threat feed of addresses for FortiGate", new ControlTargetTraits
{
    FileName = "tor-fortigate.txt",
    MaxEntries = 131_072, // before FortiOS 7.4.4; so many lines cannot reach the 10 MB that it took
    Limits = "since FortiOS 7.4.4 300,000 in all lists together",
    CheckedBy = "grammar test, from Fortinet's documentation of threat feeds",
})
{
}
