namespace TorIntel.Pipelines.Tests;

/// <summary>A few made-up relays at documentation addresses.</summary>
internal static class SampleNetwork
{
    /// <summary>OR port 9001, also at [2001:db8:10::10]:9001.</summary>
    public const string Guard = "192.0.2.10";

    /// <summary>OR port 443.</summary>
    public const string Exit = "203.0.113.40";

    /// <summary>OR port 9001.</summary>
    public const string Middle = "203.0.113.30";

    /// <summary>In a list of exit addresses; also 198.51.100.64/28.</summary>
    public const string ExitAddress = "198.51.100.99";

    /// <summary>An onion address with a valid checksum.</summary>
    public const string Onion = "qabc4wo3w6g7geahccj3ujsnbzqkpp43kjqfjo3rf2a6wzydrpuluhyd.onion";

    public static TorNetwork View { get; } = Build();

    private static TorNetwork Build()
    {
        var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
        builder.AddSource(new TorListSource("sample", new DateTimeOffset(2026, 8, 22, 21, 0, 0, TimeSpan.Zero)));
        builder.AddRelay(Relay('1', RelayRoles.Guard, "192.0.2.10:9001", "[2001:db8:10::10]:9001") with { Nickname = "guard1" });
        builder.AddRelay(Relay('2', RelayRoles.Exit, "203.0.113.40:443") with { FirstSeen = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero) });
        builder.AddRelay(Relay('3', RelayRoles.Relay, "203.0.113.30:9001"));
        builder.AddExitAddress(IPPrefix.Parse(ExitAddress));
        builder.AddExitAddress(IPPrefix.Parse("198.51.100.64/28"));
        return builder.Build();
    }

    private static TorRelayDescription Relay(char digit, RelayRoles roles, params string[] endpoints) => new()
    {
        Fingerprint = RelayFingerprint.Parse(new string(digit, 40)),
        Roles = roles,
        OrEndpoints = [.. endpoints.Select(text => IPEndpointValue.TryParse(text, out var endpoint) ? endpoint : throw new FormatException(text))],
    };
}
