namespace TorIntel.Controls;

/// <summary>One address a line.</summary>
internal sealed class PlainListTarget() : DirectedListTarget("plain", "one address a line", new ControlTargetTraits
{
    FileName = "tor.lst",
    Prefixes = false,
    CheckedBy = "the reader of lists",
})
{
}
