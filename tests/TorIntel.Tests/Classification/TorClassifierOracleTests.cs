using FsCheck;
using FsCheck.Xunit;

namespace TorIntel.Tests;

public sealed class TorClassifierOracleTests
{
    private const int EventsPerNetwork = 20;

    [Property(MaxTest = 1500)]
    public void Classify_agrees_with_the_table_of_evidence(DoNotSize<int> seed)
    {
        var generator = new ClassifierCaseGenerator(new Random(seed.Item));
        var network = generator.MakeNetwork();
        var view = network.BuildView();
        var classifier = new TorClassifier(network.Options);
        for (var i = 0; i < EventsPerNetwork; i++)
        {
            var subject = generator.WithEvent(network);
            var torEvent = subject.BuildEvent();
            var (expected, actual) = (new AddressEvidenceOracle(subject).Judge(), Judge(classifier, view, torEvent));
            Assert.True(expected == actual, $"expected {expected}\nactual   {actual}\n{subject}");
        }
    }

    [Property(MaxTest = 300)]
    public void The_order_of_the_lists_does_not_matter_where_no_policies_differ(DoNotSize<int> seed)
    {
        var random = new Random(seed.Item);
        var generator = new ClassifierCaseGenerator(random);
        var network = generator.MakeNetwork();
        network = network with { Relays = [.. network.Relays.Select(relay => relay with { ExitPolicy = null, ExitPolicySummary = null, ExitPolicySummaryIPv6 = null })] };
        var (relays, addresses) = (network.Relays.ToArray(), network.Addresses.ToArray());
        random.Shuffle(relays);
        random.Shuffle(addresses);

        var (view, shuffled) = (network.BuildView(), (network with { Relays = relays, Addresses = addresses }).BuildView());
        var classifier = new TorClassifier(network.Options);
        for (var i = 0; i < EventsPerNetwork; i++)
        {
            var torEvent = generator.WithEvent(network).BuildEvent();
            Assert.Equal(Judge(classifier, view, torEvent), Judge(classifier, shuffled, torEvent));
        }
    }

    [Fact]
    public void The_generated_cases_give_every_kind_of_evidence_about_addresses_and_ports_in_numbers()
    {
        var generator = new ClassifierCaseGenerator(new Random(1));
        var counts = new Dictionary<string, int>();
        for (var i = 0; i < 500; i++)
        {
            var network = generator.MakeNetwork();
            var (view, classifier) = (network.BuildView(), new TorClassifier(network.Options));
            for (var j = 0; j < EventsPerNetwork; j++)
            {
                foreach (var item in classifier.Classify(view, generator.WithEvent(network).BuildEvent()).Evidence)
                {
                    var key = item.Kind + (item.IsAuthorised ? " authorised" : "");
                    counts[key] = counts.GetValueOrDefault(key) + 1;
                }
            }
        }

        EvidenceKind[] aboutRelays =
        [
            EvidenceKind.SourceExit, EvidenceKind.SourceExitPolicyRejects, EvidenceKind.SourceRelay, EvidenceKind.DestinationOrEndpoint, EvidenceKind.DestinationAuthority,
            EvidenceKind.DestinationDirectoryPort, EvidenceKind.DestinationGuard, EvidenceKind.DestinationRelay, EvidenceKind.OwnRelay,
        ];
        Assert.All(aboutRelays, kind => Assert.True(counts.GetValueOrDefault(kind.ToString()) >= 20, kind.ToString()));
        Assert.All(aboutRelays, kind => Assert.True(counts.GetValueOrDefault(kind + " authorised") >= 1, kind + " authorised"));
        Assert.All([EvidenceKind.PortRelay, EvidenceKind.PortClient, EvidenceKind.TlsNameTorLink], kind => Assert.True(counts.GetValueOrDefault(kind.ToString()) >= 20, kind.ToString()));
    }

    private static string Judge(TorClassifier classifier, TorNetwork view, in TorEvent torEvent)
    {
        var verdict = classifier.Classify(view, torEvent);
        return AddressEvidenceOracle.Text(
            verdict.Direction,
            verdict.Confidence,
            verdict.Initiator == EventInitiator.Source,
            verdict.IsInitiatorAssumed,
            verdict.Evidence.ToArray().Select(item => AddressEvidenceOracle.Text(item.Kind, item.Confidence, item.Field, item.IsAuthorised)),
            classifier.RelaysOf(view, torEvent, verdict).Select(relay => relay.Fingerprint));
    }
}
