namespace TorIntel.Controls;

/// <summary>Local zones of Unbound for names that lead into the network.</summary>
internal sealed class UnboundTarget() : ControlTarget("unbound", "Unbound: local zones of names", new ControlTargetTraits
{
    FileName = "torintel-unbound.conf",
    Inbound = false,
    Addresses = false,
    Names = true,
    NameExceptions = true,
    CheckedBy = "unbound-checkconf (unbound)",
})
{
    public override string? WhyNot(ControlPlan plan) => base.WhyNot(plan) ?? ResolverPolicies.WhyNot(plan);

    protected override void Write(ControlOutput output, string file)
    {
        var writer = output.Writer;
        output.WriteHeader();
        writer.WriteLine("server:");
        var isBlocked = output.Plan.Outbound == ControlAction.Block;
        if (!isBlocked)
        {
            writer.WriteLine("    # Also tells of zones below that are answered here.");
            writer.WriteLine("    log-local-actions: yes");
        }

        foreach (var name in output.TakeNames(output.Plan.Names))
        {
            // A resolver never asks others for onion names (RFC 7686), so they are answered "no such name" also where they are only logged; 'inform' would ask.
            var type = isBlocked ? "always_nxdomain" : name.Class == NameClass.OnionInvalid ? "static" : "inform";
            writer.WriteLine($"    local-zone: \"{name.Suffix}.\" {type}");
        }

        // The zone with the longest name is the one that counts.
        foreach (var name in output.Plan.NameExceptions)
        {
            writer.WriteLine($"    local-zone: \"{name}.\" transparent");
        }
    }
}
