namespace TorIntel.Testing;

/// <summary>Small views at documentation addresses for tests of the adapters.</summary>
public static class AdapterViews
{
    /// <summary>The time of the lists in <see cref="Usual"/>: 2026-08-22T21:00:00Z.</summary>
    public static readonly DateTimeOffset ListTime = new(2026, 8, 22, 21, 0, 0, TimeSpan.Zero);

    /// <summary>An address that no view here has.</summary>
    public const string Unlisted = "198.51.100.7";

    /// <summary>The exit of <see cref="Usual"/>; its policy refuses port 25.</summary>
    public const string Exit = "198.51.100.99";

    /// <summary>The exit of <see cref="Usual"/>, over IPv6.</summary>
    public const string ExitIPv6 = "2001:db8::99";

    /// <summary>The guard of <see cref="Usual"/>, with OR port 9001.</summary>
    public const string Guard = "192.0.2.10";

    /// <summary>A name that is a valid v3 onion address.</summary>
    public const string Onion = "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion";

    /// <summary>An exit and a guard.</summary>
    public static TorNetwork Usual { get; } = Make("made-up lists", ListTime, Exit);

    /// <summary>The same guard, and another exit: 203.0.113.5.</summary>
    public static TorNetwork Later { get; } = Make("later lists", ListTime.AddHours(1), "203.0.113.5");

    private static TorNetwork Make(string name, DateTimeOffset time, string exit)
    {
        var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
        builder.AddSource(new TorListSource(name, time));
        builder.AddRelay(new TorRelayDescription
        {
            Fingerprint = RelayFingerprint.Parse("A09ADE51FA4F8E5E44524EF2F8FB45A91B9F8A5A"),
            Nickname = "guard",
            Roles = RelayRoles.Relay | RelayRoles.Guard,
            OrEndpoints = [new IPEndpointValue(IPAddressValue.Parse(Guard), 9001)],
        });
        builder.AddRelay(new TorRelayDescription
        {
            Fingerprint = RelayFingerprint.Parse("B0B0DE51FA4F8E5E44524EF2F8FB45A91B9F8A5A"),
            Nickname = "exit",
            Roles = RelayRoles.Relay | RelayRoles.Exit,
            OrEndpoints = [new IPEndpointValue(IPAddressValue.Parse(exit), 443), new IPEndpointValue(IPAddressValue.Parse(ExitIPv6), 443)],
            ExitAddresses = [IPAddressValue.Parse(exit)],
            ExitPolicySummary = ExitPolicySummary.TryParse("reject 25", out var summary) ? summary : throw new InvalidOperationException("no policy"),
            LastSeen = time,
        });
        return builder.Build();
    }
}
