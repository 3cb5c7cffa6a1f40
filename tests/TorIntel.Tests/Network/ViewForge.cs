using System.Globalization;
using System.Net;

namespace TorIntel.Tests;

/// <summary>Makes up views of all sorts of entries, repeatable for a seed, in a narrow space of addresses, so that they meet.</summary>
internal static class ViewForge
{
    private static readonly string[] s_summaries = ["accept 80,443", "reject 25,119,135-139", "accept 1-65535", "reject 1-65535"];

    private static readonly string[] s_policies = ["reject *:*", "accept *:80,reject *:*", "reject 198.51.100.0/24:*,accept *:*", "reject [2001:db8::]/32:*,accept *:1-1024"];

    /// <summary>Every address that a view may have, and some that none has.</summary>
    public static IPAddressValue[] Probes { get; } =
    [
        .. Enumerable.Range(0, 256).Select(i => Address(i, isIPv4: true)),
        .. Enumerable.Range(0, 256).Select(i => Address(i, isIPv4: false)),
        .. DirectoryAuthorities.All.Select(authority => authority.Address),
    ];

    public static TorNetwork Make(int seed)
    {
        var random = new Random(seed);
        var builder = Sketch.Builder();
        for (var count = random.Next(4); count > 0; count--)
        {
            builder.AddSource(new TorListSource("liste-é" + count, Time(random), random.Next(2) == 0)
            {
                ValidUntil = Time(random),
                Digest = random.Next(2) == 0 ? null : random.NextInt64().ToString("X16", CultureInfo.InvariantCulture),
            });
        }

        var knowsMore = random.Next(3) != 0;
        for (var count = random.Next(60); count > 0; count--)
        {
            builder.AddRelay(Relay(random, knowsMore));
        }

        for (var count = random.Next(20); count > 0; count--)
        {
            var prefix = Prefix(random);
            _ = random.Next(2) == 0 ? builder.AddExitAddress(prefix) : builder.AddRelayAddress(prefix, RelayRoles.Relay | (RelayRoles)random.Next(8));
        }

        return builder.Build();
    }

    /// <summary>Everything that the view says, sources included.</summary>
    public static IReadOnlyList<string> Describe(TorNetwork network) =>
    [
        $"{network.SourceName} {network.Time:O} {network.ValidUntil:O} {network.IsVerified} {network.KnowsExits}",
        .. network.Sources.Select(source => source.ToString()),
        .. network.Relays.Select(relay => $"{relay.Fingerprint} {relay.Roles} {relay.Nickname}"),
        .. NetworkDump.Of(network, Probes, 80, 443, 9001, 9030),
    ];

    private static TorRelayDescription Relay(Random random, bool knowsMore)
    {
        var relay = new TorRelayDescription
        {
            Fingerprint = Sketch.Fingerprint(random.Next(1, 50)),
            Roles = (RelayRoles)random.Next(16),
            OrEndpoints = [.. Enumerable.Range(0, random.Next(3)).Select(_ => new IPEndpointValue(Address(random), (ushort)(random.Next(2) * 9001)))],
            DirectoryEndpoints = random.Next(4) == 0 ? [new IPEndpointValue(Address(random), 9030)] : [],
            ExitAddresses = random.Next(4) == 0 ? [Address(random)] : [],
        };
        return !knowsMore ? relay : relay with
        {
            Nickname = random.Next(3) == 0 ? null : "relay" + random.Next(1000).ToString(CultureInfo.InvariantCulture),
            FirstSeen = Time(random),
            LastSeen = Time(random),
            ExitPolicy = random.Next(2) == 0 ? null : Policy(s_policies[random.Next(s_policies.Length)]),
            ExitPolicySummary = random.Next(2) == 0 ? null : Sketch.Policy(s_summaries[random.Next(s_summaries.Length)]),
            ExitPolicySummaryIPv6 = random.Next(2) == 0 ? null : Sketch.Policy(s_summaries[random.Next(s_summaries.Length)]),
        };
    }

    private static ExitPolicy Policy(string text) => ExitPolicy.TryParse(System.Text.Encoding.ASCII.GetBytes(text), out var policy) ? policy : throw new FormatException(text);

    private static DateTimeOffset? Time(Random random) => random.Next(3) == 0 ? null : DateTimeOffset.UnixEpoch.AddTicks(random.NextInt64(TimeSpan.TicksPerDay * 30_000));

    private static IPPrefix Prefix(Random random)
    {
        var address = Address(random);
        var length = random.Next(3) == 0 ? random.Next(address.IsIPv4 ? 20 : 110, address.IsIPv4 ? 32 : 128) : address.IsIPv4 ? 32 : 128;
        var network = address.IsIPv4 ? IPAddressValue.FromIPv4((uint)(address.Low >> (32 - length) << (32 - length))) : IPAddressValue.FromIPv6(address.ToIPv6() >> (128 - length) << (128 - length));
        return IPPrefix.TryCreate(network, length, out var prefix) ? prefix : throw new InvalidOperationException(address.ToString());
    }

    private static IPAddressValue Address(Random random) => Address(random.Next(128), random.Next(3) != 0);

    private static IPAddressValue Address(int number, bool isIPv4) => isIPv4
        ? IPAddressValue.FromIPv4(0xC6336400u + (uint)number)
        : IPAddressValue.FromIPAddress(new IPAddress([0x20, 0x01, 0x0D, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte)number]));
}
