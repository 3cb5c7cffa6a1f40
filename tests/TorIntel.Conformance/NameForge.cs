namespace TorIntel.Conformance;

/// <summary>Makes names up: those that speak for Tor and those that only look like it.</summary>
internal sealed class NameForge(Random random)
{
    private static readonly string[] s_plain =
    [
        "example.org", "www.example.net", "mail.example.com", "cdn-17.example.net", "münchen.example", "xn--mnchen-3ya.example", "_dmarc.example.com",
        "www.google.com", "www.anywayanyday.com", "localhost", "7.2.0.192.in-addr.arpa", "a.very.long.name.with.many.labels.example.info", "例え.テスト",
    ];

    private static readonly string[] s_nearOnion = ["notonion", "onion.com", "x.onion.example.com", "my.notonion", "onions", "a.onion-x", "onion.example", "xn--onion"];
    private static readonly string[] s_nearProject = ["mytorproject.org", "torproject.org.example.com", "torproject.com", "dist-torproject.org", "xsnowflake-torproject.net"];
    private static readonly string[] s_lowProject = ["www", "check", "metrics", "onionoo", "xdist", "gitlab", "collector", "bridge", "support"];

    public string Plain() => Pick(s_plain);

    /// <summary>A name of nobody that has not the form of a Tor client's SNI.</summary>
    public string PlainServer() => Pick(["mail.example.org", "cdn.example.net", "api.example.com", "www.example.org", "static.www.example.com"]);

    public string OnionV3() => OnionName.Create(Key()) + ".onion";

    public string OnionV2() => Letters(16) + ".onion";

    public string OnionInvalid() => Pick<Func<string>>(
    [
        () => OnionName.Create(Key(), spoilChecksum: true), () => OnionName.Create(Key(), (byte)random.Next(4, 256)), () => OnionName.Create(Key(), 2),
        () => Letters(Pick([1, 3, 8, 15, 17, 32, 55, 57, 63])), () => Letters(15) + Pick(["0", "1", "8", "9", "-x"]),
        () => OnionName.Create(Key())[..55] + "8", () => OnionV3()[..55] + "e", () => OnionName.Create(Key()) + ".www",
    ])() + ".onion";

    public string OnionBare() => "onion";

    public string NearOnion() => Pick(s_nearOnion);

    public string NearOnionHost() => OnionV2() + Pick([".example.com", "x", ".net", "-site.example"]);

    public string Gateway() => (random.Next(3) == 0 ? "" : Pick(["www.", "a.b.", "login.", Letters(15) + ".", Letters(17) + "."])) + Pick(NameRules.Gateways);

    public string GatewayWithOnion() => Pick(["", "", "www."]) + (random.Next(2) == 0 ? Letters(16) : OnionName.Create(Key())) + "." + Pick(NameRules.Gateways);

    public string NearGateway() => random.Next(3) == 0
        ? Pick(["onion.to.example.com", "s6.tor-gateways.de", "tor-gateways.de", "tor2web.de", "blutmagie.de", "ae.org", "onion.tox", "onion.example.ws", "in.net"])
        : Pick(["x", "my-", Letters(16)]) + Pick(["onion.to", "onion.ws", "tor2web.org", "t2w.pw", "torlink.co", "hiddenservice.net"]);

    public string ProjectMedium() => Pick(["", "", "a.", "x.y."]) + Pick(NameRules.MediumProjectNames);

    public string ProjectLow() => random.Next(4) switch
    {
        0 => Pick(["torproject.org", "torproject.net"]),
        1 => Pick(["snowflake.torproject.org", "dist.torproject.net", "archive.torproject.net", "snowflake-broker.torproject.org"]),
        _ => Pick(s_lowProject) + Pick([".torproject.org", ".torproject.net"]),
    };

    public string NearProject() => Pick(s_nearProject);

    public (string Subject, string Issuer) LinkCertificate() => ($"CN=www.{Letters(random.Next(8, 21))}.net", $"CN=www.{Letters(random.Next(8, 21))}.com");

    public (string? Subject, string? Issuer) NearLinkCertificate()
    {
        var (subject, issuer) = LinkCertificate();
        return random.Next(11) switch
        {
            0 => ($"CN=www.{Letters(7)}.net", issuer),
            1 => ($"CN=www.{Letters(21)}.net", issuer),
            2 => (subject, $"CN=www.{Letters(7)}.com"),
            3 => (subject, $"CN=www.{Letters(21)}.com"),
            4 => ("C=US, " + subject, issuer),
            5 => (subject, issuer + ", O=Example"),
            6 => (subject.Replace(".net", ".com", StringComparison.Ordinal), issuer),
            7 => (subject, issuer.Replace(".com", ".net", StringComparison.Ordinal)),
            8 => ($"CN=www.{Letters(9)}{Pick(["0", "1", "8", "9", "-a", ".a"])}.net", issuer),
            9 => (subject, null),
            _ => (subject.Replace("www.", "", StringComparison.Ordinal), issuer),
        };
    }

    public string LinkSni() => random.Next(4) == 0 ? Pick(["www.google.com", "www.anywayanyday.com"]) : $"www.{Letters(random.Next(4, 26))}.com";

    public string NearLinkSni() => random.Next(6) switch
    {
        0 => $"www.{Letters(3)}.com",
        1 => $"www.{Letters(26)}.com",
        2 => $"www.{Letters(9)}{Pick(["0", "1", "8", "9", "-a"])}.com",
        3 => $"www.{Letters(9)}.net",
        4 => $"{Letters(9)}.com",
        _ => $"a.www.{Letters(9)}.com",
    };

    /// <summary>The same name in another case, below further labels where it has room, with the root's dot.</summary>
    public string Vary(string name, bool below)
    {
        name = below && random.Next(3) == 0 ? Pick(["www.", "a.b.c.", "_tcp.", "xn--bcher-kva."]) + name : name;
        name = random.Next(6) switch { 0 => name.ToUpperInvariant(), 1 => string.Concat(name.Select(c => random.Next(2) == 0 ? char.ToUpperInvariant(c) : c)), _ => name };
        return random.Next(8) == 0 ? name + "." : name;
    }

    private string Letters(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => OnionName.Alphabet[random.Next(32)]));

    private byte[] Key()
    {
        var key = new byte[32];
        random.NextBytes(key);
        return key;
    }

    private T Pick<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];
}
