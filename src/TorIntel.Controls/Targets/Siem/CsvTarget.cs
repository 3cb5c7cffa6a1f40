using System.Globalization;

namespace TorIntel.Controls;

/// <summary>All rows with all columns, as CSV of RFC 4180 with line feeds. Names with all below them are rows of their suffix.</summary>
internal sealed class CsvTarget() : ControlTarget("csv", "all rows with all columns, as CSV", new ControlTargetTraits
{
    FileName = "tor.csv",
    Comment = null,
    Endpoints = true,
    Ports = true,
    Names = true,
    NameExceptions = true,
    CheckedBy = "a reader of RFC 4180 in the tests",
})
{
    protected override void Write(ControlOutput output, string file)
    {
        var plan = output.Plan;
        var tail = $"{ToText(plan.Network.Time)},{ToText(plan.Expires)},{SafeText.Csv(plan.Network.SourceName)}";
        output.Writer.WriteLine("kind,indicator,port,direction,action,what,roles,nicknames,fingerprints,first_seen,last_seen,list_time,expires,source");
        foreach (var row in ControlRow.Of(output))
        {
            output.Writer.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{row.Kind},{row.Indicator},{row.Port},{row.Direction},{row.Action.Spell()},{row.What},{row.Roles.Names()},{SafeText.Csv(row.Relays.Nicknames())},{row.Relays.Fingerprints()},{ToText(row.FirstSeen)},{ToText(row.LastSeen)},{tail}"));
        }
    }

    private static string ToText(DateTimeOffset? time) => time is { } instant ? TimeText.ToIso(instant) : "";
}
