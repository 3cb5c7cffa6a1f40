namespace TorIntel.Controls;

/// <summary>One prefix a line, as few as cover exactly the addresses.</summary>
internal sealed class CidrListTarget() : ControlTarget("cidr", "one prefix a line, as few as can be", new ControlTargetTraits
{
    FileName = "tor.cidr",
    CheckedBy = "the reader of lists",
})
{
    protected override void Write(ControlOutput output, string file)
    {
        output.WriteHeader();
        foreach (var prefix in output.TakePrefixes(output.Plan.Addresses))
        {
            output.Writer.WriteLine(prefix);
        }
    }
}
