namespace TorIntel;

/// <summary>What a label in front of <c>.onion</c> is.</summary>
public enum OnionVersion
{
    /// <summary>No onion address: wrong length, wrong alphabet, wrong version or wrong checksum.</summary>
    None = 0,

    /// <summary>16 base32 characters (rend-spec-v2): no checksum, out of use since 2021, still seen in old malware.</summary>
    V2 = 2,

    /// <summary>56 base32 characters with a valid checksum (rend-spec-v3 section 6).</summary>
    V3 = 3,
}
