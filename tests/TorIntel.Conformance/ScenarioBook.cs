using System.Net;
using System.Text.Json.Nodes;

namespace TorIntel.Conformance;

/// <summary>The scenarios: every row of the evidence table, and its near misses.</summary>
internal sealed class ScenarioBook
{
    private static readonly int[] s_relayPorts = [9001, 9030];
    private static readonly int[] s_clientPorts = [9040, 9050, 9051, 9150, 9151, 9053];
    private readonly Random _random;
    private readonly ConformanceLists _lists;
    private readonly Peers _peers;
    private readonly NameForge _names;
    private readonly List<EveScenario> _scenarios = [];

    public ScenarioBook(Random random, ConformanceLists lists, OracleOptions options)
    {
        (_random, _lists, _peers, _names) = (random, lists, new Peers(random, lists, options), new NameForge(random));
        AddOther();
        AddRelays();
        AddSources();
        AddOwn();
        AddAuthorities();
        AddPorts();
        AddNames();
        AddTls();
    }

    public EveScenario Next()
    {
        var at = _random.Next(_scenarios.Sum(scenario => scenario.Weight));
        return _scenarios.First(scenario => (at -= scenario.Weight) < 0);
    }

    private void AddOther()
    {
        Add("benign", 24, "", d => Place(d, _names.Plain()));
        Add("benign/connection", 8, "", d => To(d, _peers.Server(_peers.Outside())));
        Add("benign/stats", 3, "", d => d.App = "stats");
        Add("near/other-path", 8, "", d =>
        {
            Place(d, _names.Plain());
            d.Decoys = true;
        });
        Add("near/embedded-responder", 3, "?port-relay", d => To(d, (_peers.Embedded(), Relay(_peers.Relays).Port)));
        Add("near/embedded-initiator", 2, "", d => Connect(d, (_peers.Embedded(), _peers.ClientPort()), _peers.Server(_peers.Ours())));
        Add("near/relay-as-data", 3, "", d =>
        {
            var row = Relay(_peers.Relays);
            var endpoint = new IPEndPoint(row.Address, row.Port).ToString();
            Web(d, _random.Next(3) switch
            {
                0 => Http(row.Address.ToString(), "/"),
                1 => Http("example.org", "http://" + endpoint + "/"),
                _ => Http("example.org", endpoint, "CONNECT"),
            });
        });
    }

    private void AddRelays()
    {
        const string Endpoint = "destination-or-endpoint ?port-relay";
        Add("or-endpoint", 6, Endpoint, d => To(d, End(Relay(_peers.Relays))));
        Add("or-endpoint/no-proto", 2, Endpoint, d => To(d, End(Relay(_peers.Relays)), null));
        Add("or-endpoint/from-exit", 2, "source-exit " + Endpoint, d => Connect(d, From(Relay(_peers.Exits)), End(Relay(_peers.Relays))));
        Add("or-endpoint/from-relay", 2, "source-relay " + Endpoint, d => Connect(d, From(Relay(_peers.NotExits)), End(Relay(_peers.Relays))));
        Add("near/or-endpoint-udp", 4, "destination-relay", d => To(d, End(Relay(_peers.Relays)), "UDP"));
        Add("near/or-endpoint-icmp", 2, "destination-relay", d => To(d, (Relay(_peers.Relays).Address, null), "ICMP"));
        Add("near/relay-other-port", 4, "destination-relay", d => To(d, Beside(_peers.Relays)));
        Add("near/guard-other-port", 2, "destination-relay", d => To(d, Beside(_peers.Guards)));
        Add("raised/relay-and-port", 3, "destination-relay port-relay", d => To(d, BesideAtRelayPort()));
        Add("guard/no-port", 2, "destination-guard", d => To(d, (Relay(_peers.Guards).Address, null), _random.Next(2) == 0 ? null : "TCP"));
        Add("near/relay-no-port", 1, "destination-relay", d => To(d, (Relay(_peers.NotGuards).Address, null)));
        AddIf(_peers.GuardsWithoutPort, "guard/port-unknown", 3, "destination-guard", a => (a, _peers.ServicePort()));
        AddIf(_peers.GuardsWithoutPort, "guard/port-unknown-9001", 1, "destination-guard port-relay", a => (a, _peers.Pick(s_relayPorts)));
        AddIf(_peers.GuardsWithoutPort, "near/guard-udp", 1, "destination-relay", a => (a, _peers.ServicePort()), "UDP");
        AddIf(_peers.RelaysWithoutPort, "near/address-only-relay", 2, "destination-relay", a => (a, _peers.ServicePort()));
        AddIf(_peers.ExitOnly, "near/exit-address-as-responder", 2, "destination-relay", a => (a, _peers.ServicePort()));
    }

    private void AddSources()
    {
        Add("source-exit", 5, "source-exit", d => Connect(d, From(Relay(_peers.Exits)), _peers.Server(_peers.Ours())));
        Add("source-exit/external", 2, "source-exit", d => Connect(d, From(Relay(_peers.Exits)), _peers.Server(_peers.Outside())));
        Add("source-exit/no-responder", 1, "source-exit", d => Connect(d, From(Relay(_peers.Exits)), (null, null), null));
        Add("near/exit-as-responder", 2, "destination-relay", d => To(d, Beside(_peers.Exits)));
        Add("source-relay", 4, "source-relay", d => Connect(d, From(Relay(_peers.NotExits)), _peers.Server(_peers.Ours()), _random.Next(3) == 0 ? "UDP" : "TCP"));
        if (_peers.ExitOnly.Length > 0)
        {
            Add("source-exit/address-only", 3, "source-exit", d => Connect(d, (_peers.Pick(_peers.ExitOnly), _peers.ClientPort()), _peers.Server(_peers.Ours())));
        }

        if (_peers.RelaysWithoutPort.Length > 0)
        {
            Add("source-relay/address-only", 2, "source-relay", d => Connect(d, (_peers.Pick(_peers.RelaysWithoutPort), _peers.ClientPort()), _peers.Server(_peers.Ours())));
        }
    }

    private void AddOwn()
    {
        if (_peers.Own.Length > 0)
        {
            Add("own-relay/responder", 3, "own-relay", d => To(d, End(Relay(_peers.Own))));
            Add("own-relay/initiator", 2, "own-relay", d => Connect(d, From(Relay(_peers.Own)), _peers.Server(_peers.Outside()), _random.Next(3) == 0 ? "UDP" : "TCP"));
            Add("own-relay/to-relay", 2, "own-relay destination-or-endpoint ?port-relay", d => Connect(d, From(Relay(_peers.Own)), End(Relay(_peers.Relays))));
            Add("own-relay/from-exit", 2, "own-relay source-exit", d => Connect(d, From(Relay(_peers.Exits)), End(Relay(_peers.Own))));
            Add("own-relay/client-port", 2, "own-relay port-client", d => To(d, (Relay(_peers.Own).Address, _peers.Pick(s_clientPorts))));
        }
    }

    private void AddAuthorities()
    {
        var today = Authority.All.Where(row => row.In2026 == true).ToArray();
        var then = Authority.All.Where(row => row.In2018 == true).ToArray();
        var past = Authority.All.Where(row => row.In2026 == false).ToArray();
        var listed = today.Where(row => _lists.Find(row.Address) is not null).ToArray();
        var serge = IPAddress.Parse("66.111.2.131");
        Add("authority/2026", 4, "destination-authority ?destination-or-endpoint", d => To(d, End(_peers.Pick(today)), _random.Next(5) == 0 ? null : "TCP"));
        Add("authority/2018", 3, "destination-authority ?destination-or-endpoint", d =>
        {
            To(d, End(_peers.Pick(then)));
            d.In2018 = true;
        });
        Add("near/authority-of-2018-in-2026", 3, "", d => To(d, End(_peers.Pick(past))));
        Add("near/authority-udp", 2, "?destination-relay", d => To(d, End(_peers.Pick(today)), "UDP"));
        Add("near/serge", 1, "port-relay ?destination-relay ?destination-or-endpoint", d => To(d, (serge, _peers.Pick(s_relayPorts))));
        if (listed.Length > 0)
        {
            Add("near/authority-other-port", 2, "destination-relay", d => To(d, (_peers.Pick(listed).Address, _peers.Pick([22, 123, 8080, 9090]))));
            Add("near/authority-initiator", 1, "source-relay", d => Connect(d, (_peers.Pick(listed).Address, _peers.ClientPort()), _peers.Server(_peers.Ours())));
        }
    }

    private void AddPorts()
    {
        Add("port-relay", 3, "port-relay", d => To(d, (_peers.Outside(), _peers.Pick(s_relayPorts)), _random.Next(5) == 0 ? null : "TCP"));
        Add("port-client", 4, "port-client", d => To(d, (_peers.Ours(), _peers.Pick(s_clientPorts)), _peers.Pick(["TCP", "UDP", null])));
        Add("near/relay-port-udp", 2, "", d => To(d, (_peers.Outside(), _peers.Pick(s_relayPorts)), "UDP"));
        Add("near/relay-port-ours", 2, "", d => To(d, (_peers.Ours(), _peers.Pick(s_relayPorts))));
        Add("near/client-port-outside", 2, "", d => To(d, (_peers.Outside(), _peers.Pick(s_clientPorts)), _peers.Pick(["TCP", "UDP"])));
        Add("near/client-side-port", 3, "", d => Connect(d, (_peers.Client().Address, _peers.Pick([.. s_relayPorts, .. s_clientPorts])), _peers.Server(Anyone())));
        Add("near/other-ports", 2, "", d => To(d, (Anyone(), _peers.Pick([9000, 9002, 9029, 9031, 9049, 9052, 9100, 9149, 9152, 5353, 19001]))));

        IPAddress Anyone() => _random.Next(2) == 0 ? _peers.Ours() : _peers.Outside();
    }

    private void AddNames()
    {
        Add("onion/v3", 5, "domain-onion-v3", d => Place(d, _names.OnionV3(), below: true));
        Add("onion/v2", 3, "domain-onion-v2", d => Place(d, _names.OnionV2(), below: true));
        Add("onion/invalid", 4, "domain-onion-invalid", d => Place(d, _names.OnionInvalid(), below: true));
        Add("onion/bare", 1, "domain-onion-invalid", d => Place(d, _names.OnionBare()));
        Add("near/onion", 3, "", d => Place(d, _peers.Pick([_names.NearOnion(), _names.NearOnionHost()]), below: true));
        Add("tor2web", 3, "domain-tor2web", d => Place(d, _names.Gateway()));
        Add("tor2web/onion", 3, "domain-tor2web", d => Place(d, _names.GatewayWithOnion(), below: true));
        Add("near/tor2web", 3, "", d => Place(d, _names.NearGateway(), below: true));
        Add("tor-project/medium", 3, "domain-tor-project", d => Place(d, _names.ProjectMedium(), below: true));
        Add("tor-project/low", 3, "domain-tor-project", d => Place(d, _names.ProjectLow(), below: true));
        Add("near/tor-project", 3, "", d => Place(d, _names.NearProject(), below: true));
        Add("near/onion-in-url", 3, "", d => Web(d, Http("example.org", _peers.Pick(
        [
            "/" + _names.OnionV2(), "/?u=http://" + _names.OnionV3() + "/", "http://example.org/" + _names.OnionV3(),
            "http://" + _names.OnionV3() + "@example.org/", "http://example.org?" + _names.OnionV2(),
        ]))));
        Add("mixed/name-and-relay", 4, null, d =>
        {
            Place(d, _peers.Pick([_names.OnionV3(), _names.OnionInvalid(), _names.Gateway(), _names.ProjectLow(), _names.PlainServer()]));
            To(d, _random.Next(2) == 0 ? End(Relay(_peers.Relays)) : Beside(_peers.Relays), d.Transport);
        });
    }

    private void AddTls()
    {
        Add("tls/certificate", 3, "tls-name-tor-link", d => Tls(d, _peers.Server(_peers.Outside()), _names.LinkCertificate()));
        Add("near/tls-certificate", 3, "", d => Tls(d, _peers.Server(_peers.Outside()), _names.NearLinkCertificate()));
        Add("raised/relay-and-certificate", 2, "destination-relay tls-name-tor-link", d => Tls(d, Beside(_peers.Relays), _names.LinkCertificate()));
        Add("raised/relay-and-sni", 3, "destination-relay tls-name-tor-link", d => Tls(d, Beside(_peers.Relays), default, _names.LinkSni()));
        Add("raised/relay-port-and-sni", 1, "destination-relay port-relay tls-name-tor-link", d => Tls(d, BesideAtRelayPort(), default, _names.LinkSni()));
        Add("raised/guard-and-sni", 1, "destination-guard tls-name-tor-link", d => Tls(d, (Relay(_peers.Guards).Address, null), default, _names.LinkSni()));
        Add("near/sni-alone", 3, "", d => Tls(d, _peers.Server(_peers.Outside()), default, _names.LinkSni()));
        Add("near/sni-at-endpoint", 2, "destination-or-endpoint ?port-relay", d => Tls(d, End(Relay(_peers.Relays)), default, _names.LinkSni()));
        Add("near/sni-form-at-relay", 2, "destination-relay", d => Tls(d, Beside(_peers.Relays), default, _names.NearLinkSni()));
    }

    private void Add(string kind, int weight, string? intent, Action<EveDraft> fill) => _scenarios.Add(new EveScenario(kind, weight, intent, fill));

    private void AddIf(IPAddress[] addresses, string kind, int weight, string intent, Func<IPAddress, (IPAddress?, int?)> responder, string? transport = "TCP")
    {
        if (addresses.Length > 0)
        {
            Add(kind, weight, intent, d => To(d, responder(_peers.Pick(addresses)), transport));
        }
    }

    private RelayRow Relay(RelayRow[] rows) => _peers.Pick(rows);

    private static (IPAddress?, int?) End(RelayRow row) => (row.Address, row.Port);

    private (IPAddress?, int?) End(Authority row) => (row.Address, row.DirPort != 0 && _random.Next(2) == 0 ? row.DirPort : row.OrPort);

    private (IPAddress?, int?) From(RelayRow row) => (row.Address, _peers.ClientPort());

    /// <summary>A relay's address with a port that is no relay's.</summary>
    private (IPAddress?, int?) Beside(RelayRow[] rows) => Relay(rows).Address is var address ? (address, _peers.OtherPort(address)) : default;

    private (IPAddress?, int?) BesideAtRelayPort() => (Relay(_peers.WithoutRelayPort).Address, _peers.Pick(s_relayPorts));

    private void To(EveDraft d, (IPAddress?, int?) responder, string? transport = "TCP") => Connect(d, _peers.Client(), responder, transport);

    private static void Connect(EveDraft d, (IPAddress?, int?) initiator, (IPAddress?, int?) responder, string? transport = "TCP") =>
        (d.Initiator, d.Responder, d.Transport) = (initiator, responder, transport);

    private void Tls(EveDraft d, (IPAddress?, int?) responder, (string? Subject, string? Issuer) certificate, string? sni = null)
    {
        To(d, responder);
        d.App = "tls";
        d.Body = new JsonObject { ["version"] = "TLSv1", ["ja3"] = new JsonObject { ["hash"] = "e7d705a3286e19ea42f587b344ee6865" } };
        foreach (var (name, value) in new[] { ("sni", sni), ("subject", certificate.Subject), ("issuerdn", certificate.Issuer) })
        {
            if (value is not null)
            {
                d.Body[name] = value;
            }
        }
    }

    private void Web(EveDraft d, JsonObject http)
    {
        To(d, (_random.Next(2) == 0 ? _peers.Ours() : _peers.Outside(), _peers.Pick([80, 3128, 8080])));
        (d.App, d.Body) = ("http", http);
    }

    private static JsonObject Http(string host, string url, string method = "GET") => new()
    {
        ["hostname"] = host, ["url"] = url, ["http_user_agent"] = "Mozilla/5.0 (X11; Linux) \"x\"", ["http_method"] = method, ["protocol"] = "HTTP/1.1", ["status"] = 200,
    };

    /// <summary>Puts a name where events have names.</summary>
    private void Place(EveDraft d, string name, bool below = false)
    {
        name = _names.Vary(name, below);
        var port = _random.Next(3) == 0 ? ":" + _peers.Pick([80, 8080, 9001, 65535]) : "";
        var resolver = (_random.Next(2) == 0 ? _peers.Ours() : _peers.Outside(), 53);
        switch (_random.Next(8))
        {
            case 0:
                To(d, resolver, "UDP");
                (d.App, d.Body) = ("dns", new JsonObject { ["type"] = "query", ["id"] = _random.Next(65536), ["rrname"] = name, ["rrtype"] = "AAAA", ["tx_id"] = 0 });
                break;
            case 1:
                To(d, resolver, _random.Next(4) == 0 ? "TCP" : "UDP");
                var queries = new JsonArray(new JsonObject { ["rrname"] = name, ["rrtype"] = "A" });
                if (_random.Next(3) == 0)
                {
                    queries.Insert(_random.Next(2), new JsonObject { ["rrname"] = "example.org", ["rrtype"] = "A" });
                }

                (d.App, d.Body) = ("dns", new JsonObject { ["version"] = 3, ["type"] = "request", ["id"] = 7, ["flags"] = "100", ["rd"] = true, ["queries"] = queries });
                break;
            case 2:
                // The address in the answer is a relay's: data, not an end of this connection.
                To(d, resolver, "UDP");
                var address = Relay(_peers.Relays).Address.ToString();
                (d.App, d.Body) = ("dns", new JsonObject
                {
                    ["version"] = 2, ["type"] = "answer", ["id"] = 41, ["flags"] = "8180", ["qr"] = true, ["rrname"] = name, ["rrtype"] = "A", ["rcode"] = "NOERROR",
                    ["answers"] = new JsonArray(new JsonObject { ["rrname"] = name, ["rrtype"] = "A", ["ttl"] = 60, ["rdata"] = address }),
                    ["grouped"] = new JsonObject { ["A"] = new JsonArray(address) },
                });
                break;
            case 3:
                Tls(d, _peers.Server(_peers.Outside()), ("CN=server.example", "C=US, O=Example, CN=Example CA"), name);
                break;
            case 4:
                To(d, (_peers.Outside(), 443), "UDP");
                (d.App, d.Body) = ("quic", new JsonObject { ["version"] = "1", ["sni"] = name, ["cyu"] = new JsonArray() });
                break;
            case 5:
                Web(d, Http(name + port, "/index.html?q=%C3%BC"));
                break;
            case 6:
                var url = _peers.Pick(["http://", "https://", "http://user:pass@"]) + name + port + _peers.Pick(["", "/", "/a/b?c=d", "?x"]);
                Web(d, Http(_random.Next(2) == 0 ? name : "proxy.example", url));
                break;
            default:
                Web(d, Http(_random.Next(2) == 0 ? name : "proxy.example", name + (port.Length == 0 ? ":443" : port), "CONNECT"));
                break;
        }
    }
}
