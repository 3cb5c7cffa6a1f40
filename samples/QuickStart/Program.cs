using TorIntel;
using TorIntel.Feeds;

// Made-up guards at documentation addresses, in the form "fingerprint, ipaddr, port".
var path = Path.Combine(AppContext.BaseDirectory, "guards.csv");

// <quickstart>
var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true }; // documentation addresses; real lists need no option
var report = new TorListLoader(builder).LoadFile(path, RelayRoles.Guard);
if (report.Refusal is not null)                                       // a web page, an empty file, prose: no exception
{
    throw new InvalidDataException(report.Refusal);
}

var network = builder.Build();                                        // immutable, shared by all threads
var classifier = new TorClassifier();

var torEvent = new TorEvent
{
    Source = IPAddressValue.Parse("10.20.1.23"), SourcePort = 51514,
    Destination = IPAddressValue.Parse("192.0.2.10"), DestinationPort = 9001, Transport = TransportProtocol.Tcp,
};
var verdict = classifier.Classify(network, torEvent);
Console.WriteLine($"{verdict.Confidence}, {verdict.Direction}");      // Confirmed, Outbound
// </quickstart>

foreach (var evidence in verdict.Evidence)
{
    Console.WriteLine($"  {EvidenceNames.NameOf(evidence.Kind)} in {evidence.Field}: {EvidenceNames.NameOf(evidence.Confidence)}");
}

foreach (var relay in classifier.RelaysOf(network, torEvent, verdict))
{
    Console.WriteLine($"  relay {relay.Fingerprint} ({string.Join(", ", EvidenceNames.NamesOf(relay.Roles))})");
}

foreach (var technique in TorClassifier.TechniquesOf(torEvent, verdict))
{
    Console.WriteLine($"  ATT&CK {AttackTable.Version}: {technique.Id}");
}

// Names are added to an event; they are judged without any list.
var dnsEvent = new TorEvent { Source = IPAddressValue.Parse("10.20.1.23"), Destination = IPAddressValue.Parse("10.20.0.53"), DestinationPort = 53 };
classifier.AddName(ref dnsEvent, EventField.DnsQuery, "dist.torproject.org"u8);
var dnsVerdict = classifier.Classify(network, dnsEvent);
Console.WriteLine($"{dnsVerdict.Confidence}, {dnsVerdict.Direction}: {EvidenceNames.NameOf(dnsVerdict.Evidence[0].Kind)}");
