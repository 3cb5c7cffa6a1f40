namespace TorIntel.Controls;

/// <summary>All targets.</summary>
public static class ControlTargets
{
    /// <summary>Gets the targets, by name.</summary>
    public static IReadOnlyList<ControlTarget> All { get; } = [.. Make().OrderBy(target => target.Name, StringComparer.Ordinal)];

    /// <summary>Finds a target.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The target; null if there is none of that name.</returns>
    public static ControlTarget? Find(string name) => All.FirstOrDefault(target => string.Equals(target.Name, name, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<ControlTarget> Make() =>
    [
        new PfTarget(),
        new CiscoAsaTarget(),
        new CiscoIosTarget(),
        new PaloAltoAddressTarget(),
        new PaloAltoDomainTarget(),
        new FortiGateTarget(),
        new FortiGateDomainTarget(),
        new WindowsFirewallTarget(),
        new AwsWafTarget(),
        new AwsNetworkFirewallTarget(),
        new SuricataRulesTarget(),
        new SuricataReputationTarget(),
        new SuricataDatasetTarget(),
        new ZeekIntelTarget(),
        new StixTarget(),
        new MispFeedTarget(),
        new SigmaTarget(),
        new LogstashTarget(),
        new VectorTarget(),
        new FluentBitTarget(),
        new SplunkLookupTarget(),
        new SplunkIntelTarget(),
        new SentinelTarget(),
        new CsvTarget(),
        new JsonTarget(),
        new PlainListTarget(),
        new CidrListTarget(),
        new NftablesTarget(),
        new IpsetTarget(),
        new IptablesTarget("iptables", '4'),
        new IptablesTarget("ip6tables", '6'),
        new NginxGeoTarget(),
        new NginxDenyTarget(),
        new HaproxyAclTarget(),
        new HaproxyMapTarget(),
        new ApacheTarget(),
        new SquidAclTarget(),
        new UnboundTarget(),
        new RpzTarget(),
        new SyslogNgTarget(),
        new ClickHouseTarget(),
    ];
}
