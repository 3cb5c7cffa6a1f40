using System.Text;
using TorIntel.Testing;

namespace TorIntel.Tests;

public sealed class ConsensusVerifierTests
{
    private static readonly ConsensusForge s_forge = new();
    private static readonly IReadOnlyList<KeyCertificate> s_certificates = KeyCertificateList.Parse(s_forge.Keys()).Entries;
    private static readonly DateTimeOffset s_now = ConsensusForge.DefaultTime.AddMinutes(30);

    private static readonly string s_text =
        s_forge.Head(ConsensusFlavor.Ns, ConsensusForge.DefaultTime) + ForgedRelays.Write(10, ConsensusFlavor.Ns) + ConsensusForge.Footer;

    [Fact]
    public void Every_published_case_is_judged_as_is_stated()
    {
        var cases = ConsensusCase.ReadAllOrSkip();

        Assert.Equal(49, cases.Count);
        Assert.All(cases, one =>
        {
            Assert.True(TrustedAuthorities.TryParse(Encoding.ASCII.GetBytes(one.AuthoritiesText), out var trusted, out _));
            var certificates = KeyCertificateList.Parse(File.ReadAllBytes(one.Keys)).Entries;
            var result = ConsensusVerifier.Verify(File.ReadAllBytes(one.Consensus), certificates, trusted, one.Now);
            Assert.Equal((one.Name, one.Verdict, one.Good), (one.Name, Word(result.Verdict), result.GoodCount));
        });
    }

    [Theory]
    [InlineData(ConsensusFlavor.Ns, "sha1")]
    [InlineData(ConsensusFlavor.Microdesc, "sha256")]
    public void Verify_takes_what_all_have_signed(ConsensusFlavor flavor, string algorithm)
    {
        var document = s_forge.Make(relays: 20, flavor);
        var result = Verify(document);

        Assert.Equal((ConsensusVerdict.Ok, 3, 2, 3), (result.Verdict, result.GoodCount, result.NeededCount, result.TrustedCount));
        Assert.All(result.Signatures, signature => Assert.Equal((algorithm, SignatureOutcome.Good), (signature.Algorithm, signature.Outcome)));
        Assert.Equal(["forged0", "forged1", "forged2"], result.Signatures.Select(signature => signature.Nickname));
        Assert.Equal(s_forge.Authorities.Select(authority => authority.Identity.Digest), result.Signatures.Select(signature => signature.Identity));
        Assert.Equal(flavor, result.Header!.Flavor);
        Assert.Equal(ConsensusForge.DefaultTime.AddHours(3), result.Header.ValidUntil);
        Assert.EndsWith("\ndirectory-signature ", Encoding.ASCII.GetString(document[result.SignedRange]), StringComparison.Ordinal);
        Assert.Null(result.Malformation);
    }

    [Theory]
    [InlineData("", ConsensusVerdict.Malformed, 0)]
    [InlineData("2", ConsensusVerdict.InsufficientSignatures, 1)]
    [InlineData("0,2", ConsensusVerdict.Ok, 2)]
    [InlineData("1,1,1", ConsensusVerdict.InsufficientSignatures, 1)]
    [InlineData("1,1,0", ConsensusVerdict.Ok, 2)]
    public void More_than_half_of_the_trusted_must_have_signed(string signers, ConsensusVerdict verdict, int good)
    {
        var result = Verify(s_forge.Sign(s_text, "sha1", signers.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)));

        Assert.Equal((verdict, good), (result.Verdict, result.GoodCount));
    }

    [Fact]
    public void An_authority_with_two_algorithms_counts_once()
    {
        var sha1 = Encoding.ASCII.GetString(s_forge.Sign(s_text, "sha1", [0]));
        var sha256 = Encoding.ASCII.GetString(s_forge.Sign(s_text, "sha256", [0]))[s_text.Length..];
        var result = Verify(Encoding.ASCII.GetBytes(sha1 + sha256));

        Assert.Equal((ConsensusVerdict.InsufficientSignatures, 1), (result.Verdict, result.GoodCount));
        Assert.Equal([SignatureOutcome.Good, SignatureOutcome.Good], result.Signatures.Select(signature => signature.Outcome));
    }

    [Theory]
    [InlineData(-1, ConsensusVerdict.NotYetValid)]
    [InlineData(0, ConsensusVerdict.Ok)]
    [InlineData(3 * 3600, ConsensusVerdict.Ok)]
    [InlineData((3 * 3600) + 1, ConsensusVerdict.Expired)]
    public void A_consensus_holds_from_valid_after_to_valid_until(int seconds, ConsensusVerdict verdict) =>
        Assert.Equal(verdict, Verify(s_forge.Make(), ConsensusForge.DefaultTime.AddSeconds(seconds)).Verdict);

    [Fact]
    public void A_certificate_that_has_expired_is_none()
    {
        var keys = s_forge.Authorities[0].Certificate(s_now.AddYears(-1), s_now) + s_forge.Authorities[1].Certificate(s_now.AddYears(-1), s_now.AddSeconds(-1));
        var result = ConsensusVerifier.Verify(s_forge.Make(), KeyCertificateList.Parse(Encoding.ASCII.GetBytes(keys)).Entries, s_forge.Trusted, s_now);

        Assert.Equal([SignatureOutcome.Good, SignatureOutcome.CertificateExpired, SignatureOutcome.NoCertificate], result.Signatures.Select(signature => signature.Outcome));
        Assert.Equal(ConsensusVerdict.InsufficientSignatures, result.Verdict);
    }

    [Fact]
    public void Signatures_of_authorities_that_are_not_trusted_do_not_count_and_spoil_nothing()
    {
        var trusted = TrustedAuthorities.Create([s_forge.Authorities[1].Trusted]);
        var result = ConsensusVerifier.Verify(s_forge.Make(), s_certificates, trusted, s_now);

        Assert.Equal([SignatureOutcome.UnknownAuthority, SignatureOutcome.Good, SignatureOutcome.UnknownAuthority], result.Signatures.Select(signature => signature.Outcome));
        Assert.Equal((ConsensusVerdict.Ok, 1, 1), (result.Verdict, result.GoodCount, result.NeededCount));
        Assert.Equal("forged0", result.Signatures[0].Nickname); // As the document calls it.
    }

    [Theory]
    [InlineData("network-status-version 3\n", "network-status-version 4\n", "1: its version '4' is not known")]
    [InlineData("network-status-version 3\n", "network-status-version 3 full\n", "1: its flavor 'full' is not known")]
    [InlineData("network-status-version 3\n", "network-status-version 3\nnetwork-status-version 3\n", "2: it has two network-status-version lines")]
    [InlineData("network-status-version 3\n", "\uFEFFnetwork-status-version 3\n", "1: it does not begin with network-status-version")]
    [InlineData("network-status-version 3\n", "\nnetwork-status-version 3\n", "1: it does not begin with network-status-version")]
    [InlineData("vote-status consensus\n", "vote-status vote\n", "2: it is the vote of one authority")]
    [InlineData("vote-status consensus\n", "vote-status consensus \n", "2: its vote-status is 'consensus '")]
    [InlineData("vote-status consensus\n", "", "1: it has no vote-status")]
    [InlineData("valid-after 2026-11-23 13:00:00\n", "", "1: it has no valid-after")]
    [InlineData("valid-after 2026-11-23 13:00:00\n", "valid-after 2026-11-23T13:00:00\n", "4: its valid-after '2026-11-23T13:00:00' is no time")]
    [InlineData("valid-after 2026-11-23 13:00:00\n", "valid-after 2026-11-23 12:59:60\n", "4: its valid-after '2026-11-23 12:59:60' is no time")]
    [InlineData("valid-until 2026-11-23 16:00:00\n", "valid-until 2026-11-23 16:00:00\nvalid-until 2026-11-23 16:00:00\n", "7: it has two valid-until lines")]
    [InlineData("voting-delay 300 300\n", "voting-delay\t300 300\n", "7: 'voting-delay\uFFFD300 300' is no keyword")]
    [InlineData("voting-delay 300 300\n", "\n", "7: '' is no keyword")]
    [InlineData("contact nobody\n", "contact n\u00F6body\n", "10: it has a byte that is not ASCII")]
    [InlineData("directory-footer\n", "directory-signature\n", "82: something stands where the first signature should")]
    public void A_document_of_another_form_is_malformed_even_if_it_is_signed(string old, string replacement, string malformation)
    {
        Assert.Contains(old, s_text, StringComparison.Ordinal);
        AssertMalformed(malformation, s_forge.Sign(s_text.Replace(old, replacement, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("r x\n", "'r' stands behind the signed part")]
    [InlineData("\n", "'' is no keyword")]
    [InlineData("directory-signature A\n-----BEGIN SIGNATURE-----\nAAAA\n-----END SIGNATURE-----\n", "neither two nor three arguments")]
    [InlineData("directory-signature a b c d\n-----BEGIN SIGNATURE-----\nAAAA\n-----END SIGNATURE-----\n", "neither two nor three arguments")]
    [InlineData("directory-signature A B\n", "has no object SIGNATURE")]
    [InlineData("directory-signature A B\n-----BEGIN SIGNATURE-----\nAAAA\n", "the object is cut")]
    [InlineData("directory-signature A B\n-----BEGIN SIGNATURE-----\nAAA\n-----END SIGNATURE-----\n", "it is no base64")]
    [InlineData("directory-signature A B\n-----BEGIN SIGNATURE-----\nAAAA\n-----END SIGNATURE-----\n", "a signature has 3 bytes")]
    [InlineData("directory-signature A B\n-----BEGIN X-----\nAAAA\n-----END X-----\n", "has no object SIGNATURE")]
    [InlineData("directory-signature A B\n-----BEGIN SIGNATURE-----\nAAAA\n-----END X-----\n", "the object is cut")]
    public void Only_whole_signatures_may_stand_behind_the_first(string addition, string reason)
    {
        var document = s_forge.Sign(s_text);

        AssertMalformed(reason, [.. document, .. Encoding.ASCII.GetBytes(addition)]);
    }

    [Fact]
    public void A_signature_must_be_of_an_authority_that_the_document_names()
    {
        var stranger = new ForgedAuthority(7, 1024);
        var signed = s_forge.Sign(s_text);
        var addition = "directory-signature " + stranger.Signature(Encoding.ASCII.GetBytes(s_text + "directory-signature "), "sha1");

        AssertMalformed("which is no dir-source of the document", [.. signed, .. Encoding.ASCII.GetBytes(addition)]);
    }

    [Fact]
    public void An_unknown_algorithm_is_passed_over()
    {
        var addition = "directory-signature blake3 whoever whatever\n-----BEGIN SIGNATURE-----\nAAAA\n-----END SIGNATURE-----\n";
        var result = Verify([.. s_forge.Sign(s_text), .. Encoding.ASCII.GetBytes(addition)]);

        Assert.Equal(ConsensusVerdict.Ok, result.Verdict);
        Assert.Equal(("blake3", SignatureOutcome.UnknownAlgorithm), (result.Signatures[3].Algorithm, result.Signatures[3].Outcome));
    }

    [Fact]
    public void The_last_newline_may_be_missing_and_nothing_else()
    {
        var document = s_forge.Sign(s_text);

        Assert.Equal(ConsensusVerdict.Ok, Verify(document[..^1]).Verdict);
        Assert.Equal(ConsensusVerdict.Malformed, Verify(document[..^2]).Verdict);
    }

    [Fact]
    public void An_annotation_is_not_part_of_the_document()
    {
        var result = Verify([.. "@type network-status-consensus-3 1.0\n"u8, .. s_forge.Sign(s_text)]);

        Assert.Equal(ConsensusVerdict.Ok, result.Verdict);
        Assert.Equal(37, result.SignedRange.Start.Value);
    }

    [Fact]
    public void What_was_verified_can_be_read()
    {
        var document = s_forge.Make(relays: 50);
        var reader = ConsensusReader.OfSignedBytes(document.AsMemory(Verify(document).SignedRange));
        while (reader.Read())
        {
        }

        Assert.Equal((50, null, 0), (reader.RelayCount, reader.Refusal, reader.ErrorCount));
    }

    [Fact]
    public void The_public_network_has_nine_authorities_and_needs_five() =>
        Assert.Equal((9, 5), (TrustedAuthorities.Default.All.Count, TrustedAuthorities.Default.Needed));

    [Fact]
    public void A_document_that_is_too_long_is_malformed() =>
        AssertMalformed("1: it is longer than 64 MiB", new byte[ConsensusVerifier.MaxLength + 1]);

    private static ConsensusVerification Verify(byte[] document, DateTimeOffset? now = null) => ConsensusVerifier.Verify(document, s_certificates, s_forge.Trusted, now ?? s_now);

    private static void AssertMalformed(string malformation, byte[] document)
    {
        var result = Verify(document);

        Assert.Equal((ConsensusVerdict.Malformed, 0), (result.Verdict, result.GoodCount));
        Assert.Contains(malformation, $"{result.Malformation!.Value.Line}: {result.Malformation.Value.Reason}", StringComparison.Ordinal);
        Assert.Empty(result.Signatures);
        Assert.Null(result.Header);
    }

    private static string Word(ConsensusVerdict verdict) => verdict switch
    {
        ConsensusVerdict.Ok => "ok",
        ConsensusVerdict.InsufficientSignatures => "insufficient-signatures",
        ConsensusVerdict.NotYetValid => "not-yet-valid",
        ConsensusVerdict.Expired => "expired",
        _ => "malformed",
    };
}
