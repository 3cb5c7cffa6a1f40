using System.Diagnostics;
using System.Text;
using TorIntel.Testing;

namespace TorIntel.Tests;

public sealed class KeyCertificateTests
{
    private static readonly ForgedAuthority s_authority = new(0, 1024);
    private static readonly string s_good = s_authority.Certificate(ConsensusForge.DefaultTime);
    private static readonly string s_other = new ForgedAuthority(1, 1024).Certificate(ConsensusForge.DefaultTime);

    [Fact]
    public void Parse_reads_certificates_one_behind_the_other()
    {
        var list = Parse("@type dir-key-certificate-3 1.0\n" + s_good + "@type dir-key-certificate-3 1.0\n" + s_other);

        Assert.Empty(list.Errors);
        Assert.Equal(2, list.Entries.Count);
        var first = list.Entries[0];
        Assert.Equal((s_authority.Identity.Digest, s_authority.Signing.Digest), (first.Identity, first.SigningKeyDigest));
        Assert.Equal((ConsensusForge.DefaultTime, ConsensusForge.DefaultTime.AddYears(1)), (first.Published, first.Expires));
        Assert.False(first.IsExpiredAt(first.Expires));
        Assert.True(first.IsExpiredAt(first.Expires.AddSeconds(1)));
    }

    [Theory]
    [InlineData("certificate-version 3", "certificate-version 4", 1, "its version '4' is not known; 3 is")]
    [InlineData("dir-key-published 2026", "dir-key-published 2025", 23, "dir-key-certification is not by dir-identity-key over this text")]
    [InlineData("dir-key-expires 2027-11-23", "dir-key-expires 2027-11-23x", 4, "is no time")]
    [InlineData("dir-key-expires 2027-11-23 13:00:00\n", "", 1, "it has no dir-key-expires")]
    [InlineData("fingerprint ", "fingerprint 0", 2, "is no fingerprint of 40 hexadecimal digits")]
    [InlineData("dir-signing-key\n", "dir-signing-key\ndir-signing-key\n", 11, "dir-signing-key has no object RSA PUBLIC KEY")]
    [InlineData("BEGIN ID SIGNATURE", "BEGIN ID-SIGNATURE", 18, "no proper first line")]
    [InlineData("ID SIGNATURE", "SIGNATURE OF ID", 17, "dir-key-crosscert has no object ID SIGNATURE")]
    [InlineData("dir-key-certification\n", "dir-key-certification x\n", 23, "dir-key-certification has arguments")]
    [InlineData("dir-key-certification\n", "dir-key-certification\ndir-key-certification\n", 23, "dir-key-certification has no object")]
    [InlineData("dir-identity-key\n", "dir-identity-key\r\n", 5, "is no keyword with arguments")]
    [InlineData("fingerprint", "contact \u00E4\nfingerprint", 2, "not ASCII")]
    public void A_bad_certificate_is_named_and_costs_no_other(string old, string replacement, int line, string reason)
    {
        Assert.Contains(old, s_good, StringComparison.Ordinal);
        var list = Parse("\n\n" + s_good.Replace(old, replacement, StringComparison.Ordinal) + s_other);

        var error = Assert.Single(list.Errors);
        Assert.Equal(line + 2, error.Line);
        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
        Assert.Equal(new ForgedAuthority(1, 1024).Identity.Digest, Assert.Single(list.Entries).Identity);
    }

    [Fact]
    public void A_certificate_without_its_end_is_bad()
    {
        Assert.Contains("cut", Assert.Single(Parse(s_good[..^1]).Errors).Reason, StringComparison.Ordinal);
        Assert.Contains("cut", Assert.Single(Parse(s_good[..s_good.IndexOf("dir-key-certification", StringComparison.Ordinal)]).Errors).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_claims_the_fingerprint_of_another_is_refused()
    {
        var claim = s_good.Replace(s_authority.Identity.Digest.ToString(), new ForgedAuthority(1, 1024).Identity.Digest.ToString(), StringComparison.Ordinal);

        Assert.Equal(new LineError(2, "the fingerprint is not that of dir-identity-key"), Assert.Single(Parse(claim).Errors));
    }

    [Fact]
    public void The_crosscert_must_be_by_the_signing_key()
    {
        // The identity key of one, certifying the signing key of another.
        var (begin, end) = ("dir-signing-key\n", "dir-key-certification\n");
        var text = s_good[..s_good.IndexOf(begin, StringComparison.Ordinal)]
            + s_other[s_other.IndexOf(begin, StringComparison.Ordinal)..(s_other.IndexOf(end, StringComparison.Ordinal) + end.Length)];
        var signed = text + ForgedKey.Object("SIGNATURE", s_authority.Identity.Sign(System.Security.Cryptography.SHA1.HashData(Encoding.ASCII.GetBytes(text))));

        Assert.Equal("dir-key-crosscert is not by dir-signing-key", Assert.Single(Parse(signed).Errors).Reason);
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("<html>\n", "no key certificate is in it; it begins '<html>")]
    public void What_has_no_certificate_says_so(string text, string reason) =>
        Assert.StartsWith(reason, Assert.Single(Parse(text).Errors).Reason, StringComparison.Ordinal);

    [Fact]
    public void Many_certificates_are_bounded()
    {
        var piece = "dir-key-certificate-version 3\n";
        var watch = Stopwatch.StartNew();
        var list = Parse(string.Concat(Enumerable.Repeat(piece, 100_000)));

        Assert.Equal(KeyCertificateList.MaxCertificates + 1, list.ErrorCount);
        Assert.Equal(100, list.Errors.Count);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10));
    }

    private static KeyCertificateList Parse(string text) => KeyCertificateList.Parse(Encoding.UTF8.GetBytes(text));
}
