using System.Text;

namespace TorIntel.Tests;

public sealed class TrustedAuthoritiesTests
{
    private const string First = "15FE7C15252643AF3B91F62C54A3D9F78A1BC3C9";
    private const string Second = "50F3CF497FACB0B6FE290D3FE6A5226FE1D6C679";

    [Fact]
    public void TryParse_reads_identities_and_comments()
    {
        var trusted = Parse($"# two\n{First}\r\n\n  {Second.ToLowerInvariant()} # the second\n{First}\n");

        Assert.Equal([First, Second], trusted.All.Select(authority => authority.V3Identity.ToString()));
        Assert.Equal(2, trusted.Needed);
        Assert.True(trusted.Contains(RelayFingerprint.Parse(Second)));
        Assert.False(trusted.Contains(default));
    }

    [Fact]
    public void TryParse_reads_the_lines_of_a_configuration()
    {
        var trusted = Parse($"""
            DirAuthority auth1 orport=5001 v3ident={First} 127.0.0.1:7001 396DC525839DC1C68BFDD9040744558A61F551C8
            DirAuthority Serge orport=9001 bridge 66.111.2.131:9030 BA44 A889 E64B 93FA A2B1 14E0 2C2A 279A 8555 C533
            dirauthority v3ident={Second} orport=443 ipv6=[2001:db8::1]:443 127.0.0.2:80 D606 3593 84720827C800AB0F48AFB4F84B31D13
            """);

        Assert.Equal([new(RelayFingerprint.Parse(First), "auth1"), new(RelayFingerprint.Parse(Second))], trusted.All);
        Assert.Equal("auth1", trusted.NicknameOf(RelayFingerprint.Parse(First)));
        Assert.Null(trusted.NicknameOf(RelayFingerprint.Parse(Second)));
    }

    [Theory]
    [InlineData("", 1, "no authority that votes is in it")]
    [InlineData("# nobody\n", 1, "no authority that votes is in it")]
    [InlineData(First + "\nnonsense\n", 2, "'nonsense' is neither")]
    [InlineData(First + "\n\n" + First + "0\n", 3, "is neither a v3 identity")]
    [InlineData(First + " " + Second + "\n", 1, "is neither a v3 identity")]
    [InlineData("DirAuthority x orport=1 127.0.0.1:1 " + First + "\n", 1, "has no v3ident=")]
    [InlineData("DirAuthority x v3ident=12 127.0.0.1:1 " + First + "\n", 1, "'v3ident=12' is no v3 identity")]
    [InlineData("DirAuthority\n", 1, "has no v3ident=")]
    public void A_bad_line_spoils_the_whole_set(string text, int line, string reason)
    {
        Assert.False(TrustedAuthorities.TryParse(Encoding.ASCII.GetBytes(text), out var trusted, out var errors));
        Assert.Null(trusted);
        var error = Assert.Single(errors);
        Assert.Equal(line, error.Line);
        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 2)]
    [InlineData(5, 3)]
    [InlineData(6, 4)]
    [InlineData(9, 5)]
    public void More_than_half_are_needed(int count, int needed) =>
        Assert.Equal(needed, TrustedAuthorities.Create(Enumerable.Range(1, count).Select(i => new TrustedAuthority(RelayFingerprint.Parse(i.ToString("X40"))))).Needed);

    private static TrustedAuthorities Parse(string text)
    {
        Assert.True(TrustedAuthorities.TryParse(Encoding.ASCII.GetBytes(text), out var trusted, out var errors), string.Join(", ", errors));
        return trusted;
    }
}
