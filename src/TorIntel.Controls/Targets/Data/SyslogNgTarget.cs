namespace TorIntel.Controls;

/// <summary>A table for syslog-ng's add-contextual-data(), which looks up exact texts: each address is an entry.</summary>
/// <remarks>No comments: a line of the table is a record. Nothing in it needs quotes.</remarks>
internal sealed class SyslogNgTarget() : ControlTarget("syslog-ng", "syslog-ng: a table for add-contextual-data()", new ControlTargetTraits
{
    FileName = "torintel-syslog-ng.csv",
    Comment = null,
    Prefixes = false,
    CheckedBy = "syslog-ng (syslog-ng-core, syslog-ng-mod-add-contextual-data)",
})
{
    protected override void Write(ControlOutput output, string file)
    {
        // A prefix comes before what lies in it, which says more.
        SortedDictionary<IPAddressValue, ControlAddress> rows = [];
        foreach (var row in output.TakeRows(output.Plan.Addresses))
        {
            rows[row.Prefix.Address] = row;
        }

        foreach (var row in rows.Values)
        {
            output.Writer.WriteLine($"{EntryText.Of(row.Prefix)},tor.roles,{EntryText.Of(row.Roles)}");
            if (row.Relays.Count != 0)
            {
                output.Writer.WriteLine($"{EntryText.Of(row.Prefix)},tor.fingerprints,{string.Join('+', row.Relays.Select(relay => relay.Fingerprint))}");
            }
        }
    }
}
