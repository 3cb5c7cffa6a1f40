namespace TorIntel.Feeds;

/// <summary>What became of a list.</summary>
/// <param name="Name">What the list is called.</param>
/// <param name="Kind">What it was recognised as.</param>
/// <param name="Entries">How many of its entries were taken.</param>
/// <param name="LeftOut">How many were left out because their address is not globally reachable.</param>
/// <param name="FirstLeftOut">The first of these, with the reason; null if none was.</param>
/// <param name="ErrorCount">How many lines were bad.</param>
/// <param name="Errors">The bad lines, the first hundred of them.</param>
/// <param name="Refusal">Why nothing of it was taken; null if it was.</param>
public sealed record TorListReport(
    string Name,
    TorListKind Kind,
    int Entries,
    int LeftOut,
    string? FirstLeftOut,
    long ErrorCount,
    IReadOnlyList<LineError> Errors,
    string? Refusal)
{
    /// <summary>Gets a value indicating whether the list itself tells roles; if not, they are those that were said when it was loaded.</summary>
    public bool KnowsRoles { get; init; }

    /// <summary>Gets the time of the list: its own, else the one that was given when it was loaded; null if neither is known.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>Gets until when the list says that it is valid; null if it does not say.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>
    /// Gets how many entries were passed over because of what the list itself says about them: relays that do not run (Onionoo), attributes that are deleted or not for
    /// detection (MISP), indicators that are revoked or not valid at the given time (STIX).
    /// </summary>
    public int PassedOver { get; init; }
}
