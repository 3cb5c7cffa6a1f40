using System.Text;
using TorIntel.Testing;

namespace TorIntel.Tests;

/// <summary>What is no consensus, or not a whole one, is refused; no bytes make the reader throw.</summary>
public sealed class ConsensusReaderFaultTests
{
    private static readonly ConsensusForge s_forge = new();
    private static readonly byte[] s_document = s_forge.Make(relays: 5);
    private static readonly string s_text = Encoding.ASCII.GetString(s_document);

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("@type network-status-consensus-3 1.0\n", "it is empty")]
    [InlineData("<html>\n", "line 1: it is no consensus: it begins '<html>'")]
    [InlineData("r one x\n", "line 1: it is no consensus: it begins 'r one x'")]
    [InlineData("network-status-version 3\nvote-status vote\n", "line 2: it is the vote of one authority, not a consensus")]
    [InlineData("network-status-version 3\nvote-status opinion\n", "line 2: its vote-status is 'opinion', not 'consensus'")]
    [InlineData("network-status-version 4\n", "line 1: its version '4' is not known; 3 is")]
    [InlineData("network-status-version 3 other\n", "line 1: its flavor 'other' is not known")]
    [InlineData("network-status-version 3\nr one\n", "line 2: it has no vote-status")]
    [InlineData("network-status-version 3\nvote-status consensus\n", "it is cut: it ends before the first relay")]
    [InlineData("network-status-version 3\nvote-status consensus\nvalid-after yesterday\n", "line 3: its valid-after 'yesterday' is no time")]
    [InlineData("network-status-version 3\nvote-status consensus\ndirectory-footer\n", "line 3: it has no valid-after")]
    public void What_is_no_consensus_is_refused(string text, string refusal) => Assert.StartsWith(refusal, Refusal(Encoding.ASCII.GetBytes(text)), StringComparison.Ordinal);

    [Fact]
    public void Votes_are_refused()
    {
        var folder = SharedData.PathOrSkip("data/consensus");

        Assert.Contains("it is the vote of one authority", Refusal(File.ReadAllBytes(Path.Combine(folder, "vote-auth1"))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_that_is_cut_anywhere_is_refused()
    {
        for (var length = 0; length < s_document.Length - 1; length++)
        {
            var reader = new ConsensusReader(s_document.AsMemory(0, length));
            while (reader.Read())
            {
            }

            // Behind a whole signature the rest cannot be missed: that is for the verifier, which counts them.
            var endsWithSignature = s_text[..length].TrimEnd('\n').EndsWith("-----END SIGNATURE-----", StringComparison.Ordinal);
            Assert.Equal(endsWithSignature, reader.Refusal is null);
        }

        Assert.Null(Refusal(s_document[..^1]));
    }

    [Theory]
    [InlineData("r two AAAAAAAAAAAAAAAAAAAAAAAAAAA AAAA 2038-01-01 00:00:00 192.0.2.1 443 0\ns Exit\n", "'r two AAAA")]
    [InlineData("\n", "'' stands behind the signed part")]
    [InlineData("directory-footer\n", "'directory-footer' stands behind the signed part")]
    public void Nothing_but_signatures_may_stand_behind_the_relays(string addition, string reason)
    {
        var first = s_text.IndexOf("directory-signature ", 1, StringComparison.Ordinal);
        var second = s_text.IndexOf("directory-signature ", first + 1, StringComparison.Ordinal);
        foreach (var text in new[] { s_text + addition, s_text.Insert(second, addition) })
        {
            Assert.Contains(reason, Refusal(Encoding.ASCII.GetBytes(text)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_relay_behind_the_footer_is_refused()
    {
        var text = s_text.Replace(ConsensusForge.Footer, ConsensusForge.Footer + ForgedRelays.Write(1, ConsensusFlavor.Ns), StringComparison.Ordinal);

        Assert.Contains("a relay stands behind the footer", Refusal(Encoding.ASCII.GetBytes(text)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_signed_part_is_read_only_if_it_is_that_alone()
    {
        var end = s_text.IndexOf("directory-signature ", StringComparison.Ordinal) + "directory-signature ".Length;

        Assert.Null(Refusal(ConsensusReader.OfSignedBytes(s_document.AsMemory(0, end))));
        Assert.NotNull(Refusal(ConsensusReader.OfSignedBytes(s_document.AsMemory(0, end - 1))));
        Assert.NotNull(Refusal(ConsensusReader.OfSignedBytes(s_document.AsMemory(0, end + 1))));
        Assert.NotNull(Refusal(ConsensusReader.OfSignedBytes(s_document)));
        Assert.NotNull(Refusal(new ConsensusReader(s_document.AsMemory(0, end))));
    }

    [Fact]
    public void A_line_that_is_too_long_is_told_and_costs_no_memory()
    {
        var start = Encoding.ASCII.GetBytes(s_text[..s_text.IndexOf("w Bandwidth", StringComparison.Ordinal)] + "x ");
        var end = Encoding.ASCII.GetBytes(s_text[s_text.IndexOf("w Bandwidth", StringComparison.Ordinal)..]);
        using var stream = new JoinedStream(start, new RepeatedStream(Enumerable.Repeat((byte)'x', 100_000).ToArray(), 300_000_000, [(byte)'\n', .. end]));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var reader = new ConsensusReader(stream);
        while (reader.Read())
        {
        }

        Assert.Equal((null, 5), (reader.Refusal, reader.RelayCount));
        Assert.Equal("longer than 131072 bytes", Assert.Single(reader.Errors).Reason);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2_000_000);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Any_bytes_are_read_or_refused(int seed)
    {
        byte[][] tokens =
        [
            [.. "\n"u8], [.. "\r\n"u8], [.. "r "u8], [.. "\nr x y z\n"u8], [.. "\ns Exit Guard\n"u8], [.. "\np accept 1-65535\n"u8], [.. "\na [::]:1\n"u8], [0], [0xFF],
            [.. "\ndirectory-footer\n"u8], [.. "\ndirectory-signature "u8], [.. "-----BEGIN SIGNATURE-----\n"u8], [.. "@type x 1.0\n"u8], new byte[1100],
        ];
        var mutator = new Mutator(seed, tokens);
        for (var i = 0; i < 5_000; i++)
        {
            var bytes = mutator.Mutate(s_document);
            var reader = new ConsensusReader(bytes);
            while (reader.Read())
            {
                Assert.NotEqual(RelayRoles.None, reader.Relay.Roles & RelayRoles.Relay);
                Assert.NotEmpty(reader.Relay.OrEndpoints.ToArray());
            }

            Assert.False(reader.Read());
            Assert.InRange(reader.RelayCount, 0, bytes.Length / 50);
            Assert.All(reader.Errors, error => Assert.InRange(error.Line, 1, bytes.Count(c => c == '\n') + 1));
            Assert.True(reader.Refusal is not null || reader.Header is not null);
        }
    }

    private static string? Refusal(byte[] document) => Refusal(new ConsensusReader(document));

    private static string? Refusal(ConsensusReader reader)
    {
        while (reader.Read())
        {
        }

        return reader.Refusal;
    }
}
