using System.Globalization;

namespace TorIntel.Controls;

/// <summary>A response policy zone: names that lead into the network, and names whose address is a relay's.</summary>
/// <remarks>
/// <para>An answer has no port, so addresses stand for all that is there. In the form of BIND: words of IPv6 in reverse, <c>zz</c> for the longest run of zeros.</para>
/// <para>
/// To monitor, the zone is the same and is loaded with its policy disabled. Rules that let pass would not do: the first rule that is met ends the search, so they would lift what other zones block.
/// </para>
/// </remarks>
internal sealed class RpzTarget() : ControlTarget("rpz", "response policy zone for resolvers: names, and answers with a relay's address", new ControlTargetTraits
{
    FileName = "torintel.rpz",
    Comment = "; ",
    Inbound = false,
    Names = true,
    NameExceptions = true,
    CheckedBy = "named-checkzone (bind9-utils), named (bind9)",
})
{
    private const string Policy = ".";

    public override string? WhyNot(ControlPlan plan) => base.WhyNot(plan) ?? ResolverPolicies.WhyNot(plan);

    protected override void Write(ControlOutput output, string file)
    {
        var (plan, writer) = (output.Plan, output.Writer);
        output.WriteHeader();
        if (plan.Outbound == ControlAction.Monitor)
        {
            writer.WriteLine("; The rules block. To log only, BIND: response-policy { zone \"tor\" policy disabled; }; in front of other zones, for what an earlier one blocks is not looked at.");
            writer.WriteLine("; Unbound: rpz-action-override: disabled, rpz-log: yes, rpz-log-name: tor");
        }

        // The time of the export in seconds: also if the lists are the same and something else changed, a later zone has a higher number and is transferred.
        var serial = (uint)plan.Options.Now.ToUnixTimeSeconds();
        writer.WriteLine("$TTL 300");
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"@ SOA localhost. root.localhost. {serial} 3600 600 604800 300"));
        writer.WriteLine("@ NS localhost.");
        if (plan.NameExceptions.Count != 0 && plan.Outbound == ControlAction.Block)
        {
            writer.WriteLine("; Allowed, which ends the search: what zones after this one block of it passes too, so it goes last.");
        }

        foreach (var name in plan.NameExceptions)
        {
            writer.WriteLine($"{name} CNAME rpz-passthru.");
            writer.WriteLine($"*.{name} CNAME rpz-passthru.");
        }

        foreach (var name in output.TakeNames(plan.Names))
        {
            writer.WriteLine($"{name.Suffix} CNAME {Policy}");
            writer.WriteLine($"*.{name.Suffix} CNAME {Policy}");
        }

        writer.WriteLine("; Answers with these addresses: other services at them are hit as well.");
        foreach (var prefix in output.TakePrefixes(plan.DestinationAddresses))
        {
            writer.WriteLine($"{TriggerOf(prefix)} CNAME {Policy}");
        }
    }

    internal static string TriggerOf(IPPrefix prefix)
    {
        List<string> labels = [prefix.Length.ToString(CultureInfo.InvariantCulture)];
        if (prefix.IsIPv4)
        {
            var bits = prefix.Address.ToIPv4();
            for (var shift = 0; shift < 32; shift += 8)
            {
                labels.Add(((bits >> shift) & 0xFF).ToString(CultureInfo.InvariantCulture));
            }
        }
        else
        {
            AddWords(labels, prefix.Address.ToIPv6());
        }

        labels.Add("rpz-ip");
        return string.Join('.', labels);
    }

    private static void AddWords(List<string> labels, UInt128 bits)
    {
        // The first of the longest runs in the usual order, as in RFC 5952, is the last in reverse.
        var (start, length) = (0, 1);
        for (var i = 0; i < 8; i++)
        {
            var end = i;
            while (end < 8 && WordAt(bits, end) == 0)
            {
                end++;
            }

            if (end - i >= Math.Max(length, 2))
            {
                (start, length) = (i, end - i);
            }

            i = Math.Max(i, end - 1);
        }

        for (var i = 0; i < 8; i++)
        {
            var isRun = length > 1 && i == start;
            labels.Add(isRun ? "zz" : WordAt(bits, i).ToString("x", CultureInfo.InvariantCulture));
            i += isRun ? length - 1 : 0;
        }
    }

    private static ushort WordAt(UInt128 bits, int index) => (ushort)(bits >> (16 * index)); // from the last on
}
