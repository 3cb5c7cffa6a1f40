namespace TorIntel.Controls;

/// <summary>What zones of resolvers cannot express.</summary>
internal static class ResolverPolicies
{
    /// <summary>Tells why zones cannot express a plan; null if they can.</summary>
    public static string? WhyNot(ControlPlan plan) =>
        plan.Monitored().Count == 0 ? null : "cannot tell clients of monitored networks apart: export it with block-outbound or monitor-outbound";
}
