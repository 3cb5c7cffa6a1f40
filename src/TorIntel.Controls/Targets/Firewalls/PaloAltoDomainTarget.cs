namespace TorIntel.Controls;

/// <summary>An external dynamic list of domains.</summary>
internal sealed class PaloAltoDomainTarget() : NameListTarget("paloalto-edl-domain", "external dynamic list of domains for PAN-OS", new ControlTargetTraits
{
    FileName = "tor-edl-domain.txt",
    Comment = null,
    Inbound = false,
    Addresses = false,
    Names = true,
    CheckedBy = "grammar test, from Palo Alto's formatting guidelines for external dynamic lists",
})
{
}
