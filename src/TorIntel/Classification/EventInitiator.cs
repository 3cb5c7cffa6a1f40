namespace TorIntel;

/// <summary>Which side of an event opened the connection, as far as the event itself says.</summary>
public enum EventInitiator
{
    /// <summary>The source.</summary>
    Source = 0,

    /// <summary>The destination: the event was logged for a packet of the answer.</summary>
    Destination = 1,

    /// <summary>The event does not say; the classifier infers it from listed endpoints, then from ports, and else assumes the source.</summary>
    NotStated = 2,
}
