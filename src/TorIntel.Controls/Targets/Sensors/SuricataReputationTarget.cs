namespace TorIntel.Controls;

/// <summary>Reputation of addresses for Suricata: categories and list.</summary>
/// <remarks>Reputation has no ports, so the score of a destination says how much an address alone is worth: a guard's something, another relay's little. A rule with <c>iprep</c> decides what is done.
/// Suricata reads one file of categories, so that of the target is to be merged with the operator's own; of lists there may be several.</remarks>
internal sealed class SuricataReputationTarget() : ControlTarget("suricata-iprep", "reputation of addresses for Suricata", new ControlTargetTraits
{
    FileName = Categories,
    CheckedBy = "grammar test, from the Suricata user guide (IP reputation format)",
})
{
    private const string Categories = "tor-categories.txt";
    private const string List = "tor-reputation.list";

    public override IReadOnlyList<string> FilesOf(ControlPlan plan) => [Categories, List];

    protected override void Write(ControlOutput output, string file)
    {
        var (plan, writer) = (output.Plan, output.Writer);
        output.WriteHeader();
        if (file == Categories)
        {
            // The user guide says up to 60, but SREP_MAX_CATS is 60 (reputation.h), so that 59 is the last. High ones, for low ones are likely taken.
            writer.WriteLine("# Suricata reads one reputation-categories-file: put these lines into yours.");
            writer.WriteLine("57,TorExit,Connections from here left the Tor network");
            writer.WriteLine("58,TorRelay,Connections to here may enter the Tor network");
            return;
        }

        Add(plan.Sources, ",57,100");
        Add([.. plan.DestinationAddresses.Where(row => IsEntry(row.Roles))], ",58,60");
        Add([.. plan.DestinationAddresses.Where(row => !IsEntry(row.Roles))], ",58,30");

        void Add(IReadOnlyList<ControlAddress> rows, string columns)
        {
            foreach (var prefix in output.TakePrefixes(rows))
            {
                writer.WriteLine(prefix.Short() + columns);
            }
        }
    }

    private static bool IsEntry(RelayRoles roles) => (roles & (RelayRoles.Guard | RelayRoles.Authority)) != 0;
}
