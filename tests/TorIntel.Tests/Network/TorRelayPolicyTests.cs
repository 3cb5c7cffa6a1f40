namespace TorIntel.Tests;

public sealed class TorRelayPolicyTests
{
    private const string Exact = "reject 192.31.196.1:*,reject *:25,accept *:*";

    [Theory]
    [InlineData("192.31.196.1", 80, false)] // refused there
    [InlineData("192.31.196.2", 80, true)]
    [InlineData("192.31.196.2", 25, false)]
    [InlineData("10.0.0.1", 80, true)] // behind address translation: whatever is not refused everywhere
    [InlineData("10.0.0.1", 25, false)]
    [InlineData("192.0.2.1", 25, false)]
    [InlineData("::", 80, true)]
    [InlineData("::", 25, false)]
    [InlineData("::", 0, null)]
    [InlineData("192.31.196.1", 0, null)]
    [InlineData("2001:db8::1", 443, true)] // IPv6 goes by its summary
    [InlineData("2001:db8::1", 80, false)]
    [InlineData("::ffff:192.31.196.1", 80, false)]
    public void Accepts_goes_by_the_exact_policy_for_IPv4_and_by_the_summary_for_IPv6(string destination, int port, bool? expected)
    {
        var relay = Relay(Sketch.Relay(1, RelayRoles.Exit, "192.0.2.9:9001") with
        {
            ExitPolicy = Sketch.ExactPolicy(Exact),
            ExitPolicySummary = Sketch.Policy("reject 1-65535"), // the exact one beats it
            ExitPolicySummaryIPv6 = Sketch.Policy("accept 443"),
        });

        Assert.Equal(expected, relay.Accepts(Sketch.Address(destination), (ushort)port));
        Assert.Equal(ExitPolicyKnowledge.Exact, relay.PolicyKnowledge);
    }

    [Fact]
    public void Accepts_goes_by_the_summary_where_no_exact_policy_is_known_and_is_null_where_nothing_is()
    {
        var summary = Relay(Sketch.Relay(1, RelayRoles.Exit, "192.0.2.9:9001") with { ExitPolicySummary = Sketch.Policy("accept 80") });
        var exact = Relay(Sketch.Relay(1, RelayRoles.Exit, "192.0.2.9:9001") with { ExitPolicy = Sketch.ExactPolicy(Exact) });
        var unknown = Relay(Sketch.Relay(1, RelayRoles.Exit, "192.0.2.9:9001"));

        Assert.Equal((true, false, null), (summary.Accepts(Sketch.Address("192.31.196.1"), 80), summary.Accepts(default, 81), summary.Accepts(Sketch.Address("2001:db8::1"), 80)));
        Assert.Null(exact.Accepts(Sketch.Address("2001:db8::1"), 80));
        Assert.Null(unknown.Accepts(default, 80));
        Assert.Equal((ExitPolicyKnowledge.Summary, ExitPolicyKnowledge.Unknown), (summary.PolicyKnowledge, unknown.PolicyKnowledge));
    }

    private static TorRelay Relay(TorRelayDescription description) => Sketch.View(description).Find("192.0.2.9").Relays[0];
}
