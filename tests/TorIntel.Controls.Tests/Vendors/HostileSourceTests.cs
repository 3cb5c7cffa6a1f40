using System.Text.Json;

namespace TorIntel.Controls.Tests.Vendors;

/// <summary>The name of a source is free text. Whatever it is, it stays in the comment, string or field that it stands in.</summary>
public sealed class HostileSourceTests
{
    private const string Marker = "evil";

    public static TheoryData<string> Names =>
    [
        "=evil|' /C calc'!A0",
        "@evil",
        "evil\nip access-list extended X",
        "evil\r\n198.51.100.1",
        "evil\u2028\u2029\u0085\u000b\u000c198.51.100.1",
        "evil'; Remove-Item C:\\ #",
        "evil\u2019; Remove-Item C:\\ #",
        "evil\", \"x\": {\"y\": \"",
        "evil,1,2,\"",
        "evil: [a, b]\n---\n- x",
        "evil\t203.0.113.1\tIntel::ADDR",
        "evil */ --> ]]> $(id) `id` %APPDATA%",
        "evil\u202E\uD800",
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_stays_where_it_is(string sourceName)
    {
        foreach (var target in VendorPlans.Names.Select(VendorPlans.Target))
        {
            foreach (var policy in Enum.GetValues<ControlPolicy>())
            {
                var (plain, hostile) = (VendorPlans.Plan(policy), VendorPlans.Plan(policy, VendorPlans.MakeNetwork(sourceName)));
                if (!VendorPlans.CanExpress(target, plain))
                {
                    continue;
                }

                var options = new ControlWriteOptions { Family = target.Traits.IsOneFamily ? ControlFamily.IPv4 : ControlFamily.Both };
                foreach (var file in target.FilesOf(plain))
                {
                    AssertHarmless(target, VendorPlans.Write(target, plain, file, options), VendorPlans.Write(target, hostile, file, options));
                }
            }
        }
    }

    [Fact]
    public void No_target_is_left_out() =>
        Assert.Equal(
            ControlTargets.All.Select(target => target.Name),
            ServerTargetsTests.Files.Select(row => row.Data.Item1).Concat(VendorPlans.Names).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    private static void AssertHarmless(ControlTarget target, string plain, string hostile)
    {
        var (expected, actual) = (plain.ReplaceLineEndings("\n").Split('\n'), hostile.ReplaceLineEndings("\n").Split('\n'));
        Assert.Equal(expected.Length, actual.Length);
        foreach (var (before, after) in expected.Zip(actual).Where(pair => pair.First != pair.Second))
        {
            Assert.Contains(Marker, after, StringComparison.Ordinal);
            if (target.Traits.Comment is { } comment)
            {
                Assert.StartsWith(comment, after, StringComparison.Ordinal);
            }
            else if (target.Name == "csv")
            {
                var (fields, others) = (Csv.Fields(before), Csv.Fields(after));
                Assert.Equal(fields[..^1], others[..^1]);
                Assert.Equal(fields.Count, others.Count);
                Assert.False(others[^1] is ['=' or '+' or '-' or '@', ..], others[^1]);
            }
        }

        if (hostile.StartsWith('{'))
        {
            using var document = JsonDocument.Parse(hostile);
            Assert.Equal(plain.Count(c => c == '\n'), hostile.Count(c => c == '\n'));
        }
    }
}
