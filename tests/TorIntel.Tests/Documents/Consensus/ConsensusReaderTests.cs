using System.IO.Compression;
using System.Text;
using TorIntel.Testing;

namespace TorIntel.Tests;

public sealed class ConsensusReaderTests
{
    private const int RelaysOf2017 = 7347;

    private static readonly ConsensusForge s_forge = new();

    [Theory]
    [InlineData(ConsensusFlavor.Ns)]
    [InlineData(ConsensusFlavor.Microdesc)]
    public void Read_gives_every_relay_with_what_the_document_says(ConsensusFlavor flavor)
    {
        const int Count = 60;
        var reader = new ConsensusReader(new ChunkedStream(s_forge.Make(Count, flavor)));
        var relays = ReadAll(reader).ToDictionary(relay => relay.Fingerprint);

        Assert.Equal((null, 0, Count), (reader.Refusal, reader.ErrorCount, reader.RelayCount));
        Assert.Equal(ConsensusForge.DefaultTime, reader.Time);
        Assert.Equal(ConsensusForge.DefaultTime.AddHours(3), reader.ValidUntil);
        for (var number = 0; number < Count; number++)
        {
            var relay = relays[ForgedRelays.FingerprintOf(number)];
            var endpoint = ForgedRelays.EndpointOf(number);
            IPEndpointValue[] second = number % 3 == 0 ? [new(IPAddressValue.Parse($"2001:db8::{number + 1:x}"), endpoint.Port)] : [];
            IPEndpointValue[] directory = number % 7 == 0 ? [endpoint with { Port = 9030 }] : [];

            Assert.Equal($"relay{number}", relay.Nickname);
            Assert.Equal([endpoint, .. second], relay.OrEndpoints);
            Assert.Equal(directory, relay.DirectoryEndpoints);
            Assert.Equal(ForgedRelays.RolesOf(number, flavor), relay.Roles);
            Assert.Equal(flavor == ConsensusFlavor.Ns, relay.ExitPolicySummary is not null);
            Assert.Equal((null, ConsensusForge.DefaultTime), (relay.FirstSeen, relay.LastSeen));
            Assert.Empty(relay.ExitAddresses);
        }
    }

    [Fact]
    public void Header_tells_what_holds_for_the_whole_document()
    {
        var reader = new ConsensusReader(s_forge.Make());
        Assert.Null(reader.Header);
        Assert.True(reader.Read());

        var header = reader.Header!;
        Assert.Equal((ConsensusFlavor.Ns, 35), (header.Flavor, header.ConsensusMethod));
        Assert.Equal((ConsensusForge.DefaultTime, ConsensusForge.DefaultTime.AddHours(1), ConsensusForge.DefaultTime.AddHours(3)), (header.ValidAfter, header.FreshUntil, header.ValidUntil));
        Assert.Equal(s_forge.Authorities.Select(authority => new ConsensusAuthority(authority.Nickname, authority.Identity.Digest)), header.Authorities);
    }

    [Theory]
    [InlineData("s Exit BadExit Running Valid", "reject 1-65535", true)]
    [InlineData("s Running Valid", "accept 80", true)]
    [InlineData("s Running Valid", "reject 25", true)]
    [InlineData("s Running Valid", "reject 1-65535", false)]
    [InlineData("s Running Valid", "reject 1-1000,1001-65535", false)]
    [InlineData("s Exiting ExitX BadExit Valid", "reject 1-65535", false)]
    public void A_relay_can_exit_by_its_flag_or_its_policy(string flags, string policy, bool canExit)
    {
        var relay = Assert.Single(ReadAll(new ConsensusReader(Document($"{flags}\np {policy}\n"))));

        Assert.Equal(canExit, (relay.Roles & RelayRoles.Exit) != 0);
        Assert.Equal(policy.Contains("1-1000", StringComparison.Ordinal) ? "reject 1-65535" : policy, relay.ExitPolicySummary!.ToString());
    }

    [Fact]
    public void Flags_make_roles()
    {
        var relay = Assert.Single(ReadAll(new ConsensusReader(Document("s Authority Exit Fast Guard HSDir MiddleOnly Running Stable V2Dir Valid\n"))));

        Assert.Equal(RelayRoles.Relay | RelayRoles.Authority | RelayRoles.Exit | RelayRoles.Guard, relay.Roles);
    }

    [Theory]
    [InlineData("r forged AAAA AAAA 2038-01-01 00:00:00 192.0.2.1 443 0\ns Valid\n", "'AAAA' is no identity of 27 base64 characters")]
    [InlineData("r forged AAAAAAAAAAAAAAAAAAAAAAAAAA! AAAA 2038-01-01 00:00:00 192.0.2.1 443 0\ns Valid\n", "is no identity of 27 base64 characters")]
    [InlineData("r forged AAAAAAAAAAAAAAAAAAAAAAAAAAA AAAA 2038-01-01 00:00:00 192.0.2.256 443 0\ns Valid\n", "'192.0.2.256' is no IPv4 address")]
    [InlineData("r forged AAAAAAAAAAAAAAAAAAAAAAAAAAA AAAA 2038-01-01 00:00:00 2001:db8::1 443 0\ns Valid\n", "'2001:db8::1' is no IPv4 address")]
    [InlineData("r forged AAAAAAAAAAAAAAAAAAAAAAAAAAA AAAA 2038-01-01 00:00:00 192.0.2.1 65536 0\ns Valid\n", "'65536' is no OR port")]
    [InlineData("r forged AAAAAAAAAAAAAAAAAAAAAAAAAAA AAAA 2038-01-01 00:00:00 192.0.2.1 443\ns Valid\n", "'' is no directory port")]
    [InlineData("r aNicknameThatIsTooLong AAAAAAAAAAAAAAAAAAAAAAAAAAA AAAA 2038-01-01 00:00:00 192.0.2.1 443 0\ns Valid\n", "is no nickname")]
    [InlineData("r\ns Valid\n", "'' is no nickname")]
    [InlineData("r forged AAAAAAAAAAAAAAAAAAAAAAAAAAA AAAA 2038-01-01 00:00:00 192.0.2.1 443 0\nv Tor 0.4.9.11\n", "the relay has no s line")]
    public void A_bad_entry_costs_only_itself(string entry, string reason)
    {
        foreach (var (document, line) in new[] { (Document("s Valid\n", entry), 14), (Document("s Valid\n", "", entry), 12) })
        {
            var reader = new ConsensusReader(document);

            Assert.Single(ReadAll(reader));
            Assert.Null(reader.Refusal);
            var error = Assert.Single(reader.Errors);
            Assert.Equal(line, error.Line);
            Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("s Valid\na 2001:db8::1\n", "'2001:db8::1' is no address with a port")]
    [InlineData("s Valid\na [2001:db8::1]:0\n", "'[2001:db8::1]:0' is no address with a port")]
    [InlineData("s Valid\np accept none\n", "'accept none' is no summary of an exit policy")]
    [InlineData("s Valid\ns Exit\n", "a second s line of the same relay")]
    [InlineData("p reject 1-65535\ns Valid\np accept 80\n", "a second p line of the same relay")]
    public void A_bad_line_of_an_entry_costs_only_itself(string lines, string reason)
    {
        var reader = new ConsensusReader(Document(lines));
        var relay = Assert.Single(ReadAll(reader));

        Assert.Equal(reason, Assert.Single(reader.Errors).Reason);
        Assert.Equal(RelayRoles.Relay, relay.Roles);
        Assert.Single(relay.OrEndpoints);
    }

    [Fact]
    public void Relays_with_the_same_policy_share_its_summary()
    {
        var relays = ReadAll(new ConsensusReader(s_forge.Make(relays: 100)));
        var summaries = relays.Select(relay => relay.ExitPolicySummary!).ToList();

        Assert.Equal(summaries.Select(summary => summary.ToString()).Distinct().Count(), summaries.Distinct(ReferenceEqualityComparer.Instance).Count());
    }

    [Fact]
    public void What_is_unknown_is_passed_over()
    {
        var relay = Assert.Single(ReadAll(new ConsensusReader(Document("id ed25519 x\nfuture 1 2 3\ns Valid New-Flag\nw Bandwidth=1 Other=2\n"))));

        Assert.Equal(RelayRoles.Relay, relay.Roles);
    }

    [Fact]
    public void Carriage_returns_and_a_mark_in_front_are_no_obstacle_to_reading()
    {
        var text = "\uFEFF" + Encoding.ASCII.GetString(s_forge.Make()).Replace("\n", "\r\n", StringComparison.Ordinal);
        var reader = new ConsensusReader(Encoding.UTF8.GetBytes(text));

        Assert.Equal(10, ReadAll(reader).Count);
        Assert.Null(reader.Refusal);
    }

    [Fact]
    public void The_real_consensus_of_2017_is_read_whole()
    {
        using var file = File.OpenRead(SharedData.PathOrSkip("data/tor-documents/2017-04-15-00-00-00-consensus.gz"));
        using var gzip = new GZipStream(file, CompressionMode.Decompress);
        var reader = new ConsensusReader(gzip);
        var relays = ReadAll(reader);

        Assert.Equal((null, 0, RelaysOf2017), (reader.Refusal, reader.ErrorCount, relays.Count));
        Assert.Equal(RelaysOf2017, relays.DistinctBy(relay => relay.Fingerprint).Count());
        Assert.Equal(new DateTimeOffset(2017, 4, 15, 0, 0, 0, TimeSpan.Zero), reader.Time);
        Assert.Equal(8, reader.Header!.Authorities.Count);
        Assert.Equal("dannenberg", reader.Header.Authorities[0].Nickname);
        Assert.Equal(1066, relays.Count(relay => relay.ExitPolicySummary!.AcceptsAny));
        Assert.Equal(630, relays.Count(relay => relay.OrEndpoints.Count == 2));
        Assert.All(relays, relay => Assert.Equal(reader.Time, relay.LastSeen));
    }

    [Fact]
    public void Of_the_real_consensus_a_fifth_of_the_exits_has_no_flag()
    {
        using var file = File.OpenRead(SharedData.PathOrSkip("data/tor-documents/2017-04-15-00-00-00-consensus.gz"));
        using var gzip = new GZipStream(file, CompressionMode.Decompress);
        using var memory = new MemoryStream();
        gzip.CopyTo(memory);
        var text = Encoding.ASCII.GetString(memory.ToArray());
        var flagged = text.Split("\nr ")[1..].Where(entry => entry.Split('\n').Any(line => line.StartsWith("s ", StringComparison.Ordinal) && line.Contains(" Exit ", StringComparison.Ordinal)))
            .Select(entry => Convert.ToHexString(Convert.FromBase64String(entry.Split(' ')[1] + "="))).ToHashSet();
        var exits = ReadAll(new ConsensusReader(memory.ToArray())).Where(relay => (relay.Roles & RelayRoles.Exit) != 0).ToList();

        Assert.Equal(213, exits.Count(relay => !flagged.Contains(relay.Fingerprint.ToString())));
        Assert.Equal(flagged.Count, exits.Count(relay => flagged.Contains(relay.Fingerprint.ToString())));
    }

    [Fact]
    public void Both_flavors_of_a_real_network_tell_the_same_relays()
    {
        var folder = SharedData.PathOrSkip("data/consensus");
        var ns = ReadAll(new ConsensusReader(File.ReadAllBytes(Path.Combine(folder, "consensus"))));
        var microdesc = ReadAll(new ConsensusReader(File.ReadAllBytes(Path.Combine(folder, "consensus-microdesc"))));
        var vote = File.ReadAllLines(Path.Combine(folder, "vote-auth1")).Where(line => line.StartsWith("r ", StringComparison.Ordinal)).Select(line => line.Split(' ')).ToList();

        Assert.Equal(11, ns.Count);
        Assert.Equal(vote.Select(words => words[1]), ns.Select(relay => relay.Nickname));
        Assert.Equal(vote.Select(words => $"{words[6]}:{words[7]}"), ns.Select(relay => relay.OrEndpoints[0].ToString()));
        Assert.Equal(vote.Where(words => words[8] != "0").Select(words => $"{words[6]}:{words[8]}"), ns.SelectMany(relay => relay.DirectoryEndpoints).Select(endpoint => endpoint.ToString()));
        Assert.Equal(ns.Select(relay => relay.Fingerprint), microdesc.Select(relay => relay.Fingerprint));
        Assert.Equal(ns.SelectMany(relay => relay.OrEndpoints), microdesc.SelectMany(relay => relay.OrEndpoints));
        Assert.Equal(["auth1", "auth2", "auth3"], ns.Where(relay => (relay.Roles & RelayRoles.Authority) != 0).Select(relay => relay.Nickname!).Order());

        // mailexit has a policy for a few ports and no flag: that is not seen where there are no policies.
        Assert.Equal(["badexit8", "mailexit", "openexit", "webexit"], ns.Where(relay => (relay.Roles & RelayRoles.Exit) != 0).Select(relay => relay.Nickname!).Order());
        Assert.Equal(["badexit8", "openexit", "webexit"], microdesc.Where(relay => (relay.Roles & RelayRoles.Exit) != 0).Select(relay => relay.Nickname!).Order());
    }

    // One relay whose r line is line 12, after the eleven of a head with one authority.
    private static byte[] Document(string lines, string behind = "", string before = "")
    {
        var forge = new ConsensusForge(authorities: 1);
        var relay = "r one " + Convert.ToBase64String(new byte[20]).TrimEnd('=') + " AAAA 2038-01-01 00:00:00 192.0.2.1 443 0\n" + lines;
        return forge.Sign(forge.Head(ConsensusFlavor.Ns, ConsensusForge.DefaultTime) + before + relay + behind + ConsensusForge.Footer);
    }

    private static List<TorRelayDescription> ReadAll(ConsensusReader reader)
    {
        List<TorRelayDescription> relays = [];
        while (reader.Read())
        {
            relays.Add(reader.Relay.ToDescription());
        }

        return relays;
    }
}
