using System.IO.Compression;
using TorIntel.Feeds;
using TorIntel.Testing;

namespace TorIntel.MaxMind.Tests;

/// <summary>Views to write databases of.</summary>
internal static class TestViews
{
    /// <summary>Gets what every view test runs over: real lists, and a made-up view with all that is awkward.</summary>
    public static TheoryData<string> Names => ["made up", "relays", "addresses", "history"];

    /// <summary>Gets those whose relays are not too many for a list.</summary>
    public static TheoryData<string> NamesOfLists => ["made up", "relays", "addresses"];

    /// <summary>Makes a view of a few prefixes and relays.</summary>
    public static TorNetwork Of(IEnumerable<(string Prefix, RelayRoles Roles)> prefixes, IEnumerable<(int Number, string Address, RelayRoles Roles)>? relays = null, bool hasTime = true)
    {
        var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
        builder.AddSource(new TorListSource("made up", hasTime ? Databases.Time : null));
        foreach (var (prefix, roles) in prefixes)
        {
            Add(builder, IPPrefix.Parse(prefix), roles);
        }

        foreach (var (number, address, roles) in relays ?? [])
        {
            builder.AddRelay(new TorRelayDescription
            {
                Fingerprint = RelayFingerprint.Parse(number.ToString("X40")),
                Roles = RelayRoles.Relay | roles,
                OrEndpoints = [new IPEndpointValue(IPAddressValue.Parse(address), (ushort)(9000 + number))],
            });
        }

        return builder.Build();
    }

    /// <summary>Makes a view, or skips the test.</summary>
    public static TorNetwork Make(string name) => name switch
    {
        "relays" => FromRelays(),
        "addresses" => FromAddresses(),
        "history" => FromHistory(),
        _ => MadeUp(),
    };

    // Onionoo: fingerprints, names, ports, times, exits that leave from elsewhere; two relays at a 6to4 address.
    private static TorNetwork FromRelays()
    {
        var builder = new TorNetworkBuilder();
        var loader = new TorListLoader(builder);
        Assert.Null(loader.LoadFile(SharedData.PathOrSkip("data/onionoo/details-running-relays-2026-08-22T15.json.gz")).Refusal);
        Assert.Null(loader.LoadFile(SharedData.PathOrSkip("data/snapshot/exits.csv"), RelayRoles.Exit, Databases.Time).Refusal);
        Assert.Null(loader.LoadFile(SharedData.PathOrSkip("data/snapshot/guards.csv"), RelayRoles.Guard, Databases.Time).Refusal);
        return builder.Build();
    }

    // No relays but addresses, also such as were listed long ago; IPv4 and IPv6.
    private static TorNetwork FromAddresses()
    {
        var builder = new TorNetworkBuilder();
        var loader = new TorListLoader(builder);
        Assert.Null(loader.LoadFile(SharedData.PathOrSkip("data/snapshot/torbulkexitlist"), RelayRoles.Exit, Databases.Time).Refusal);
        Assert.Null(loader.LoadFile(SharedData.PathOrSkip("data/snapshot/tor-nodes.lst"), RelayRoles.Relay, Databases.Time).Refusal);
        return builder.Build();
    }

    // All addresses of six years with Teredo and 6to4, as the lists had them.
    private static TorNetwork FromHistory()
    {
        var builder = new TorNetworkBuilder();
        builder.AddSource(new TorListSource("history", Databases.Time));
        using var lines = new StreamReader(new GZipStream(File.OpenRead(SharedData.PathOrSkip("data/history/addresses-2018-2024.csv.gz")), CompressionMode.Decompress));
        while (lines.ReadLine() is { } line)
        {
            var fields = line.Split(',');
            if (IPAddressValue.TryParse(fields[0], out var address))
            {
                Add(builder, IPPrefix.Host(address), fields[1].Contains("exit", StringComparison.Ordinal) ? RelayRoles.Relay | RelayRoles.Exit : RelayRoles.Relay);
            }
        }

        return builder.Build();
    }

    private static void Add(TorNetworkBuilder builder, IPPrefix prefix, RelayRoles roles)
    {
        if (roles == RelayRoles.Exit)
        {
            builder.AddExitAddress(prefix);
        }
        else
        {
            builder.AddRelayAddress(prefix, roles);
        }
    }

    private static TorNetwork MadeUp()
    {
        var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
        builder.AddSource(new TorListSource("node_count\u001b\"; made up", Databases.Time));
        Add(builder, IPPrefix.Parse("198.51.100.0/24"), RelayRoles.Exit);
        Add(builder, IPPrefix.Parse("198.51.100.64/26"), RelayRoles.Relay);
        Add(builder, IPPrefix.Parse("198.51.100.66"), RelayRoles.Exit);
        Add(builder, IPPrefix.Parse("2001:db8:1::/48"), RelayRoles.Guard);
        Add(builder, IPPrefix.Parse("2001:db8:1:2::/64"), RelayRoles.Exit);
        Add(builder, IPPrefix.Parse("2002:c633:6440::/48"), RelayRoles.Exit); // 198.51.100.64 is a relay.
        Add(builder, IPPrefix.Parse("2002:c633:6401::1"), RelayRoles.Guard); // 198.51.100.1 is an exit.
        Add(builder, IPPrefix.Parse("2001:0:c633:6401::1"), RelayRoles.Exit);
        for (var i = 1; i <= 3; i++)
        {
            builder.AddRelay(new TorRelayDescription
            {
                Fingerprint = RelayFingerprint.Parse(i.ToString("X40")),
                Nickname = i == 3 ? null : $"relay{i}",
                Roles = i == 1 ? RelayRoles.Relay | RelayRoles.Exit : RelayRoles.Relay,
                OrEndpoints = [new IPEndpointValue(IPAddressValue.Parse("192.0.2.1"), (ushort)(9000 + i)), new IPEndpointValue(IPAddressValue.Parse($"192.0.2.{10 + i}"), 443)],
                ExitAddresses = i == 1 ? [IPAddressValue.Parse("203.0.113.1")] : [],
                FirstSeen = i == 3 ? null : Databases.Time.AddDays(-i),
                LastSeen = Databases.Time.AddHours(-i),
            });
        }

        return builder.Build();
    }
}
