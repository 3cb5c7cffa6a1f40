namespace TorIntel;

/// <summary>The direction of an event, from initiator to responder, seen from the user's own networks.</summary>
public enum TorDirection
{
    /// <summary>One side is not known.</summary>
    Unknown = 0,

    /// <summary>From outside to us.</summary>
    Inbound = 1,

    /// <summary>From us to outside.</summary>
    Outbound = 2,

    /// <summary>Both sides are ours.</summary>
    Internal = 3,

    /// <summary>Neither side is ours.</summary>
    External = 4,
}
