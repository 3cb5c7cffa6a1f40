namespace TorIntel.Controls;

/// <summary>One prefix a line, as few as cover exactly the addresses.</summary>
internal sealed class CidrListTarget() : DirectedListTarget("cidr", "one prefix a line, as few as can be", new ControlTargetTraits
{
    FileName = "tor.cidr",
    CheckedBy = "the reader of lists",
})
{
    protected override string Spell(IPPrefix prefix) => prefix.ToString();
}
