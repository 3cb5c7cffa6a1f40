using System.Globalization;
using FsCheck;
using FsCheck.Xunit;

namespace TorIntel.Tests;

public sealed class ExitPolicySummaryTests
{
    [Theory]
    [InlineData("accept 80", new[] { 80 }, new[] { 1, 79, 81, 443, 65535 })]
    [InlineData("accept 80,443,6660-6669", new[] { 80, 443, 6660, 6665, 6669 }, new[] { 22, 6659, 6670, 65535 })]
    [InlineData("reject 25,119,135-139", new[] { 1, 24, 26, 80, 134, 140, 65535 }, new[] { 25, 119, 135, 137, 139 })]
    [InlineData("accept 1-65535", new[] { 1, 80, 65535 }, new int[0])]
    [InlineData("reject 1-65535", new int[0], new[] { 1, 80, 65535 })]
    [InlineData("accept 65535", new[] { 65535 }, new[] { 1, 65534 })]
    [InlineData("accept 443,80", new[] { 80, 443 }, new[] { 81 })]
    [InlineData("accept 20-30,25-40", new[] { 20, 27, 40 }, new[] { 19, 41 })]
    public void Accepts_the_listed_ports_or_all_but_the_listed_ones(string text, int[] accepted, int[] refused)
    {
        var policy = Sketch.Policy(text);
        Assert.All(accepted, port => Assert.True(policy.Accepts((ushort)port), port.ToString()));
        Assert.All(refused, port => Assert.False(policy.Accepts((ushort)port), port.ToString()));
    }

    [Theory]
    [InlineData("accept 80", true)]
    [InlineData("accept 1-65535", true)]
    [InlineData("reject 25", true)]
    [InlineData("reject 1-65534", true)]
    [InlineData("reject 2-65535", true)]
    [InlineData("reject 1-79,81-65535", true)]
    [InlineData("reject 1-65535", false)]
    [InlineData("reject 1-100,101-65535", false)]
    [InlineData("reject 101-65535,1-100", false)]
    [InlineData("reject 1-40000,20000-65535", false)]
    [InlineData("reject 25,1-65535", false)]
    [InlineData("reject 1-65535,25", false)]
    public void AcceptsAny_tells_whether_a_port_is_left(string text, bool expected) => Assert.Equal(expected, Sketch.Policy(text).AcceptsAny);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("accept")]
    [InlineData("accept ")]
    [InlineData("80")]
    [InlineData("allow 80")]
    [InlineData("Accept 80")]
    [InlineData(" accept 80")]
    [InlineData("accept  80")]
    [InlineData("accept 80 ")]
    [InlineData("accept 80, 443")]
    [InlineData("accept 80,")]
    [InlineData("accept ,80")]
    [InlineData("accept 80,,443")]
    [InlineData("accept 80 443")]
    [InlineData("accept 0")]
    [InlineData("accept 0-80")]
    [InlineData("accept 65536")]
    [InlineData("accept 1-65536")]
    [InlineData("accept 443-80")]
    [InlineData("accept -80")]
    [InlineData("accept 80-")]
    [InlineData("accept 1-2-3")]
    [InlineData("accept +80")]
    [InlineData("accept 0x50")]
    [InlineData("accept *")]
    [InlineData("accept 80\n")]
    [InlineData("accept *:80")]
    [InlineData("reject")]
    public void TryParse_refuses_what_is_no_summary(string? text)
    {
        Assert.False(ExitPolicySummary.TryParse(text, out var policy));
        Assert.Null(policy);
    }

    [Property(MaxTest = 300)]
    public void Agrees_with_a_list_of_all_ports(DoNotSize<int> seed)
    {
        var random = new Random(seed.Item);
        var accept = random.Next(2) == 0;
        var listed = new HashSet<int>();
        var items = Enumerable.Range(0, random.Next(1, 6)).Select(_ =>
        {
            var first = random.Next(4) == 0 ? 1 : random.Next(1, 65536);
            var last = random.Next(3) switch { 0 => first, 1 => 65535, _ => random.Next(first, 65536) };
            listed.UnionWith(Enumerable.Range(first, last - first + 1));
            return first == last ? first.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{first}-{last}");
        }).ToArray();

        var policy = Sketch.Policy((accept ? "accept " : "reject ") + string.Join(',', items));
        var accepted = Enumerable.Range(1, 65535).Count(port => policy.Accepts((ushort)port));
        Assert.Equal(accept ? listed.Count : 65535 - listed.Count, accepted);
        Assert.All(listed.Take(200), port => Assert.Equal(accept, policy.Accepts((ushort)port)));
        Assert.Equal(accepted != 0, policy.AcceptsAny);
    }

    [Property(MaxTest = 500)]
    public void TryParse_of_any_text_never_throws(string? text)
    {
        _ = ExitPolicySummary.TryParse(text, out _);
        _ = ExitPolicySummary.TryParse("accept " + text, out _);
        _ = ExitPolicySummary.TryParse("reject 80-" + text, out _);
    }
}
