using System.Text;

namespace TorIntel.Controls.Tests.Vendors;

/// <summary>A small view with one of everything, the plans of all policies for it, and what targets write of them.</summary>
internal static class VendorPlans
{
    private static readonly DateTimeOffset s_time = new(2026, 8, 22, 21, 0, 0, TimeSpan.Zero);

    // Few names and one authority: enough to see what is done with them.
    private static readonly string[] s_keptNames = ["onion", "onion.ws", "tor2web.io"];

    /// <summary>The targets for what does not run on Debian, and lists.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "aws-network-firewall", "aws-waf-ipset", "cidr", "cisco-asa", "cisco-ios", "csv", "fluent-bit", "fortigate", "fortigate-domain", "json", "logstash-translate", "misp-feed", "paloalto-edl-domain",
        "paloalto-edl-ip", "pf", "plain", "sentinel-watchlist", "sigma", "splunk-ip-intel", "splunk-lookup", "stix", "suricata-dataset", "suricata-iprep", "suricata-rules", "vector", "windows-firewall", "zeek-intel",
    ];

    public static TorNetwork Network { get; } = MakeNetwork("made-up lists");

    public static ControlOptions Options(ControlPolicy policy) => new()
    {
        Policy = policy,
        Now = s_time.AddHours(1),
        IncludeSpecialPurpose = true,
        IncludePorts = true,
        AllowedHosts = [.. NameClassifier.Suffixes.Select(name => name.Suffix).Where(name => !s_keptNames.Contains(name, StringComparer.Ordinal))],
        AllowedRelays = [.. DirectoryAuthorities.All.Select(authority => authority.Fingerprint).Distinct().Skip(1)],
        MonitoredNetworks = [IPPrefix.Parse("10.20.0.0/16"), IPPrefix.Parse("2001:db8:20::/48")],
    };

    public static ControlPlan Plan(ControlPolicy policy, TorNetwork? network = null) => ControlPlan.Make(network ?? Network, Options(policy));

    /// <summary>A plan with a name that is allowed although <c>onion.ws</c> above it is listed.</summary>
    public static ControlPlan PlanWithException(ControlPolicy policy) =>
        ControlPlan.Make(Network, Options(policy) with { AllowedHosts = [.. Options(policy).AllowedHosts, "shop.onion.ws"] });

    public static string Write(string target, ControlPolicy policy, string? file = null, ControlFamily family = ControlFamily.Both) =>
        Write(Target(target), Plan(policy), file, new ControlWriteOptions { Family = family });

    public static string Write(ControlTarget target, ControlPlan plan, string? file = null, ControlWriteOptions? options = null)
    {
        using var stream = new MemoryStream();
        _ = target.Write(plan, stream, options, file);
        return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(stream.ToArray());
    }

    public static string[] Lines(string target, ControlPolicy policy, string? file = null) => Write(target, policy, file).TrimEnd('\n').Split('\n');

    /// <summary>The lines that are no comments.</summary>
    public static string[] Entries(string target, ControlPolicy policy, string? file = null) =>
        [.. Lines(target, policy, file).Where(line => Target(target).Traits.Comment is not { } comment || !line.StartsWith(comment, StringComparison.Ordinal))];

    public static ControlTarget Target(string name) => ControlTargets.Find(name) ?? throw new ArgumentException($"There is no target '{name}'.", nameof(name));

    public static bool CanExpress(ControlTarget target, ControlPlan plan) => target.WhyNot(plan) is null;

    public static TorNetwork MakeNetwork(string sourceName)
    {
        var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
        builder.AddSource(new TorListSource(sourceName, s_time));
        builder.AddRelay(new TorRelayDescription
        {
            Fingerprint = RelayFingerprint.Parse("A09ADE51FA4F8E5E44524EF2F8FB45A91B9F8A5A"),
            Nickname = "guard",
            Roles = RelayRoles.Relay | RelayRoles.Guard,
            OrEndpoints = [Endpoint("192.0.2.10", 9001), Endpoint("2001:db8::10", 9001)],
            DirectoryEndpoints = [Endpoint("192.0.2.10", 9030)],
            FirstSeen = s_time.AddDays(-100),
            LastSeen = s_time,
        });
        builder.AddRelay(new TorRelayDescription
        {
            Fingerprint = RelayFingerprint.Parse("B0B0DE51FA4F8E5E44524EF2F8FB45A91B9F8A5A"),
            Nickname = "exit",
            Roles = RelayRoles.Relay | RelayRoles.Exit,
            OrEndpoints = [Endpoint("198.51.100.98", 443), Endpoint("2001:db8::99", 443)],
            ExitAddresses = [IPAddressValue.Parse("198.51.100.99")],
            LastSeen = s_time,
        });
        builder.AddExitAddress(IPPrefix.Parse("203.0.113.64/30"));
        builder.AddRelayAddress(IPPrefix.Parse("203.0.113.9/32"), RelayRoles.Relay);
        builder.AddRelayAddress(IPPrefix.Parse("2001:db8:9::/126"), RelayRoles.Relay | RelayRoles.Guard);
        return builder.Build();
    }

    private static IPEndpointValue Endpoint(string address, ushort port) => new(IPAddressValue.Parse(address), port);
}
