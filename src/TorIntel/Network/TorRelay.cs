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
    public RelayRoles Roles => (RelayRoles)_network.RelayData.Roles[_number];

    /// <summary>Gets the nickname; null if unknown.</summary>
    public string? Nickname => _network.RelayData.Details?[_number]?.Nickname;

    /// <summary>Gets when the relay was first seen; null if unknown.</summary>
    public DateTimeOffset? FirstSeen => _network.RelayData.Details?[_number]?.FirstSeen;

    /// <summary>Gets when the relay was last seen; null if unknown.</summary>
    public DateTimeOffset? LastSeen => _network.RelayData.Details?[_number]?.LastSeen;

    /// <summary>Gets the exact IPv4 exit policy; null unless a list of descriptors tells it.</summary>
    public ExitPolicy? ExitPolicy => _network.RelayData.Details?[_number]?.ExitPolicy;

    /// <summary>Gets the summary of the IPv4 exit policy; null if unknown.</summary>
    public ExitPolicySummary? ExitPolicySummary => _network.RelayData.Details?[_number]?.ExitPolicySummary;

    /// <summary>Gets the summary of the IPv6 exit policy; null if unknown.</summary>
    public ExitPolicySummary? ExitPolicySummaryIPv6 => _network.RelayData.Details?[_number]?.ExitPolicySummaryIPv6;

    internal int Number => _number;
}
