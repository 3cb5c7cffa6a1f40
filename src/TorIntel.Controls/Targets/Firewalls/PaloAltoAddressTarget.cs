namespace TorIntel.Controls;

/// <summary>An external dynamic list of addresses. A comment would have to stand on the line of an address, so there is no header.</summary>
internal sealed class PaloAltoAddressTarget() : DirectedListTarget("paloalto-edl-ip", "external dynamic list of addresses for PAN-OS", new ControlTargetTraits
{
    FileName = "tor-edl-ip.txt",
    Comment = null,
    Limits = "50,000 to 150,000 by model, in all lists together",
    CheckedBy = "grammar test, from Palo Alto's formatting guidelines for external dynamic lists",
})
{
}
