using TorIntel.Testing;

namespace TorIntel.Controls.Tests;

/// <summary>A small view with one of everything that rules are made of, and plans of it.</summary>
internal static class ServerViews
{
    /// <summary>Names of sources that try to get out of a comment.</summary>
    public const string HostileName = "a\nlocal-zone: \"com.\" always_nxdomain\r\nflush ruleset\u2028}\u0085--> <x/>\0\u001b[2J\" ' ; } \\";

    public static readonly DateTimeOffset Now = AdapterViews.ListTime.AddMinutes(30);

    public static TorNetwork Make(string sourceName)
    {
        var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
        builder.AddSource(new TorListSource(sourceName, AdapterViews.ListTime));
        builder.AddExitAddress(IPPrefix.Parse("198.51.100.0/30"));
        builder.AddExitAddress(IPPrefix.Parse("2001:db8:ffff::/48"));
        builder.AddRelayAddress(IPPrefix.Parse("203.0.113.7"), RelayRoles.Relay | RelayRoles.Guard);
        builder.AddRelay(new TorRelayDescription
        {
            Fingerprint = RelayFingerprint.Parse("A09ADE51FA4F8E5E44524EF2F8FB45A91B9F8A5A"),
            Nickname = "guard",
            Roles = RelayRoles.Relay | RelayRoles.Guard,
            OrEndpoints = [new IPEndpointValue(IPAddressValue.Parse("192.0.2.10"), 9001), new IPEndpointValue(IPAddressValue.Parse("2001:db8::1:0:0:10"), 443)],
        });
        builder.AddRelay(new TorRelayDescription
        {
            Fingerprint = RelayFingerprint.Parse("B0B0DE51FA4F8E5E44524EF2F8FB45A91B9F8A5A"),
            Nickname = "exit",
            Roles = RelayRoles.Relay | RelayRoles.Exit,
            OrEndpoints = [new IPEndpointValue(IPAddressValue.Parse("198.51.100.4"), 443)],
            ExitAddresses = [IPAddressValue.Parse("198.51.100.5")],
        });
        return builder.Build();
    }

    /// <summary>A plan; for a target that takes single addresses only, without the prefix that has too many.</summary>
    public static ControlPlan Plan(ControlPolicy policy, string sourceName = "made-up lists", bool withoutLargePrefix = false) =>
        ControlPlan.Make(Make(sourceName), Options(policy) with { AllowedNetworks = withoutLargePrefix ? [IPPrefix.Parse("2001:db8:ffff::/48")] : [] });

    public static ControlOptions Options(ControlPolicy policy) => new()
    {
        Policy = policy,
        Now = Now,
        IncludePorts = true,
        IncludeSpecialPurpose = true,
        MonitoredNetworks = policy == ControlPolicy.Blended ? [IPPrefix.Parse("10.0.0.0/8"), IPPrefix.Parse("fd00::/8")] : [],
    };
}
