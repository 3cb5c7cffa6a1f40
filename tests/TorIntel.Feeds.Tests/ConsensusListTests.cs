using System.IO.Compression;
using System.Text;
using TorIntel.Testing;

namespace TorIntel.Feeds.Tests;

public sealed class ConsensusListTests
{
    private static readonly ConsensusForge s_forge = new();

    [Theory]
    [InlineData(ConsensusFlavor.Ns, "")]
    [InlineData(ConsensusFlavor.Microdesc, "")]
    [InlineData(ConsensusFlavor.Ns, "@type network-status-consensus-3 1.0\n")]
    [InlineData(ConsensusFlavor.Microdesc, "@type network-status-microdesc-consensus-3 1.0\n")]
    public void A_consensus_is_recognised(ConsensusFlavor flavor, string annotation)
    {
        var (report, network) = Load([.. Encoding.ASCII.GetBytes(annotation), .. s_forge.Make(relays: 10, flavor)]);

        Assert.Equal((TorListKind.Consensus, null, 10), (report.Kind, report.Refusal, report.Entries));
        Assert.Equal(ConsensusForge.DefaultTime, network.Time);
    }

    [Fact]
    public void A_consensus_under_gzip_is_recognised()
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(s_forge.Make());
        }

        Assert.Equal(TorListKind.Consensus, Load(memory.ToArray()).Report.Kind);
    }

    [Fact]
    public void Nothing_is_taken_of_a_consensus_that_is_cut_or_has_relays_behind_its_signatures()
    {
        var document = s_forge.Make();
        foreach (var bytes in new byte[][] { document[..(document.Length / 2)], [.. document, .. "r x\n"u8] })
        {
            var (report, network) = Load(bytes);

            Assert.NotNull(report.Refusal);
            Assert.Equal(0, network.RelayCount);
        }
    }

    [Fact]
    public void A_vote_is_refused()
    {
        var vote = Encoding.ASCII.GetString(s_forge.Make()).Replace("vote-status consensus", "vote-status vote", StringComparison.Ordinal);

        Assert.Equal("line 2: it is the vote of one authority, not a consensus", Load(Encoding.ASCII.GetBytes(vote)).Report.Refusal);
    }

    private static (TorListReport Report, TorNetwork Network) Load(byte[] bytes)
    {
        var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
        using var stream = new MemoryStream(bytes);
        var report = new TorListLoader(builder).Load(stream, "consensus");
        return (report, builder.Build());
    }
}
