namespace TorIntel.Controls;

/// <summary>A list of addresses whose rule, and with it the direction, is written elsewhere: one entry a line.</summary>
/// <remarks>
/// With <see cref="ControlPolicy.Blended"/> there are two files, for what comes from a guard is not Tor, and must not be blocked as if it were. Such a list cannot express ports, so other
/// services at the addresses are hit as well; nor can it express the networks that are only monitored: their rule has to come before that of the list.
/// </remarks>
internal abstract class DirectedListTarget(string name, string description, ControlTargetTraits traits) : ControlTarget(name, description, traits)
{
    private const string Inbound = "inbound-";
    private const string Outbound = "outbound-";

    public sealed override IReadOnlyList<string> FilesOf(ControlPlan plan) => plan.IsBoth() ? [Inbound + Traits.FileName, Outbound + Traits.FileName] : [Traits.FileName];

    protected virtual string Spell(IPPrefix prefix) => prefix.Short();

    protected sealed override void Write(ControlOutput output, string file)
    {
        output.WriteHeader();
        var plan = output.Plan;
        var rows = file.StartsWith(Inbound, StringComparison.Ordinal) ? plan.Sources : file.StartsWith(Outbound, StringComparison.Ordinal) ? plan.DestinationAddresses : plan.Addresses;
        foreach (var prefix in output.TakePrefixes(rows))
        {
            output.Writer.WriteLine(Spell(prefix));
        }
    }
}
