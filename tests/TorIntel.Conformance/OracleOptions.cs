using System.Net;

namespace TorIntel.Conformance;

/// <summary>The tool's options that change a verdict.</summary>
public sealed record OracleOptions
{
    /// <summary>The networks that are ours unless the user names some: RFC 1918, RFC 4193, loopback, link-local, RFC 6598.</summary>
    public static IReadOnlyList<IPNetwork> DefaultInternal { get; } = [.. new[]
    {
        "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "127.0.0.0/8", "::1/128", "169.254.0.0/16", "fe80::/10", "100.64.0.0/10",
    }.Select(IPNetwork.Parse)];

    /// <summary>The values of <c>--internal</c>; empty means the default.</summary>
    public IReadOnlyList<IPNetwork> Internal { get; init; } = [];

    /// <summary>Whether <see cref="Internal"/> adds to the default rather than taking its place. Default: it takes its place.</summary>
    public bool InternalExtendsDefault { get; init; }

    /// <summary>The values of <c>--ignore</c>: address, CIDR, host or fingerprint.</summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];

    /// <summary>The values of <c>--own-relay</c>, in upper case.</summary>
    public IReadOnlyList<string> OwnRelays { get; init; } = [];

    /// <summary>The networks in force.</summary>
    public IReadOnlyList<IPNetwork> Ours => Internal.Count == 0 ? DefaultInternal : InternalExtendsDefault ? [.. DefaultInternal, .. Internal] : Internal;

    /// <summary>The tool's arguments that say the same.</summary>
    public IReadOnlyList<string> Arguments =>
    [
        .. Internal.SelectMany(network => new[] { "--internal", network.ToString() }),
        .. Ignore.SelectMany(value => new[] { "--ignore", value }),
        .. OwnRelays.SelectMany(fingerprint => new[] { "--own-relay", fingerprint }),
    ];
}
