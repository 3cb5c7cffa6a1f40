using System.Globalization;
using System.Text;
using TorIntel.Controls;
using TorIntel.Testing;

namespace TorIntel.Cli.Tests;

/// <summary>The table in docs/controls.md says what the targets say of themselves. TORINTEL_UPDATE_GOLDEN=1 writes it anew.</summary>
public sealed class TargetTableTests
{
    private const string Begin = "<!-- targets:begin -->\n";
    private const string End = "<!-- targets:end -->\n";

    [Fact]
    public void The_table_is_what_the_targets_can_do()
    {
        Assert.SkipWhen(Repository.Root is null, "needs the checkout that the tests were built from");
        var path = Path.Combine(Repository.Root!, "docs", "controls.md");
        var text = File.ReadAllText(path).ReplaceLineEndings("\n");
        var begin = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = text.IndexOf(End, StringComparison.Ordinal);
        Assert.InRange(begin, Begin.Length, end);
        var expected = text[..begin] + Table() + text[end..];
        if (Environment.GetEnvironmentVariable("TORINTEL_UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(path, expected);
        }

        Assert.Equal(expected, File.ReadAllText(path).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Targets_have_names_of_their_own_that_can_be_found()
    {
        Assert.Equal(ExportTargets.All.Select(target => target.Name).Distinct(StringComparer.OrdinalIgnoreCase), ExportTargets.All.Select(target => target.Name));
        Assert.All(ExportTargets.All, target => Assert.Same(target, ExportTargets.Find(target.Name.ToUpperInvariant())));
        Assert.All(ExportTargets.All, target => Assert.Matches("^[a-z0-9-]+$", target.Name));
    }

    private static string Table()
    {
        var table = new StringBuilder("| target | what | policies | IPv6 | endpoints | ports | names | monitored | expiry | limits | checked by |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
        foreach (var target in ExportTargets.All)
        {
            var traits = target.Traits;
            string[] cells =
            [
                $"`{target.Name}`", target.Description, Policies(traits), traits.IsOneFamily ? "a file of its own" : YesOrNot(traits.Addresses), YesOrNot(traits.Endpoints), YesOrNot(traits.Ports), YesOrNot(traits.Names), YesOrNot(traits.MonitoredNetworks),
                YesOrNot(traits.Expiry), Limits(traits), traits.CheckedBy,
            ];
            table.Append('|').AppendJoin('|', cells.Select(cell => $" {cell.Replace("|", "\\|", StringComparison.Ordinal)} ")).Append("|\n");
        }

        return table.ToString();
    }

    private static string Policies(ControlTargetTraits traits)
    {
        var action = traits.Monitor ? "all" : "block";
        return traits.Inbound && traits.Outbound ? action : $"{action}, {(traits.Inbound ? "inbound" : "outbound")} only";
    }

    private static string Limits(ControlTargetTraits traits)
    {
        List<string> limits = [];
        if (traits.MaxEntries is { } most)
        {
            limits.Add(string.Create(CultureInfo.InvariantCulture, $"{most:N0} entries"));
        }

        if (traits.Limits is { } others)
        {
            limits.Add(others);
        }

        if (!traits.Prefixes)
        {
            limits.Add("no prefixes");
        }

        return limits.Count == 0 ? "-" : string.Join(", ", limits);
    }

    private static string YesOrNot(bool value) => value ? "yes" : "-";
}
