namespace TorIntel.Pipelines;

/// <summary>What all formats read by, beside their mapping.</summary>
/// <param name="TagName">The name of the tag's field.</param>
/// <param name="TimeZone">The zone of times without one.</param>
/// <param name="Year">The year of times without one, if it is known.</param>
/// <param name="TrustedProxies">The proxies whose word on whom they speak for is taken; null if none.</param>
internal sealed record FormatContext(string TagName, TimeZoneInfo TimeZone, int? Year, IPPrefixIndex? TrustedProxies)
{
    public static FormatContext Default { get; } = new("tor", TimeZoneInfo.Utc, null, null);
}
