namespace TorIntel.Controls;

/// <summary>A row of CSV for each address, with what is known of it.</summary>
/// <remarks>A look-up is by address; a relay's ports are a column, for what looks up to compare.</remarks>
internal abstract class AddressCsvTarget(string name, string description, string key, ControlTargetTraits traits) : ControlTarget(name, description, traits)
{
    protected override void Write(ControlOutput output, string file) => WriteTable(output, output.Writer);

    protected void WriteTable(ControlOutput output, TextWriter writer)
    {
        var plan = output.Plan;
        var time = plan.Network.Time is { } known ? TimeText.ToIso(known) : "";
        var expires = TimeText.ToIso(plan.Expires);
        writer.WriteLine($"{key},roles,direction,ports,nicknames,fingerprints,list_time,expires");
        foreach (var row in AddressTable.Of(output))
        {
            writer.WriteLine($"{row.Prefix.Short()},{row.Roles.Names()},{row.Direction},{row.Ports},{SafeText.Csv(row.Relays.Nicknames())},{row.Relays.Fingerprints()},{time},{expires}");
        }
    }
}
