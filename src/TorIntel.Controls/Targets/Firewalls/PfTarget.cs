namespace TorIntel.Controls;

/// <summary>The file of a table of pf.</summary>
internal sealed class PfTarget() : DirectedListTarget("pf", "file of a table of pf (OpenBSD, FreeBSD)", new ControlTargetTraits
{
    FileName = "tor.pf",
    CheckedBy = "grammar test, from pf.conf(5) and pfctl(8)",
})
{
}
