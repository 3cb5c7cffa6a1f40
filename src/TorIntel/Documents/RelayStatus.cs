using System.Runtime.InteropServices;
using System.Text;

namespace TorIntel;

/// <summary>What a document says about one relay, as its reader comes by. Filled anew for each relay, so that reading allocates little; <see cref="ToDescription"/> keeps it.</summary>
/// <remarks>Everything but the fingerprint may be missing: documents differ in what they tell.</remarks>
public sealed class RelayStatus
{
    private readonly List<IPEndpointValue> _orEndpoints = [];
    private readonly List<IPEndpointValue> _directoryEndpoints = [];
    private readonly List<IPAddressValue> _exitAddresses = [];
    private readonly byte[] _nickname = new byte[32];
    private int _nicknameLength;

    /// <summary>Gets the fingerprint.</summary>
    public RelayFingerprint Fingerprint { get; internal set; }

    /// <summary>Gets the roles; <see cref="RelayRoles.Relay"/> is always among them.</summary>
    public RelayRoles Roles { get; internal set; }

    /// <summary>Gets the nickname as ASCII; empty if unknown. Valid until the next relay is read.</summary>
    public ReadOnlySpan<byte> Nickname => _nickname.AsSpan(0, _nicknameLength);

    /// <summary>Gets the OR endpoints. Valid until the next relay is read.</summary>
    public ReadOnlySpan<IPEndpointValue> OrEndpoints => CollectionsMarshal.AsSpan(_orEndpoints);

    /// <summary>Gets the directory endpoints. Valid until the next relay is read.</summary>
    public ReadOnlySpan<IPEndpointValue> DirectoryEndpoints => CollectionsMarshal.AsSpan(_directoryEndpoints);

    /// <summary>Gets the addresses from which exit traffic was measured to leave. Valid until the next relay is read.</summary>
    public ReadOnlySpan<IPAddressValue> ExitAddresses => CollectionsMarshal.AsSpan(_exitAddresses);

    /// <summary>Gets the exact IPv4 exit policy; null if the document does not tell it.</summary>
    public ExitPolicy? ExitPolicy { get; internal set; }

    /// <summary>Gets the summary of the IPv4 exit policy; null if the document does not tell it.</summary>
    public ExitPolicySummary? ExitPolicySummary { get; internal set; }

    /// <summary>Gets the summary of the IPv6 exit policy; null if the document does not tell it.</summary>
    public ExitPolicySummary? ExitPolicySummaryIPv6 { get; internal set; }

    /// <summary>Gets when the relay was first seen; null if the document does not tell it.</summary>
    public DateTimeOffset? FirstSeen { get; internal set; }

    /// <summary>Gets when the relay was last seen; null if the document does not tell it.</summary>
    public DateTimeOffset? LastSeen { get; internal set; }

    /// <summary>Gets when the relay published the descriptor that this is from, by its own clock; null if the document does not tell it. Not part of <see cref="ToDescription"/>.</summary>
    public DateTimeOffset? Published { get; internal set; }

    /// <summary>Copies what was read, to be kept.</summary>
    public TorRelayDescription ToDescription() => new()
    {
        Fingerprint = Fingerprint,
        Roles = Roles,
        Nickname = _nicknameLength == 0 ? null : Encoding.ASCII.GetString(Nickname),
        OrEndpoints = [.. _orEndpoints],
        DirectoryEndpoints = [.. _directoryEndpoints],
        ExitAddresses = [.. _exitAddresses],
        ExitPolicy = ExitPolicy,
        ExitPolicySummary = ExitPolicySummary,
        ExitPolicySummaryIPv6 = ExitPolicySummaryIPv6,
        FirstSeen = FirstSeen,
        LastSeen = LastSeen,
    };

    internal void Clear()
    {
        Fingerprint = default;
        Roles = RelayRoles.Relay;
        _nicknameLength = 0;
        _orEndpoints.Clear();
        _directoryEndpoints.Clear();
        _exitAddresses.Clear();
        ExitPolicy = null;
        ExitPolicySummary = null;
        ExitPolicySummaryIPv6 = null;
        FirstSeen = null;
        LastSeen = null;
        Published = null;
    }

    /// <summary>Takes a nickname of 1 to 19 letters and digits (dir-spec section 1.3), other than "Unnamed", which is none.</summary>
    /// <returns>Whether it is one.</returns>
    internal bool TrySetNickname(ReadOnlySpan<byte> nickname)
    {
        const int MaxLength = 19;
        _nicknameLength = 0;
        if (nickname.Length is 0 or > MaxLength || !IsAlphanumeric(nickname))
        {
            return false;
        }

        if (!nickname.SequenceEqual("Unnamed"u8))
        {
            nickname.CopyTo(_nickname);
            _nicknameLength = nickname.Length;
        }

        return true;
    }

    internal void AddOrEndpoint(IPEndpointValue endpoint) => _orEndpoints.Add(endpoint);

    internal void AddDirectoryEndpoint(IPEndpointValue endpoint) => _directoryEndpoints.Add(endpoint);

    internal void AddExitAddress(IPAddressValue address) => _exitAddresses.Add(address);

    private static bool IsAlphanumeric(ReadOnlySpan<byte> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit((char)c))
            {
                return false;
            }
        }

        return true;
    }
}
