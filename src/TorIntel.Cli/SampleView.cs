using TorIntel.Feeds;

namespace TorIntel.Cli;

/// <summary>The embedded view of made-up relays at documentation addresses, for a first look.</summary>
internal static class SampleView
{
    private static readonly DateTimeOffset s_time = new(2026, 8, 22, 21, 0, 0, TimeSpan.Zero);

    private static readonly (string Resource, RelayRoles Role)[] s_lists =
    [
        ("sample-relays.csv", RelayRoles.Relay),
        ("sample-guards.csv", RelayRoles.Guard),
        ("sample-exits.csv", RelayRoles.Exit),
        ("sample-exit-addresses.lst", RelayRoles.Exit),
    ];

    public static TorNetwork Load()
    {
        var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
        var loader = new TorListLoader(builder);
        foreach (var (resource, role) in s_lists)
        {
            using var stream = typeof(SampleView).Assembly.GetManifestResourceStream(resource)!;
            loader.Load(stream, resource, role, s_time);
        }

        return builder.Build();
    }
}
