namespace TorIntel.Controls;

/// <summary>What zones of resolvers cannot express.</summary>
internal static class ResolverPolicies
{
    /// <summary>Tells why zones cannot express a plan; null if they can.</summary>
    public static string? WhyNot(ControlPlan plan) => plan.Monitored().Count != 0
        ? "cannot tell clients of monitored networks apart: export it with block-outbound or monitor-outbound"
        : plan.NameExceptions.FirstOrDefault(name => !IsPlain(name)) is { } name ? $"cannot leave out {HeaderText.Clean(name)}, which is not the name of a host in ASCII" : null;

    // It goes into lines of configuration.
    private static bool IsPlain(string name) => name.Length != 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');
}
