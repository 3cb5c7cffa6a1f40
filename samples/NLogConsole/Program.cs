using NLog;
using TorIntel;

// A made-up exit and guard at documentation addresses. A real program has the lists fetched: TorIntel.Feeds.
var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
builder.AddSource(new TorListSource("made-up lists", DateTimeOffset.UtcNow.AddMinutes(-20)));
builder.AddRelay(new TorRelayDescription
{
    Fingerprint = RelayFingerprint.Parse("B0B0DE51FA4F8E5E44524EF2F8FB45A91B9F8A5A"),
    Roles = RelayRoles.Relay | RelayRoles.Exit,
    ExitAddresses = [IPAddressValue.Parse("198.51.100.99")],
});
builder.AddRelay(new TorRelayDescription
{
    Fingerprint = RelayFingerprint.Parse("A09ADE51FA4F8E5E44524EF2F8FB45A91B9F8A5A"),
    Roles = RelayRoles.Relay | RelayRoles.Guard,
    OrEndpoints = [new IPEndpointValue(IPAddressValue.Parse("192.0.2.10"), 9001)],
});

// <register>
var store = new TorNetworkStore(builder.Build());                  // publish newer views to it as they come
LogManager.Setup().RegisterTorIntel(store).LoadConfigurationFromFile("nlog.config");
var logger = LogManager.GetLogger("sign-in");

logger.Info("{User} signed in from {ClientIp}", "alice", "198.51.100.7");
logger.Info("{User} signed in from {ClientIp}", "mallory", "198.51.100.99"); // an exit of Tor: gets the property Tor
// </register>

using (ScopeContext.PushProperty("SourceIp", "10.20.1.23"))
{
    logger.Warn("Connection to {DestinationIp}:{DestinationPort}", "192.0.2.10", 9001);
}

logger.Info("Name asked for: {DnsQuery}", "www.torproject.org");
LogManager.Shutdown();
