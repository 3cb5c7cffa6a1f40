using System.Net;

namespace TorIntel.Conformance;

/// <summary>One address of a directory authority; a state of null means that the sources do not say.</summary>
/// <param name="Name">The nickname.</param>
/// <param name="Address">The address.</param>
/// <param name="OrPort">The OR port.</param>
/// <param name="DirPort">The directory port; 0 for an IPv6 address, which has none.</param>
/// <param name="In2018">Whether it was in use on 2018-03-24.</param>
/// <param name="In2026">Whether it is in use in August 2026.</param>
internal sealed record Authority(string Name, IPAddress Address, int OrPort, int DirPort, bool? In2018, bool? In2026)
{
    private static readonly Dictionary<string, string> s_fingerprints = new()
    {
        ["moria1"] = "1A25C6358DB91342AA51720A5038B72742732498",
        ["tor26"] = "FAA4BCA4A6AC0FB4CA2F8AD5A11D9E122BA894F6",
        ["dizum"] = "7EA6EAD6FD83083C538F44038BBFA077587DD755",
        ["gabelmoo"] = "F2044413DAC2E02E3D6BCF4735A19BCA1DE97281",
        ["dannenberg"] = "7BE683E65D48141321C5ED92F075C55364AC7123",
        ["maatuska"] = "BD6A829255CB08E66FBE7D3748363586E46B3810",
        ["longclaw"] = "74A910646BCEEFBCD2E874FC1DC997430F968145",
        ["bastet"] = "24E2F139121D4394C54B5BCC368B3B411857C413",
        ["faravahar"] = "E3E42D35F801C9D5AB23584E0025D56FE2B33396",
    };

    private static readonly DateOnly s_then = new(2018, 3, 24);
    private static readonly DateOnly s_now = new(2026, 8, 1);

    public static IReadOnlyList<Authority> All { get; } =
    [
        Row("moria1", "128.31.0.39", 9201, 9231, null, true),
        Row("tor26", "217.196.147.77", 443, 80, null, true),
        Row("tor26", "2a02:16a8:662:2203::1", 443, 0, null, true),
        Row("dizum", "45.66.35.11", 443, 80, null, true),
        Row("gabelmoo", "131.188.40.189", 443, 80, true, true),
        Row("gabelmoo", "2001:638:a000:4140::ffff:189", 443, 0, null, true),
        Row("dannenberg", "193.23.244.244", 443, 80, true, true),
        Row("dannenberg", "2001:678:558:1000::244", 443, 0, null, true),
        Row("maatuska", "171.25.193.9", 80, 443, true, true),
        Row("maatuska", "2001:67c:289c::9", 80, 0, null, true),
        Row("longclaw", "199.58.81.140", 443, 80, true, true),
        Row("bastet", "204.13.164.118", 443, 80, null, true),
        Row("bastet", "2620:13:4000:6000::1000:118", 443, 0, null, true),
        Row("faravahar", "216.218.219.41", 443, 80, null, true),
        Row("tor26", "86.59.21.38", 443, 80, true, false),
        Row("tor26", "2001:858:2:2:aabb:0:563b:1526", 443, 0, null, false),
        Row("dizum", "194.109.206.212", 443, 80, true, false),
        Row("dizum", "45.66.33.45", 443, 80, null, false),
        Row("faravahar", "154.35.175.225", 443, 80, true, false),
        Row("longclaw", "199.254.238.53", 443, 80, null, false),
        Row("moria1", "128.31.0.34", 9101, 9131, null, false),
    ];

    /// <summary>The fingerprint of the authority as a relay, today's.</summary>
    public string Fingerprint => s_fingerprints[Name];

    public static bool IsKnown(IPAddress? address) => All.Any(row => row.Address.Equals(address));

    /// <summary>The authority that has the endpoint on the day.</summary>
    /// <exception cref="NotSupportedException">The sources do not say whether it has.</exception>
    public static Authority? Find(IPAddress? address, int? port, DateOnly date)
    {
        var row = All.FirstOrDefault(row => row.Address.Equals(address) && port is > 0 && (port == row.OrPort || port == row.DirPort));
        return row?.HeldOn(date) switch
        {
            null when row is not null => throw new NotSupportedException($"Whether {address} port {port} was {row.Name}'s on {date:O} is not known."),
            true => row,
            _ => null,
        };
    }

    private static Authority Row(string name, string address, int orPort, int dirPort, bool? in2018, bool? in2026) =>
        new(name, IPAddress.Parse(address), orPort, dirPort, in2018, in2026);

    private bool? HeldOn(DateOnly date) => date >= s_now ? In2026 : date == s_then ? In2018 : In2018 == In2026 && date > s_then ? In2026 : null;
}
