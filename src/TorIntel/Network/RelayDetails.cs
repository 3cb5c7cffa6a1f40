namespace TorIntel;

/// <summary>What is known about a relay beyond fingerprint and roles; most lists know none of it.</summary>
internal sealed record RelayDetails(
    string? Nickname,
    DateTimeOffset? FirstSeen,
    DateTimeOffset? LastSeen,
    ExitPolicy? ExitPolicy,
    ExitPolicySummary? ExitPolicySummary,
    ExitPolicySummary? ExitPolicySummaryIPv6)
{
    public static readonly RelayDetails Unknown = new(null, null, null, null, null, null);

    /// <summary>Joins with a later description: what that does not know is kept, seen times widen.</summary>
    public RelayDetails JoinedWith(TorRelayDescription other) => new(
        other.Nickname ?? Nickname,
        FirstSeen is { } first && (other.FirstSeen is not { } otherFirst || first < otherFirst) ? first : other.FirstSeen,
        LastSeen is { } last && (other.LastSeen is not { } otherLast || last > otherLast) ? last : other.LastSeen,
        other.ExitPolicy ?? ExitPolicy,
        other.ExitPolicySummary ?? ExitPolicySummary,
        other.ExitPolicySummaryIPv6 ?? ExitPolicySummaryIPv6);
}
