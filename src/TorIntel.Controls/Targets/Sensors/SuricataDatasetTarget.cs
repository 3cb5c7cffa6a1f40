using System.Text;

namespace TorIntel.Controls;

/// <summary>Datasets for Suricata 7 and later: sources, destinations and names, each a file.</summary>
/// <remarks>
/// A dataset of addresses has no ports, so other services at the destinations are hit as well; the rules of <see cref="SuricataRulesTarget"/> know the ports. Strings are in base64 and compared
/// whole, so the names are only those of gateways by themselves, without what is below them.
/// </remarks>
internal sealed class SuricataDatasetTarget() : ControlTarget("suricata-dataset", "datasets for Suricata 7", new ControlTargetTraits
{
    FileName = Sources,
    Comment = null,
    Prefixes = false,
    Names = true,
    NameExceptions = true, // what is below a name is not in it anyway
    CheckedBy = "grammar test, from the Suricata user guide (datasets)",
})
{
    internal const string Sources = "tor-sources.lst";
    private const string Destinations = "tor-destinations.lst";
    private const string Names = "tor-names.lst";

    public override IReadOnlyList<string> FilesOf(ControlPlan plan) =>
        [.. plan.Inbound != ControlAction.None ? [Sources] : Array.Empty<string>(), .. plan.Outbound != ControlAction.None ? [Destinations, Names] : Array.Empty<string>()];

    protected override void Write(ControlOutput output, string file)
    {
        if (file == Names)
        {
            foreach (var name in output.TakeNames([.. output.Plan.Names.Where(name => name.Class == NameClass.Tor2web)]))
            {
                output.Writer.WriteLine(Convert.ToBase64String(Encoding.ASCII.GetBytes(name.Suffix)));
            }

            return;
        }

        foreach (var prefix in output.TakePrefixes(file == Destinations ? output.Plan.DestinationAddresses : output.Plan.Sources))
        {
            output.Writer.WriteLine(prefix.Address);
        }
    }
}
