using System.Text;
using FsCheck;
using FsCheck.Xunit;

namespace TorIntel.Tests;

public sealed class TorEventTests
{
    private const string Version2 = "expyuzz4wqqyqhjn.onion";
    private const string Version3 = OnionForge.PublicExample + ".onion";

    [Fact]
    public void AddName_numbers_all_names_and_evidence_refers_to_those_numbers()
    {
        var torEvent = default(TorEvent);
        Assert.Equal(0, torEvent.AddHost(EventField.DnsQuery, "www.example.org"u8));
        Assert.Equal(1, torEvent.AddHost(EventField.HttpHost, "x.onion"u8));
        Assert.Equal(2, torEvent.AddHost(EventField.DnsQuery, ""u8));
        Assert.Equal(3, torEvent.AddHost(EventField.TlsServerName, "onion.to"u8));

        var evidence = new TorClassifier().Classify(TorNetwork.Empty, torEvent).Evidence.ToArray();
        Assert.Equal([(1, EventField.HttpHost), (3, EventField.TlsServerName)], evidence.Select(item => (item.NameOrdinal, item.Field)));
    }

    [Fact]
    public void Of_more_names_than_there_is_room_for_the_most_telling_survive()
    {
        var torEvent = default(TorEvent);
        string[] names =
        [
            "www.torproject.org", "check.torproject.org", "x.onion", "onion.to", "metrics.torproject.org", "dist.torproject.org", // the room
            Version2, "y.onion", "gitlab.torproject.org", Version3, Version2 + ".to",
        ];
        foreach (var name in names)
        {
            torEvent.AddHost(EventField.DnsQuery, Encoding.ASCII.GetBytes(name));
        }

        var verdict = new TorClassifier().Classify(TorNetwork.Empty, torEvent);
        Assert.Equal(Confidence.Confirmed, verdict.Confidence);
        var kept = verdict.Evidence.ToArray().Select(item => names[item.NameOrdinal]).ToList();
        Assert.Equal(NameFindings.Capacity, kept.Count);
        Assert.Contains(Version3, kept);
        Assert.Contains(Version2, kept);
        Assert.Contains(Version2 + ".to", kept);
        Assert.DoesNotContain(kept, name => name.Contains("torproject", StringComparison.Ordinal) && name != "dist.torproject.org");
    }

    [Fact]
    public void Of_names_that_tell_as_much_the_first_ones_survive()
    {
        var torEvent = default(TorEvent);
        for (var i = 0; i < 20; i++)
        {
            torEvent.AddHost(EventField.DnsQuery, "x.onion"u8);
        }

        var evidence = new TorClassifier().Classify(TorNetwork.Empty, torEvent).Evidence.ToArray();
        Assert.Equal(Enumerable.Range(0, NameFindings.Capacity), evidence.Select(item => item.NameOrdinal));
    }

    [Property(MaxTest = 500)]
    public void The_confidences_of_the_names_kept_are_the_highest_of_all(DoNotSize<int> seed)
    {
        string[] names = ["www.example.org", "www.torproject.org", "x.onion", "onion.to", "dist.torproject.org", Version2, Version3, Version2 + ".to", "www.abcdef.com"];
        var random = new Random(seed.Item);
        var added = Enumerable.Range(0, random.Next(20)).Select(_ => names[random.Next(names.Length)]).ToArray();
        var torEvent = default(TorEvent);
        foreach (var name in added)
        {
            torEvent.AddHost(EventField.TlsServerName, Encoding.ASCII.GetBytes(name));
        }

        var expected = added.Select(name => TorClassifier.ConfidenceOf(NameClassifier.Classify(Encoding.ASCII.GetBytes(name))))
            .Where(confidence => confidence != Confidence.None).OrderDescending().Take(NameFindings.Capacity);
        var verdict = new TorClassifier().Classify(TorNetwork.Empty, torEvent);
        Assert.Equal(expected, verdict.Evidence.ToArray().Select(item => item.Confidence).OrderDescending());
        Assert.All(verdict.Evidence.ToArray(), item => Assert.NotEqual("www.example.org", added[item.NameOrdinal]));
    }

    [Fact]
    public void A_server_name_of_Tors_form_gives_way_to_names_that_count_by_themselves()
    {
        var torEvent = Events.Between("10.0.0.1:40000", SampleNetwork.Middle + ":8080").WithName(EventField.TlsServerName, "www.abcdef.com");
        for (var i = 0; i < NameFindings.Capacity; i++)
        {
            torEvent = torEvent.WithName(EventField.DnsQuery, "www.torproject.org");
        }

        var verdict = new TorClassifier().Classify(SampleNetwork.View, torEvent);
        Assert.DoesNotContain(verdict.Evidence.ToArray(), item => item.Kind == EvidenceKind.TlsNameTorLink);
        Assert.Equal(NameFindings.Capacity + 1, verdict.Evidence.Length);
    }

    [Fact]
    public void Any_number_of_names_may_be_added()
    {
        var torEvent = default(TorEvent);
        for (var i = 0; i < 1000; i++)
        {
            Assert.Equal(Math.Min(i, 255), torEvent.AddHost(EventField.DnsQuery, "x.onion"u8));
        }

        Assert.Equal(NameFindings.Capacity, new TorClassifier().Classify(TorNetwork.Empty, torEvent).Evidence.Length);
    }

    [Property(MaxTest = 1000)]
    public void AddName_and_AddCertificate_of_any_bytes_never_throw(byte[] name, byte[] other)
    {
        var torEvent = default(TorEvent);
        foreach (var field in Enum.GetValues<EventField>())
        {
            torEvent.AddHost(field, name);
        }

        torEvent.AddCertificate(name, other);
        _ = new TorClassifier().Classify(TorNetwork.Empty, torEvent);
    }

    [Fact]
    public void A_copy_of_an_event_has_names_of_its_own()
    {
        var first = default(TorEvent).WithName(EventField.DnsQuery, "x.onion");
        var second = first;
        second.AddHost(EventField.DnsQuery, "y.onion"u8);
        Assert.Equal((1, 2), (first.Names.Length, second.Names.Length));
    }

    [Fact]
    public void An_empty_event_gives_no_evidence()
    {
        var verdict = new TorClassifier().Classify(SampleNetwork.View, default);
        Assert.Equal((Confidence.None, TorDirection.Unknown, EventInitiator.Source), (verdict.Confidence, verdict.Direction, verdict.Initiator));
        Assert.False(verdict.HasEvidence);
        Assert.True(verdict.Evidence.IsEmpty);
        Assert.Throws<ArgumentNullException>(() => new TorClassifier().Classify(null!, default));
    }
}
