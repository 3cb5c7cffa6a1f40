using System.Runtime.InteropServices;

namespace TorIntel;

/// <summary>Puts relays into columns.</summary>
internal sealed class RelayTableBuilder
{
    private readonly Dictionary<ExitPolicy, int> _exitPolicies = [];
    private readonly Dictionary<ExitPolicySummary, int> _summaries = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, int> _summaryTexts = new(StringComparer.Ordinal);
    private readonly List<ExitPolicySummary> _distinctSummaries = [];

    public RelayTable Build(IReadOnlyList<(RelayFingerprint Fingerprint, RelayRoles Roles, RelayDetails? Details)> relays)
    {
        var fingerprints = new RelayFingerprint[relays.Count];
        var roles = new byte[relays.Count];
        var nicknames = new string?[relays.Count];
        var seen = new RelaySeen[relays.Count];
        var policies = new RelayPolicies[relays.Count];
        var (hasNicknames, hasSeen) = (false, false);
        for (var i = 0; i < relays.Count; i++)
        {
            var (fingerprint, ownRoles, known) = relays[i];
            var details = known ?? RelayDetails.Unknown;
            fingerprints[i] = fingerprint;
            roles[i] = (byte)(ownRoles | (DirectoryAuthorities.IsAuthority(fingerprint) ? RelayRoles.Authority : RelayRoles.None));
            nicknames[i] = details.Nickname;
            seen[i] = new RelaySeen(details.FirstSeen, details.LastSeen);
            policies[i] = new RelayPolicies { Exact = NumberOf(details.ExitPolicy), Summary = NumberOf(details.ExitPolicySummary), SummaryIPv6 = NumberOf(details.ExitPolicySummaryIPv6) };
            hasNicknames |= !string.IsNullOrEmpty(details.Nickname);
            hasSeen |= details.FirstSeen is not null || details.LastSeen is not null;
        }

        return new RelayTable(
            fingerprints,
            roles,
            _exitPolicies.Count + _summaryTexts.Count != 0 ? policies : [],
            hasSeen ? MemoryMarshal.AsBytes<RelaySeen>(seen).ToArray() : default,
            TextTable<string>.Create(hasNicknames ? nicknames : [], RelayTable.DecodeNickname),
            TextTable<ExitPolicy>.Create([.. _exitPolicies.Keys.Select(policy => policy.ToString())], RelayTable.DecodePolicy, _exitPolicies.Keys),
            TextTable<ExitPolicySummary>.Create([.. _summaryTexts.Keys], RelayTable.DecodeSummary, _distinctSummaries));
    }

    private int NumberOf(ExitPolicy? policy)
    {
        if (policy is null)
        {
            return 0;
        }

        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_exitPolicies, policy, out _);
        return number = number != 0 ? number : _exitPolicies.Count;
    }

    // Readers hand out the same object for the same text as far as they can, so its text is rarely made.
    private int NumberOf(ExitPolicySummary? summary)
    {
        if (summary is null)
        {
            return 0;
        }

        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_summaries, summary, out _);
        if (number == 0)
        {
            ref var numberOfText = ref CollectionsMarshal.GetValueRefOrAddDefault(_summaryTexts, summary.ToString(), out var isKnown);
            if (!isKnown)
            {
                numberOfText = _summaryTexts.Count;
                _distinctSummaries.Add(summary);
            }

            number = numberOfText;
        }

        return number;
    }
}
