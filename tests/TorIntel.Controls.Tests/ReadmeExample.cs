namespace TorIntel.Controls.Tests;

/// <summary>The example of the package's README, which a test of the tool compares with it.</summary>
public sealed class ReadmeExample
{
    [Fact]
    public void The_example_of_the_README_writes_a_list()
    {
        var network = Vendors.VendorPlans.Network;
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            var now = network.Time!.Value.AddHours(1);
            var isLaboratory = true;

            // <write>
            var plan = ControlPlan.Make(network, new ControlOptions
            {
                Policy = ControlPolicy.BlockInbound,
                AllowedNetworks = [IPPrefix.Parse("198.51.100.98/32")], // A partner that runs an exit.
                ProtectedNetworks = [IPPrefix.Parse("192.0.2.0/24")], // Ours: a list that has one of these addresses is refused.
                IncludeSpecialPurpose = isLaboratory,
                Now = now,
            });
            var target = ControlTargets.Find("cisco-asa")!;
            foreach (var file in target.Render(plan, new ControlWriteOptions { MaxEntries = 5_000 })) // Throws before anything is replaced.
            {
                var path = Path.Combine(folder, file.Name);
                File.WriteAllBytes(path + ".tmp", file.Content.Span);
                File.Move(path + ".tmp", path, overwrite: true);
                Console.WriteLine($"{file.Name}: {file.Result.Entries} entries");
            }
            // </write>

            var text = File.ReadAllText(Path.Combine(folder, "tor-asa.cfg"));
            Assert.Contains(" network-object host 198.51.100.99\n", text, StringComparison.Ordinal);
            Assert.DoesNotContain("198.51.100.98", text, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
