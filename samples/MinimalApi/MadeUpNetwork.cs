using TorIntel;

namespace MinimalApi;

/// <summary>A view with one exit and one guard at documentation addresses. A real service gets its views from TorIntel.Feeds.</summary>
internal static class MadeUpNetwork
{
    public static TorNetwork Make()
    {
        var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
        builder.AddSource(new TorListSource("made up", TimeProvider.System.GetUtcNow()));
        builder.AddRelay(new TorRelayDescription
        {
            Fingerprint = RelayFingerprint.Parse("B0B0DE51FA4F8E5E44524EF2F8FB45A91B9F8A5A"),
            Roles = RelayRoles.Relay | RelayRoles.Exit,
            OrEndpoints = [new IPEndpointValue(IPAddressValue.Parse("198.51.100.99"), 443)],
            ExitAddresses = [IPAddressValue.Parse("198.51.100.99")],
        });
        builder.AddRelay(new TorRelayDescription
        {
            Fingerprint = RelayFingerprint.Parse("A09ADE51FA4F8E5E44524EF2F8FB45A91B9F8A5A"),
            Roles = RelayRoles.Relay | RelayRoles.Guard,
            OrEndpoints = [new IPEndpointValue(IPAddressValue.Parse("192.0.2.10"), 9001)],
        });
        return builder.Build();
    }
}
