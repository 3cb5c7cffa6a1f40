namespace TorIntel.Controls;

/// <summary>A file for the Intelligence Framework of Zeek.</summary>
/// <remarks>
/// <c>Intel::ADDR</c> has no port, so other services at a relay's address are seen as well, and no expiry of its own. <c>Intel::DOMAIN</c> is the name itself without what is below it, so only gateways
/// are here, and not <c>onion</c>. The file is read line by line: put a new one in its place by renaming. What is gone from it stays in Zeek's memory unless items expire there.
/// </remarks>
internal sealed class ZeekIntelTarget() : ControlTarget("zeek-intel", "file for Zeek's Intelligence Framework", new ControlTargetTraits
{
    FileName = "tor-intel.dat",
    Names = true,
    NameExceptions = true, // what is below a name does not match anyway
    CheckedBy = "grammar test, from Zeek's documentation (Intelligence Framework)",
})
{
    protected override void Write(ControlOutput output, string file)
    {
        var (plan, writer) = (output.Plan, output.Writer);
        output.WriteHeader();
        writer.WriteLine("# What is gone from this file matches until Zeek restarts, but for: @load frameworks/intel/do_expire, then redef Intel::item_expiration = 24hrs;");
        writer.WriteLine("#fields\tindicator\tindicator_type\tmeta.source\tmeta.desc");
        foreach (var row in AddressTable.Of(output))
        {
            writer.WriteLine($"{row.Prefix.Short()}\t{(row.Prefix.IsHost ? "Intel::ADDR" : "Intel::SUBNET")}\tTorIntel\t{row.Roles.Describe()} ({row.Direction})");
        }

        foreach (var name in output.TakeNames([.. plan.Names.Where(name => name.Class == NameClass.Tor2web)]))
        {
            writer.WriteLine($"{name.Suffix}\tIntel::DOMAIN\tTorIntel\tTor2web gateway (outbound)");
        }
    }
}
