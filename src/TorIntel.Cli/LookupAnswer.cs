using System.Text;

namespace TorIntel.Cli;

/// <summary>What is known about a value, judged as a destination and as a source.</summary>
internal sealed record LookupAnswer(
    LookupValue Value,
    RelayRoles Roles,
    NameClass Name,
    Confidence Confidence,
    IReadOnlyList<EvidenceKind> Evidence,
    IReadOnlyList<TorRelay> Relays,
    bool IsVerified)
{
    public static LookupAnswer Of(LookupValue value, TorNetwork network, TorClassifier classifier)
    {
        var asDestination = new TorEvent { Destination = value.Address, DestinationPort = value.Port, Time = value.At };
        var asSource = new TorEvent { Source = value.Address, Time = value.At };
        var host = Encoding.UTF8.GetBytes(value.Host);
        classifier.AddName(ref asDestination, EventField.HostName, host);

        var destination = classifier.Classify(network, asDestination);
        var source = classifier.Classify(network, asSource);
        List<EvidenceKind> evidence = [];
        List<TorRelay> relays = [];
        var isVerified = true;
        Collect(asDestination, destination);
        Collect(asSource, source);
        isVerified &= destination.HasEvidence || source.HasEvidence || network.IsVerified;
        var confidence = destination.Confidence > source.Confidence ? destination.Confidence : source.Confidence;
        if (value.Kind == LookupKind.Port && PortClassifier.Classify(value.Port) is var role and not PortRole.None)
        {
            // A port alone, whosoever it is.
            evidence.Add(role == PortRole.Relay ? EvidenceKind.PortRelay : EvidenceKind.PortClient);
            confidence = Confidence.Low;
        }

        var roles = network.TryFind(value.Address, out var listed) ? listed.RolesAt(value.At) : RelayRoles.None;
        return new LookupAnswer(value, roles, NameClassifier.Classify(host), confidence, evidence, relays, isVerified);

        void Collect(in TorEvent torEvent, in TorVerdict verdict)
        {
            foreach (var item in verdict.Evidence)
            {
                if (!evidence.Contains(item.Kind))
                {
                    evidence.Add(item.Kind);
                }
            }

            isVerified &= !verdict.HasEvidence || classifier.IsVerified(network, torEvent, verdict);
            relays.AddRange(classifier.RelaysOf(network, torEvent, verdict).Except(relays));
        }
    }
}
