using System.Runtime.InteropServices;

namespace TorIntel;

/// <summary>A relay of a view. A handle of two words into the view: cheap to copy, valid as long as the view is referenced.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly partial record struct TorRelay
{
    private readonly TorNetwork _network;
    private readonly int _number;

    internal TorRelay(TorNetwork network, int number)
    {
        _network = network;
        _number = number;
    }

    /// <summary>Gets the fingerprint.</summary>
    public RelayFingerprint Fingerprint => _network.RelayData.Fingerprints[_number];

    /// <summary>Gets the roles, joined over all lists of the view.</summary>
    public RelayRoles Roles => (RelayRoles)_network.RelayData.Roles[_number] & RelayTable.AllRoles;

    /// <summary>Gets the nickname; null if unknown. Made into a string when first asked for.</summary>
    public string? Nickname => _network.RelayData.NicknameOf(_number);

    /// <summary>Gets when the relay was first seen; null if unknown.</summary>
    public DateTimeOffset? FirstSeen => _network.RelayData.SeenOf(_number).First;

    /// <summary>Gets when the relay was last seen; null if unknown.</summary>
    public DateTimeOffset? LastSeen => _network.RelayData.SeenOf(_number).Last;

    /// <summary>Gets the exact IPv4 exit policy; null unless a list of descriptors tells it.</summary>
    public ExitPolicy? ExitPolicy => _network.RelayData.ExitPolicyOf(_number);

    /// <summary>Gets the summary of the IPv4 exit policy; null if unknown.</summary>
    public ExitPolicySummary? ExitPolicySummary => _network.RelayData.SummaryOf(_number);

    /// <summary>Gets the summary of the IPv6 exit policy; null if unknown.</summary>
    public ExitPolicySummary? ExitPolicySummaryIPv6 => _network.RelayData.SummaryIPv6Of(_number);

    internal int Number => _number;

    /// <summary>Gets which of guard and exit a list says whose signatures were checked.</summary>
    internal RelayRoles VerifiedRoles => (RelayRoles)(_network.RelayData.Roles[_number] >> RelayTable.VerifiedShift);

    // Without its endpoints, which are in the table of addresses.
    internal TorRelayDescription ToDescription() => new()
    {
        Fingerprint = Fingerprint,
        Roles = Roles,
        Nickname = Nickname,
        FirstSeen = FirstSeen,
        LastSeen = LastSeen,
        ExitPolicy = ExitPolicy,
        ExitPolicySummary = ExitPolicySummary,
        ExitPolicySummaryIPv6 = ExitPolicySummaryIPv6,
    };
}
