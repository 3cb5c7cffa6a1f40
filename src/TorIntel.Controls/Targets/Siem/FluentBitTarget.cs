namespace TorIntel.Controls;

/// <summary>A file for Fluent Bit's filter checklist. Every line is a key, so there is no header; an address has to be spelled as it is here.</summary>
internal sealed class FluentBitTarget() : DirectedListTarget("fluent-bit", "file for Fluent Bit's filter checklist", new ControlTargetTraits
{
    FileName = "tor-checklist.txt",
    Comment = null,
    Prefixes = false,
    CheckedBy = "grammar test, from Fluent Bit's documentation of the filter checklist",
})
{
}
