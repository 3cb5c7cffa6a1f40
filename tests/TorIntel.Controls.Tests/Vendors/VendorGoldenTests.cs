using System.Runtime.CompilerServices;
using System.Text;

namespace TorIntel.Controls.Tests.Vendors;

/// <summary>What the targets without a checker of their own write, policy by policy, byte for byte. TORINTEL_UPDATE_GOLDEN=1 writes it anew.</summary>
public sealed class VendorGoldenTests
{
    public static TheoryData<string, ControlPolicy> Cases
    {
        get
        {
            var cases = new TheoryData<string, ControlPolicy>();
            foreach (var name in VendorPlans.Names)
            {
                foreach (var policy in Enum.GetValues<ControlPolicy>())
                {
                    cases.Add(name, policy);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Files_are_as_they_were(string name, ControlPolicy policy)
    {
        var target = VendorPlans.Target(name);
        var plan = VendorPlans.Plan(policy);
        if (!VendorPlans.CanExpress(target, plan))
        {
            Assert.Throws<ControlRefusedException>(() => VendorPlans.Write(target, plan));
            return;
        }

        foreach (var family in target.Traits.IsOneFamily ? [ControlFamily.IPv4, ControlFamily.IPv6] : new[] { ControlFamily.Both })
        {
            foreach (var file in target.FilesOf(plan))
            {
                var text = VendorPlans.Write(target, plan, file, new ControlWriteOptions { Family = family });
                Assert.EndsWith("\n", text, StringComparison.Ordinal);
                Assert.DoesNotContain('\r', text);
                AssertGolden(Path.Combine(policy.ToString(), family == ControlFamily.Both ? name : $"{name}-{family}", file), text);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_same_plan_gives_the_same_bytes(string name, ControlPolicy policy)
    {
        var target = VendorPlans.Target(name);
        if (VendorPlans.CanExpress(target, VendorPlans.Plan(policy)))
        {
            var options = new ControlWriteOptions { Family = target.Traits.IsOneFamily ? ControlFamily.IPv4 : ControlFamily.Both };
            Assert.All(target.FilesOf(VendorPlans.Plan(policy)), file => Assert.Equal(
                VendorPlans.Write(target, VendorPlans.Plan(policy), file, options),
                VendorPlans.Write(target, VendorPlans.Plan(policy, VendorPlans.MakeNetwork("made-up lists")), file, options)));
        }
    }

    private static void AssertGolden(string name, string actual, [CallerFilePath] string source = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(source)!, "Golden", name);
        if (Environment.GetEnvironmentVariable("TORINTEL_UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual, new UTF8Encoding(false));
        }

        Assert.Equal(File.ReadAllText(path), actual);
    }
}
