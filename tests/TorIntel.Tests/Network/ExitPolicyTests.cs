using System.Text;
using FsCheck;
using FsCheck.Xunit;

namespace TorIntel.Tests;

public sealed class ExitPolicyTests
{
    private static readonly string[] s_addresses = ["192.0.2.0", "192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4", "192.0.2.7", "198.51.100.1", "2001:db8::1", "2001:db8::2"];

    private static readonly string[] s_patterns =
    [
        "*", "*", "0.0.0.0/0", "192.0.2.1", "192.0.2.2", "192.0.2.0/30", "192.0.2.2/31", "192.0.2.0/255.255.255.252", "192.0.2.0/24", "128.0.0.0/1", "[2001:db8::1]", "[2001:db8::]/126", "[::]/0",
    ];

    private static readonly string[] s_ports = ["*", "*", "1", "2", "3", "1-2", "2-4", "1-65535", "4-65535"];

    [Property(MaxTest = 3_000)]
    public void Accepts_is_what_the_first_matching_rule_says(DoNotSize<int> seed)
    {
        var text = Make(new Random(seed.Item));
        var policy = Sketch.ExactPolicy(text);
        var (anywhere, somewhere) = (false, new bool[7]);
        foreach (var address in s_addresses)
        {
            foreach (var port in new[] { 1, 2, 3, 4, 5, 65535 })
            {
                var expected = PolicyOracle.Accepts(text, address, port);
                Assert.True(expected == policy.Accepts(Sketch.Address(address), (ushort)port), $"{text} for {address}:{port}");
                var isIPv4Accepted = expected && !address.Contains(':');
                anywhere |= isIPv4Accepted;
                somewhere[Math.Min(port, 6)] |= isIPv4Accepted;
            }
        }

        // What is refused everywhere is refused here too: an exit is never said to refuse what it lets through somewhere.
        Assert.True(policy.AcceptsAny || !anywhere, text);
        Assert.All(new[] { 1, 2, 3, 4, 5, 65535 }, port => Assert.True(policy.AcceptsSomewhere((ushort)port) || !somewhere[Math.Min(port, 6)], $"{text}, port {port}"));
    }

    [Property(MaxTest = 1_000)]
    public void ToString_gives_a_text_that_parses_to_an_equal_policy(DoNotSize<int> seed)
    {
        var policy = Sketch.ExactPolicy(Make(new Random(seed.Item)));
        var again = Sketch.ExactPolicy(policy.ToString());
        var lines = Sketch.ExactPolicy(policy.ToString().Replace(',', '\n'));

        Assert.Equal(policy, again);
        Assert.Equal(policy, lines);
        Assert.Equal(policy.GetHashCode(), again.GetHashCode());
        Assert.Equal(policy.ToString(), again.ToString());
    }

    [Theory]
    [InlineData("reject *:*", false)]
    [InlineData("accept *:80,reject *:*", true)]
    [InlineData("reject *:80", true)]
    [InlineData("reject *:1-79,reject *:80-65535", true)] // only together; not looked for
    [InlineData("reject 10.0.0.0/8:*,accept 10.1.0.0/16:80,reject *:*", false)]
    [InlineData("reject 10.0.0.0/8:80,accept 10.1.0.0/16:80-81,reject *:*", true)]
    [InlineData("accept [2001:db8::]/32:*,reject *:*", false)]
    [InlineData("reject 0.0.0.0/0:*,accept *:*", false)]
    public void AcceptsAny_tells_whether_any_IPv4_destination_is_let_through(string text, bool expected) => Assert.Equal(expected, Sketch.ExactPolicy(text).AcceptsAny);

    [Theory]
    [InlineData("reject *:25,accept *:*", 25, false)]
    [InlineData("reject *:25,accept *:*", 26, true)]
    [InlineData("reject 192.0.2.1:25", 25, true)]
    [InlineData("reject 10.0.0.0/8:*,accept 10.0.0.1:25,reject *:*", 25, false)]
    [InlineData("accept 192.0.2.1:25,reject *:*", 25, true)]
    [InlineData("accept 192.0.2.1:25,reject *:*", 24, false)]
    [InlineData("reject 0.0.0.0/1:25,reject 128.0.0.0/1:25", 25, true)] // only together; not looked for
    public void AcceptsSomewhere_tells_whether_a_port_can_be_reached_at_all(string text, int port, bool expected) =>
        Assert.Equal(expected, Sketch.ExactPolicy(text).AcceptsSomewhere((ushort)port));

    [Theory]
    [InlineData("")]
    [InlineData("accept")]
    [InlineData("accept *")]
    [InlineData("accept *:0")]
    [InlineData("accept *:65536")]
    [InlineData("accept *:2-1")]
    [InlineData("accept *:80,")]
    [InlineData("accept 192.0.2.1/33:80")]
    [InlineData("accept 192.0.2.1/255.0.255.0:80")]
    [InlineData("accept 2001:db8::1:80")]
    [InlineData("accept [192.0.2.1]:80")]
    [InlineData("accept [2001:db8::1]/129:80")]
    [InlineData("allow *:80")]
    [InlineData("accept  *:80")]
    [InlineData("accept *:80;reject *:*")]
    public void TryParse_refuses_what_is_no_policy(string text) => Assert.False(ExitPolicy.TryParse(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void The_number_of_rules_is_bounded()
    {
        var most = string.Join(',', Enumerable.Repeat("reject 192.0.2.1:80", ExitPolicy.MaxRules));

        Assert.True(ExitPolicy.TryParse(Encoding.UTF8.GetBytes(most), out _));
        Assert.False(ExitPolicy.TryParse(Encoding.UTF8.GetBytes(most + ",reject *:*"), out _));
        Assert.Throws<ArgumentException>(() => new ExitPolicy(new ExitPolicyRule[ExitPolicy.MaxRules + 1]));
    }

    private static string Make(Random random) =>
        string.Join(',', Enumerable.Range(0, random.Next(1, 6)).Select(_ => $"{(random.Next(2) == 0 ? "accept" : "reject")} {s_patterns[random.Next(s_patterns.Length)]}:{s_ports[random.Next(s_ports.Length)]}"));
}
