using System.Text;

namespace TorIntel.Tests;

/// <summary>The forms of the names that Tor makes up for its links.</summary>
public sealed class TorLinkNameTests
{
    [Theory]
    [InlineData("www.abcd.com", true)]
    [InlineData("www.google.com", true)]
    [InlineData("www.a2b3c4d5e6f7.com", true)]
    [InlineData("www.abcdefghijklmnopqrstuvwxy.com", true)] // 25
    [InlineData("www.abcdefghijklmnopqrstuvwxyz.com", false)] // 26
    [InlineData("www.abc.com", false)]
    [InlineData("www..com", false)]
    [InlineData("www.com", false)]
    [InlineData("", false)]
    [InlineData("www.abcd.net", false)]
    [InlineData("www.abcd.com.", false)]
    [InlineData("www.abcd.com:443", false)]
    [InlineData("abcd.com", false)]
    [InlineData("ww.abcd.com", false)]
    [InlineData("xwww.abcd.com", false)]
    [InlineData("www.ab.cd.com", false)]
    [InlineData("www.abc1.com", false)]
    [InlineData("www.abc0.com", false)]
    [InlineData("www.abc8.com", false)]
    [InlineData("www.abc9.com", false)]
    [InlineData("www.ab-cd.com", false)]
    [InlineData("www.ABCD.com", false)]
    [InlineData("WWW.abcd.com", false)]
    [InlineData("www.abcd.COM", false)]
    [InlineData("www.abc\u00e4.com", false)]
    [InlineData("CN=www.abcd.com", false)]
    public void A_server_name_has_the_form_www_X_com(string name, bool expected) => Assert.Equal(expected, NameClassifier.HasTorLinkForm(Encoding.UTF8.GetBytes(name)));

    [Theory]
    [InlineData("CN=www.abcdefgh.net", "CN=www.abcdefgh.com", true)]
    [InlineData("CN=www.abcdefghijklmnopqrst.net", "CN=www.abcdefghijklmnopqrst.com", true)] // 20
    [InlineData("CN=www.a2b3c4d5e6f7.net", "CN=www.z7y6x5w4.com", true)]
    [InlineData("CN=www.abcdefg.net", "CN=www.abcdefgh.com", false)] // 7
    [InlineData("CN=www.abcdefgh.net", "CN=www.abcdefg.com", false)]
    [InlineData("CN=www.abcdefghijklmnopqrstu.net", "CN=www.abcdefgh.com", false)] // 21
    [InlineData("CN=www.abcdefgh.net", "CN=www.abcdefghijklmnopqrstu.com", false)]
    [InlineData("CN=www.abcdefgh.com", "CN=www.abcdefgh.net", false)]
    [InlineData("CN=www.abcdefgh.com", "CN=www.abcdefgh.com", false)]
    [InlineData("CN=www.abcdefgh.net", "CN=www.abcdefgh.net", false)]
    [InlineData("CN=www.abcdefgh.net", "CN=R3, O=Let's Encrypt, C=US", false)]
    [InlineData("CN=www.abcdefgh.net, O=Example", "CN=www.abcdefgh.com", false)]
    [InlineData("O=Example, CN=www.abcdefgh.net", "CN=www.abcdefgh.com", false)]
    [InlineData("CN=www.abcdefgh.net", "CN=www.abcdefgh.com, C=US", false)]
    [InlineData("CN=www.abcdefgh.net", "C=US, CN=www.abcdefgh.com", false)]
    [InlineData("/CN=www.abcdefgh.net", "/CN=www.abcdefgh.com", false)]
    [InlineData("CN = www.abcdefgh.net", "CN = www.abcdefgh.com", false)]
    [InlineData("cn=www.abcdefgh.net", "CN=www.abcdefgh.com", false)]
    [InlineData("CN=www.abcdefgh.net ", "CN=www.abcdefgh.com", false)]
    [InlineData("CN=www.abcdefg1.net", "CN=www.abcdefgh.com", false)]
    [InlineData("CN=www.abcdefgh.net", "CN=www.abcdefg8.com", false)]
    [InlineData("CN=www.ABCDEFGH.net", "CN=www.abcdefgh.com", false)]
    [InlineData("CN=www.abcd.efgh.net", "CN=www.abcdefgh.com", false)]
    [InlineData("www.abcdefgh.net", "www.abcdefgh.com", false)]
    [InlineData("CN=www.abcdefgh.net", "", false)]
    [InlineData("", "CN=www.abcdefgh.com", false)]
    [InlineData("", "", false)]
    public void A_certificate_has_a_subject_under_net_and_an_issuer_under_com_and_nothing_else(string subject, string issuer, bool expected) =>
        Assert.Equal(expected, NameClassifier.IsTorLinkCertificate(Encoding.UTF8.GetBytes(subject), Encoding.UTF8.GetBytes(issuer)));
}
