namespace TorIntel.Tests;

/// <summary>Two addresses of directory authorities, one that stayed and one that was given up, at two times about which there is no doubt.</summary>
internal static class PlainAuthority
{
    public const string Lasting = "131.188.40.189";
    public const string LastingFingerprint = "F2044413DAC2E02E3D6BCF4735A19BCA1DE97281"; // gabelmoo
    public const string Past = "154.35.175.225";
    public const string PastFingerprint = "E3E42D35F801C9D5AB23584E0025D56FE2B33396"; // Faravahar

    public static readonly DateTimeOffset Then = new(2018, 3, 24, 17, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Today = new(2026, 8, 22, 21, 0, 0, TimeSpan.Zero);

    /// <summary>The fingerprint of the authority that listens there, or null; both have OR port 443 and directory port 80.</summary>
    public static RelayFingerprint? Find(IPEndpointValue endpoint, DateTimeOffset? time)
    {
        var text = endpoint.Address.ToString();
        return endpoint.Port is not (80 or 443) ? null
            : text == Lasting ? RelayFingerprint.Parse(LastingFingerprint)
            : text == Past && time == Then ? RelayFingerprint.Parse(PastFingerprint)
            : null;
    }
}
