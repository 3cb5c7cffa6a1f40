using System.Globalization;
using Serilog.Events;

namespace TorIntel;

/// <summary>Writes the tag as one property with an object, as docs/tag.md describes it.</summary>
internal sealed class StructureWriter(string name) : TagWriter
{
    private static readonly LogEventProperty s_isStale = new("stale", True);
    private static readonly LogEventProperty s_isFresh = new("stale", False);
    private static readonly LogEventProperty s_isVerified = new("verified", True);
    private static readonly LogEventProperty s_isNotVerified = new("verified", False);

    // The lists are a day old for a second, so all findings of that second share the words about it. One for what is verified, one for what is not.
    private readonly ListPart?[] _listParts = new ListPart?[2];

    public override bool Write(LogEvent logEvent, Dictionary<string, LogEventPropertyValue> properties, TorFinding finding)
    {
        if (properties.ContainsKey(name))
        {
            return false;
        }

        if (finding.Tag is not StructureTag tag)
        {
            finding.Tag = tag = new StructureTag(name, MembersOf(finding));
        }

        logEvent.AddPropertyIfAbsent(tag.With(ListPartOf(finding, logEvent.Timestamp)));
        return true;
    }

    private static List<LogEventProperty> MembersOf(TorFinding finding)
    {
        ref readonly var verdict = ref finding.Verdict;
        List<LogEventProperty> members = [];
        Add(members, "confidence", EvidenceNames.NameOf(verdict.Confidence));
        Add(members, "direction", EvidenceNames.NameOf(verdict.Direction));
        Add(members, "initiator", verdict.IsInitiatorAssumed ? "assumed" : null);
        members.Add(new LogEventProperty("evidence", new SequenceValue(finding.Evidence.Select(EvidenceOf))));
        if (finding.Relays.Count != 0)
        {
            members.Add(new LogEventProperty("relays", new SequenceValue(finding.Relays.Select(RelayOf))));
        }

        if (finding.Techniques.Count != 0)
        {
            List<string> techniques = [];
            foreach (var technique in finding.Techniques)
            {
                techniques.Add(technique.Id);
            }

            members.Add(new LogEventProperty("techniques", ListOf(techniques)));
            Add(members, "attack_version", AttackTable.Version);
        }

        return members;
    }

    private static StructureValue EvidenceOf(ObservedEvidence evidence)
    {
        List<LogEventProperty> members = [];
        Add(members, "name", EvidenceNames.NameOf(evidence.Kind));
        Add(members, "field", evidence.Field);
        Add(members, "value", evidence.Value);
        if (evidence.IsAuthorised)
        {
            members.Add(new LogEventProperty("authorised", True));
        }

        return new StructureValue(members);
    }

    private static StructureValue RelayOf(TorRelay relay)
    {
        List<LogEventProperty> members = [];
        Add(members, "fingerprint", relay.Fingerprint.ToString());
        Add(members, "nickname", relay.Nickname);
        members.Add(new LogEventProperty("roles", ListOf(EvidenceNames.NamesOf(relay.Roles))));
        Add(members, "first_seen", TextOf(relay.FirstSeen));
        Add(members, "last_seen", TextOf(relay.LastSeen));
        return new StructureValue(members);
    }

    private static void Add(List<LogEventProperty> members, string name, string? value)
    {
        if (value is not null)
        {
            members.Add(new LogEventProperty(name, new ScalarValue(value)));
        }
    }

    private static string? TextOf(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private ListPart ListPartOf(TorFinding finding, DateTimeOffset time)
    {
        var network = finding.Network;
        var age = finding.AgeAt(time);
        bool? isStale = age is null ? null : finding.IsStaleAt(time);
        ref var place = ref _listParts[finding.IsVerified ? 1 : 0];
        var part = Volatile.Read(ref place);
        if (part is null || part.Network != network || part.Age != age || part.IsStale != isStale)
        {
            var lists = part?.Network == network ? part.Lists : ListsOf(network);
            part = new ListPart(network, lists, age, isStale, new LogEventProperty("list", Describe(lists, age, isStale, finding.IsVerified)));
            Volatile.Write(ref place, part);
        }

        return part;
    }

    private static LogEventProperty[] ListsOf(TorNetwork network)
    {
        List<LogEventProperty> members = [];
        Add(members, "source", network.Sources.Count == 0 ? null : network.SourceName);
        Add(members, "time", TextOf(network.Time));
        return [.. members];
    }

    private static StructureValue Describe(LogEventProperty[] lists, long? age, bool? isStale, bool isVerified)
    {
        var verified = isVerified ? s_isVerified : s_isNotVerified;
        return age is { } seconds
            ? new StructureValue([.. lists, new LogEventProperty("age_s", new ScalarValue(seconds)), isStale == true ? s_isStale : s_isFresh, verified])
            : new StructureValue([.. lists, verified]);
    }
}
