namespace TorIntel.Controls;

/// <summary>One address a line.</summary>
internal sealed class PlainListTarget() : ControlTarget("plain", "one address a line", new ControlTargetTraits
{
    FileName = "tor.lst",
    Prefixes = false,
    CheckedBy = "the reader of lists",
})
{
    protected override void Write(ControlOutput output, string file)
    {
        output.WriteHeader();
        foreach (var prefix in output.TakePrefixes(output.Plan.Addresses))
        {
            output.Writer.WriteLine(prefix.Address);
        }
    }
}
