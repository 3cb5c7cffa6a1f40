using TorIntel.Controls;

namespace TorIntel.MaxMind;

/// <summary>Exits as GeoIP2 Anonymous IP has them: what reads that database reads this one.</summary>
/// <remarks>
/// Prefixes are neither joined nor widened: the tree does the one by itself, and has no limit that would call for the other. A database says who a source is; to block or to log is up to what asks it,
/// so both policies give the same records.
/// </remarks>
internal sealed class ExitDatabaseTarget() : ControlTarget("mmdb", "MaxMind database of exits, for readers of GeoIP2 Anonymous IP", new ControlTargetTraits
{
    FileName = "GeoIP2-Anonymous-IP.mmdb",
    Comment = null,
    Outbound = false, // A record has no direction, and "is a Tor exit node" must not be said of a guard.
    CheckedBy = "mmdblookup (mmdb-bin), MaxMind.Db (NuGet)",
})
{
    protected override void WriteBytes(ControlOutput output, Stream stream, string file)
    {
        var writer = TargetDatabase.Begin(output, "GeoIP2-Anonymous-IP", "Tor exits", output.Counts);
        var exit = MmdbValue.FromMap(("is_anonymous", MmdbValue.FromBoolean(true)), ("is_tor_exit_node", MmdbValue.FromBoolean(true)));
        foreach (var row in output.TakeRows(output.Plan.Sources))
        {
            TargetDatabase.Add(writer, row.Prefix, exit);
        }

        // What is listed and no exit is cut out: of an exit's prefix around it, if its relay there is allowed, and of the places where exits are found again behind 6to4.
        HashSet<RelayFingerprint> allowedRelays = [.. output.Plan.Options.AllowedRelays];
        var network = output.Plan.Network;
        foreach (var (prefix, number) in network.Index.ToList())
        {
            if ((new ListedAddress(network, (int)number, prefix.Address).RolesWithout(allowedRelays) & RelayRoles.Exit) == 0)
            {
                TargetDatabase.CutOut(writer, prefix);
            }
        }

        TargetDatabase.CutOutUntouchable(writer, output.Plan);
        writer.WriteTo(stream);
    }
}
