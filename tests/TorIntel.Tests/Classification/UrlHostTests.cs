using System.Text;

namespace TorIntel.Tests;

/// <summary>The reduction of URLs and CONNECT targets to their host.</summary>
public sealed class UrlHostTests
{
    [Theory]
    [InlineData("http://x.onion", "x.onion")]
    [InlineData("http://x.onion/", "x.onion")]
    [InlineData("https://x.onion:8443/a/b?c=d#e", "x.onion:8443")]
    [InlineData("HTTP://X.Onion/", "X.Onion")]
    [InlineData("ftp://x.onion/a", "x.onion")]
    [InlineData("http://user@x.onion/", "x.onion")]
    [InlineData("http://user:pass@x.onion:80/", "x.onion:80")]
    [InlineData("http://a@b@x.onion/", "x.onion")]
    [InlineData("http://x.onion?q=http://y.onion/", "x.onion")]
    [InlineData("http://x.onion#@y.onion", "x.onion")]
    [InlineData("http://x.onion\\@y.onion", "x.onion")]
    [InlineData("http://x.onion/@y.onion", "x.onion")]
    [InlineData("http://x.onion./", "x.onion.")]
    [InlineData("http://[2001:db8::1]:80/", "[2001:db8::1]:80")]
    [InlineData("http://example.org/x.onion", "example.org")]
    [InlineData("http://x.onion@example.org/", "example.org")]
    [InlineData("http:///path", "")]
    [InlineData("http://", "")]
    [InlineData("://x.onion", "x.onion")]
    [InlineData("x.onion:443", "x.onion:443")]
    [InlineData("example.org:65535", "example.org:65535")]
    [InlineData("x.onion:", "")]
    [InlineData("x.onion:443/", "")]
    [InlineData("x.onion:abc", "")]
    [InlineData("x.onion:443443", "")]
    [InlineData(":443", "")]
    [InlineData("/", "")]
    [InlineData("*", "")]
    [InlineData("", "")]
    [InlineData("/x.onion", "")]
    [InlineData("/a:80", "")]
    [InlineData("/?u=http://x.onion/", "")]
    [InlineData("/redirect/http://x.onion/", "")]
    [InlineData("?u=http://x.onion/", "")]
    [InlineData("#http://x.onion/", "")]
    [InlineData("index.html?u=x.onion:80", "")]
    public void HostOfUrl_gives_the_host_with_its_port_or_nothing(string url, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(NameClassifier.HostOfUrl(Encoding.UTF8.GetBytes(url))));

    [Theory]
    [InlineData("http://www.expyuzz4wqqyqhjn.onion:80/a", EventField.Url, EvidenceKind.DomainOnionV2)]
    [InlineData("expyuzz4wqqyqhjn.onion.to:443", EventField.Url, EvidenceKind.DomainTor2web)]
    [InlineData("http://example.org/expyuzz4wqqyqhjn.onion", EventField.Url, EvidenceKind.None)]
    [InlineData("/expyuzz4wqqyqhjn.onion", EventField.Url, EvidenceKind.None)]
    [InlineData("http://expyuzz4wqqyqhjn.onion/", EventField.HttpHost, EvidenceKind.None)]
    [InlineData("expyuzz4wqqyqhjn.onion:80", EventField.HttpHost, EvidenceKind.DomainOnionV2)]
    public void A_name_is_a_URL_only_in_the_field_for_URLs(string text, EventField field, EvidenceKind expected)
    {
        var verdict = new TorClassifier().Classify(TorNetwork.Empty, Events.Between("-", "-").WithName(field, text));
        Assert.Equal(expected, verdict.HasEvidence ? verdict.Evidence[0].Kind : EvidenceKind.None);
    }
}
