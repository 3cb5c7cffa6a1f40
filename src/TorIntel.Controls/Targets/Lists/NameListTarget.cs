namespace TorIntel.Controls;

/// <summary>A list of names: each with a line for itself and one for all below it.</summary>
internal abstract class NameListTarget(string name, string description, ControlTargetTraits traits) : ControlTarget(name, description, traits)
{
    protected sealed override void Write(ControlOutput output, string file)
    {
        output.WriteHeader();
        foreach (var row in output.TakeNames(output.Plan.Names))
        {
            if (row.Suffix.Contains('.', StringComparison.Ordinal)) // A top-level domain by itself is no host.
            {
                output.Writer.WriteLine(row.Suffix);
            }

            output.Writer.WriteLine("*." + row.Suffix);
        }
    }
}
