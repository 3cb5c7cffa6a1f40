namespace TorIntel.Tests;

/// <summary>A small network in which every kind of address occurs.</summary>
internal static class SampleNetwork
{
    /// <summary>A guard: relay 1, OR port 443, directory port 80; also at [2001:db8::1]:443.</summary>
    public const string Guard = "203.0.113.1";

    /// <summary>An exit of unknown policy: relay 2, OR port 9001.</summary>
    public const string Exit = "203.0.113.2";

    /// <summary>Another address, from which relay 2's traffic was measured to leave.</summary>
    public const string MeasuredExit = "203.0.113.102";

    /// <summary>A relay in the middle: relay 3, OR port 443.</summary>
    public const string Middle = "203.0.113.3";

    /// <summary>An exit whose policies allow 80 and 443 over IPv4 and 443 over IPv6: relay 4, OR port 8443; also at [2001:db8::4]:8443.</summary>
    public const string WebExit = "203.0.113.4";

    /// <summary>Relay 4 allows 80 and 443, relay 5 allows 443 and 22; OR ports 8443 and 8444.</summary>
    public const string TwoExits = "203.0.113.45";

    /// <summary>Relay 4, and relay 2 of unknown policy; OR ports 8443 and 8444.</summary>
    public const string ExitsOfKnownAndUnknownPolicy = "203.0.113.42";

    /// <summary>Guard 6, exit 2 and relay 3; OR ports 443, 9001 and 9002.</summary>
    public const string Shared = "203.0.113.60";

    /// <summary>Guard 7, of which no list has a port.</summary>
    public const string GuardWithoutPort = "203.0.113.7";

    /// <summary>Guard 7, of which no list has a port, and relay 3 with OR port 9001.</summary>
    public const string GuardWithoutPortBesideRelay = "203.0.113.73";

    /// <summary>An exit whose exact policy refuses 192.31.196.1, port 25 everywhere, and is known for IPv4 only: relay 9, OR port 9001. Its summary says the contrary.</summary>
    public const string ExactExit = "203.0.113.9";

    /// <summary>In a list of exit addresses.</summary>
    public const string ExitAddress = "203.0.113.10";

    /// <summary>In a list of guard addresses.</summary>
    public const string GuardAddress = "203.0.113.11";

    /// <summary>In a list of relay addresses.</summary>
    public const string RelayAddress = "203.0.113.12";

    /// <summary>In a list of exit addresses, and relay 3 is there, OR port 443.</summary>
    public const string ExitAddressOfMiddle = "203.0.113.13";

    /// <summary>In a list of exit addresses, and relay 4 is there, OR port 8443.</summary>
    public const string ExitAddressOfWebExit = "203.0.113.14";

    /// <summary>In a list of guard addresses, and relay 3 is there, OR port 443.</summary>
    public const string GuardAddressOfMiddle = "203.0.113.15";

    /// <summary>An address of ours at which relay 8, a guard, has OR port 9001 and directory port 9030.</summary>
    public const string Ours = "10.0.0.8";

    /// <summary>In a list of prefixes of relay addresses: 198.51.100.0/24.</summary>
    public const string InPrefix = "198.51.100.77";

    public static TorNetwork View { get; } = Build();

    private static TorNetwork Build()
    {
        var web = Sketch.Relay(4, RelayRoles.Exit, WebExit + ":8443", "[2001:db8::4]:8443", TwoExits + ":8443", ExitsOfKnownAndUnknownPolicy + ":8443", ExitAddressOfWebExit + ":8443");
        var builder = Sketch.Builder(
            Sketch.Relay(1, RelayRoles.Guard, Guard + ":443", "[2001:db8::1]:443") with { DirectoryEndpoints = [Sketch.Endpoint(Guard + ":80")] },
            Sketch.Relay(2, RelayRoles.Exit, Exit + ":9001", ExitsOfKnownAndUnknownPolicy + ":8444", Shared + ":9001") with { ExitAddresses = [Sketch.Address(MeasuredExit)] },
            Sketch.Relay(3, RelayRoles.Relay, Middle + ":443", Shared + ":9002", GuardWithoutPortBesideRelay + ":9001", ExitAddressOfMiddle + ":443", GuardAddressOfMiddle + ":443"),
            web with { ExitPolicySummary = Sketch.Policy("accept 80,443"), ExitPolicySummaryIPv6 = Sketch.Policy("accept 443") },
            Sketch.Relay(5, RelayRoles.Exit, TwoExits + ":8444") with { ExitPolicySummary = Sketch.Policy("accept 22,443") },
            Sketch.Relay(6, RelayRoles.Guard, Shared + ":443"),
            Sketch.Relay(7, RelayRoles.Guard, GuardWithoutPort, GuardWithoutPortBesideRelay),
            Sketch.Relay(9, RelayRoles.Exit, ExactExit + ":9001") with
            {
                ExitPolicy = Sketch.ExactPolicy("reject 192.31.196.1:*,reject *:25,accept *:*"),
                ExitPolicySummary = Sketch.Policy("accept 25"),
            },
            Sketch.Relay(8, RelayRoles.Guard, Ours + ":9001") with { DirectoryEndpoints = [Sketch.Endpoint(Ours + ":9030")] });
        builder.AddExitAddress(Sketch.Prefix(ExitAddress));
        builder.AddRelayAddress(Sketch.Prefix(GuardAddress), RelayRoles.Guard);
        builder.AddRelayAddress(Sketch.Prefix(RelayAddress), RelayRoles.Relay);
        builder.AddExitAddress(Sketch.Prefix(ExitAddressOfMiddle));
        builder.AddExitAddress(Sketch.Prefix(ExitAddressOfWebExit));
        builder.AddRelayAddress(Sketch.Prefix(GuardAddressOfMiddle), RelayRoles.Guard);
        builder.AddRelayAddress(Sketch.Prefix("198.51.100.0/24"), RelayRoles.Relay);
        return builder.Build();
    }
}
