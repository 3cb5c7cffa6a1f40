using System.Globalization;
using NLog;

namespace TorIntel;

/// <summary>Adds a finding as one property with objects in it: dictionaries, which every layout of NLog can write without reflection.</summary>
internal sealed class ObjectTagWriter(string name) : ITagWriter
{
    public bool Write(TorFinding finding, LogEventInfo logEvent)
    {
        if (logEvent.Properties.ContainsKey(name))
        {
            return false;
        }

        var members = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (member, value) in DescribedFinding.Of(finding, this, Describe))
        {
            members.Add(member, value);
        }

        members.Add("list", ListOf(finding, EventJudge.TimeOf(logEvent)));
        return logEvent.Properties.TryAdd(name, members);
    }

    private static KeyValuePair<string, object?>[] Describe(TorFinding finding)
    {
        ref readonly var verdict = ref finding.Verdict;
        List<KeyValuePair<string, object?>> members =
        [
            new("confidence", EvidenceNames.NameOf(verdict.Confidence)),
            new("direction", EvidenceNames.NameOf(verdict.Direction)),
        ];
        if (verdict.IsInitiatorAssumed)
        {
            members.Add(new("initiator", "assumed"));
        }

        members.Add(new("evidence", finding.Evidence.Select(EvidenceOf).ToArray()));
        if (finding.Relays.Count != 0)
        {
            members.Add(new("relays", finding.Relays.Select(RelayOf).ToArray()));
        }

        if (finding.Techniques.Count != 0)
        {
            List<string> ids = [];
            foreach (var technique in finding.Techniques)
            {
                ids.Add(technique.Id);
            }

            members.Add(new("techniques", ids.ToArray()));
            members.Add(new("attack_version", AttackTable.Version));
        }

        return [.. members];
    }

    private static Dictionary<string, object?> EvidenceOf(ObservedEvidence evidence)
    {
        var members = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["name"] = EvidenceNames.NameOf(evidence.Kind),
            ["field"] = evidence.Field,
            ["value"] = evidence.Value,
        };
        if (evidence.IsAuthorised)
        {
            members.Add("authorised", true);
        }

        return members;
    }

    private static Dictionary<string, object?> RelayOf(TorRelay relay)
    {
        var members = new Dictionary<string, object?>(StringComparer.Ordinal) { ["fingerprint"] = relay.Fingerprint.ToString() };
        AddIfKnown(members, "nickname", relay.Nickname);
        members.Add("roles", EvidenceNames.NamesOf(relay.Roles).ToArray());
        AddIfKnown(members, "first_seen", relay.FirstSeen is { } first ? IsoTime(first) : null);
        AddIfKnown(members, "last_seen", relay.LastSeen is { } last ? IsoTime(last) : null);
        return members;
    }

    private static Dictionary<string, object?> ListOf(TorFinding finding, DateTimeOffset time)
    {
        var members = new Dictionary<string, object?>(StringComparer.Ordinal);
        AddIfKnown(members, "source", finding.Source);
        AddIfKnown(members, "time", finding.Network.Time is { } listTime ? IsoTime(listTime) : null);
        if (finding.AgeAt(time) is { } age)
        {
            members.Add("age_s", age);
            members.Add("stale", finding.IsStaleAt(time));
        }

        members.Add("verified", finding.IsVerified);
        return members;
    }

    private static string IsoTime(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static void AddIfKnown(Dictionary<string, object?> members, string name, string? value)
    {
        if (value is not null)
        {
            members.Add(name, value);
        }
    }
}
