namespace TorIntel;

/// <summary>What stands next in the relays of an Onionoo document.</summary>
internal enum OnionooElement
{
    /// <summary>It is not there yet, or not whole.</summary>
    None = 0,

    /// <summary>A relay.</summary>
    Relay = 1,

    /// <summary>Something that was reported and cannot be used.</summary>
    Bad = 2,

    /// <summary>The end of the relays.</summary>
    End = 3,
}
