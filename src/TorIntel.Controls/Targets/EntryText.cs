namespace TorIntel.Controls;

/// <summary>How entries are written in more than one target.</summary>
internal static class EntryText
{
    private const long LongestTimeout = 2_147_483;

    /// <summary>An address without a length, a prefix with one.</summary>
    public static string Of(IPPrefix prefix) => prefix.IsHost ? prefix.Address.ToString() : prefix.ToString();

    /// <summary>Roles in one field without a comma, such as <c>relay+exit</c>.</summary>
    public static string Of(RelayRoles roles) => string.Join('+', EvidenceNames.NamesOf(roles));

    /// <summary>How many seconds entries have left, at most what timeouts in the kernel take.</summary>
    public static long SecondsLeft(ControlPlan plan) => Math.Clamp((long)Math.Floor((plan.Expires - plan.Options.Now).TotalSeconds), 1, LongestTimeout);
}
