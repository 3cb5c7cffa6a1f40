using System.Text;
using TorIntel.Testing;
using static TorIntel.Tests.SampleNetwork;

namespace TorIntel.Tests;

public sealed class TorClassifierAllocationTests
{
    [Theory]
    [InlineData("10.0.0.1:40000", "9.9.9.9:443", EvidenceKind.None)]
    [InlineData("10.0.0.1:40000", "[2a00::1]:443", EvidenceKind.None)]
    [InlineData("10.0.0.1:40000", "203.0.113.200:443", EvidenceKind.None)] // beside relays
    [InlineData("-", "-", EvidenceKind.None)]
    [InlineData(Exit + ":40000", "10.0.0.1:22", EvidenceKind.SourceExit)]
    [InlineData(WebExit + ":40000", "10.0.0.1:22", EvidenceKind.SourceExitPolicyRejects)]
    [InlineData(Middle + ":40000", "10.0.0.1:22", EvidenceKind.SourceRelay)]
    [InlineData("10.0.0.1:40000", Guard + ":443", EvidenceKind.DestinationOrEndpoint)]
    [InlineData("10.0.0.1:40000", "131.188.40.189:443", EvidenceKind.DestinationAuthority)]
    [InlineData("10.0.0.1:40000", Guard + ":80", EvidenceKind.DestinationDirectoryPort)]
    [InlineData("10.0.0.1:40000", GuardAddress + ":443", EvidenceKind.DestinationGuard)]
    [InlineData("10.0.0.1:40000", InPrefix + ":443", EvidenceKind.DestinationRelay)]
    [InlineData("10.0.0.1:40000", Ours + ":443", EvidenceKind.OwnRelay)]
    [InlineData("10.0.0.1:40000", "9.9.9.9:9001", EvidenceKind.PortRelay)]
    [InlineData("10.0.0.1:40000", "10.0.0.2:9050", EvidenceKind.PortClient)]
    public void Classify_allocates_nothing(string source, string destination, EvidenceKind expected)
    {
        var options = new TorClassifierOptions
        {
            IgnoredNetworks = [Sketch.Prefix("192.0.2.0/24")],
            IgnoredRelays = [Sketch.Fingerprint(99)],
            OwnRelays = [Sketch.Fingerprint(98)],
        };
        foreach (var classifier in new[] { new TorClassifier(), new TorClassifier(options) })
        {
            foreach (var initiator in Enum.GetValues<EventInitiator>())
            {
                var torEvent = initiator == EventInitiator.Destination ? Events.Between(destination, source) : Events.Between(source, destination);
                torEvent = torEvent with { Initiator = initiator, Time = new DateTimeOffset(2026, 8, 22, 0, 0, 0, TimeSpan.Zero) };
                var verdict = classifier.Classify(View, torEvent);
                Assert.Equal(expected, verdict.HasEvidence ? verdict.Evidence[0].Kind : EvidenceKind.None);
                Allocations.AssertNone(() => _ = classifier.Classify(View, torEvent).Confidence);
            }
        }
    }

    [Theory]
    [InlineData("www.example.org")]
    [InlineData("www.google.com")]
    [InlineData("a.very.long.name.of.many.labels.that.says.nothing.at.all.example.org:443")]
    [InlineData(OnionForge.PublicExample + ".onion")]
    [InlineData("x." + OnionForge.PublicExample + ".onion.:443")]
    [InlineData("pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscrye.onion")]
    [InlineData("expyuzz4wqqyqhjn.onion")]
    [InlineData("x.onion")]
    [InlineData("expyuzz4wqqyqhjn.onion.to")]
    [InlineData("dist.torproject.org")]
    [InlineData("http://user@expyuzz4wqqyqhjn.onion:80/a")]
    public void AddName_and_Classify_of_a_name_allocate_nothing(string name)
    {
        var utf8 = Encoding.ASCII.GetBytes(name);
        var classifier = new TorClassifier(new TorClassifierOptions { IgnoredHosts = ["example.com", "www.example.net"] });
        Allocations.AssertNone(() =>
        {
            var torEvent = default(TorEvent);
            for (var i = 0; i < 8; i++)
            {
                classifier.AddName(ref torEvent, EventField.TlsServerName, utf8);
                classifier.AddName(ref torEvent, EventField.Url, utf8);
            }

            torEvent.AddCertificate(utf8, utf8);
            _ = ProcessClassifier.IsTor(utf8);
            _ = classifier.Classify(View, torEvent).Confidence;
        });
    }

    [Fact]
    public void Techniques_and_handles_allocate_nothing()
    {
        var classifier = new TorClassifier();
        var torEvent = Events.Between("10.0.0.1:40000", Shared + ":9002");
        var address = Sketch.Address(Shared);
        Allocations.AssertNone(() =>
        {
            var verdict = classifier.Classify(View, torEvent);
            foreach (var technique in TorClassifier.TechniquesOf(torEvent, verdict))
            {
                _ = technique.Id;
            }

            _ = View.TryFind(address, out var listed);
            _ = listed.RolesAt(torEvent.Time);
            _ = listed.IsExitAddress;
            _ = listed.HasOrPort(443);
        });
    }

    [Fact]
    public void The_platforms_missing_SHA3_costs_no_allocation_either()
    {
        var (message, digest) = (new byte[48], new byte[32]);
        Allocations.AssertNone(() => Sha3.HashShort(message, digest));
    }
}
