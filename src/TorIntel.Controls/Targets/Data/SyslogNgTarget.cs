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
        foreach (var row in AddressTable.Of(output))
        {
            output.Writer.WriteLine($"{row.Prefix.Short()},tor.roles,{row.Roles.Names("+")}");
            output.Writer.WriteLine($"{row.Prefix.Short()},tor.direction,{row.Direction}");
            if (row.Relays.Count != 0)
            {
                output.Writer.WriteLine($"{row.Prefix.Short()},tor.fingerprints,{string.Join('+', row.Relays.Select(relay => relay.Fingerprint))}");
            }
        }
    }
}
