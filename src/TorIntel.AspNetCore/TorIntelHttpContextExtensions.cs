using TorIntel;

namespace Microsoft.AspNetCore.Http;

/// <summary>Asks a request about Tor.</summary>
/// <remarks>
/// All of these need <c>AddTorIntel().AddAspNetCore()</c>, and throw <see cref="InvalidOperationException"/> without; none needs <c>UseTorIntel()</c>: what is not known yet is found on demand,
/// for the client address that the request has by then.
/// </remarks>
public static class TorIntelHttpContextExtensions
{
    /// <summary>The partition that all clients from Tor share: see <see cref="GetTorPartitionKey"/>.</summary>
    public const string TorPartitionKey = "tor";

    /// <summary>Gives the evidence of Tor in a request; null if there is none. Costs two look-ups if there is none, and allocates nothing of its own.</summary>
    /// <remarks>What was found stays with the request. That nothing was found does not: such a request is judged anew when asked, by the view that is in force then.</remarks>
    /// <param name="context">The request.</param>
    /// <exception cref="ArgumentNullException"><paramref name="context"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The services are not registered.</exception>
    public static TorFinding? GetTorFinding(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return RequestJudge.Of(context.RequestServices, "GetTorFinding()").GetOrFind(context);
    }

    /// <summary>Tells whether a request comes from Tor: from an address that Tor's traffic leaves at, or to an onion service.</summary>
    /// <remarks>
    /// Less than <see cref="GetTorFinding"/> tells: from a relay that cannot exit (<c>source-relay</c>, <c>own-relay</c>), no traffic of Tor comes, but that of others behind the same address may. Relays of
    /// ours that are authorised do not count either.
    /// </remarks>
    /// <param name="context">The request.</param>
    /// <param name="minimum">How surely.</param>
    /// <exception cref="ArgumentNullException"><paramref name="context"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The services are not registered.</exception>
    public static bool IsTor(this HttpContext context, Confidence minimum = Confidence.High) =>
        context.GetTorFinding() is { } finding && RequestOrigin.Of(finding) is not Confidence.None and var confidence && confidence >= minimum;

    /// <summary>
    /// Gives the partition of a rate limiter that a request belongs to. All clients from Tor share one (<see cref="TorPartitionKey"/>), for they can change their exit at will; others have one for their
    /// IPv4 address or their IPv6 network of 64 bits.
    /// </summary>
    /// <remarks>Only the address counts, and only if it is one as in <see cref="IsTor"/>: what a client writes in its Host header does not bring it into another partition.</remarks>
    /// <param name="context">The request.</param>
    /// <param name="minimum">How surely a client is one from Tor.</param>
    /// <returns><c>tor</c>, <c>192.0.2.1</c>, <c>2001:db8:1:2::/64</c>, or <c>unknown</c> if the client has no address, as at a Unix socket.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="context"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The services are not registered.</exception>
    public static string GetTorPartitionKey(this HttpContext context, Confidence minimum = Confidence.High)
    {
        if (context.GetTorFinding() is { } finding && RequestOrigin.OfAddress(finding) is not Confidence.None and var confidence && confidence >= minimum)
        {
            return TorPartitionKey;
        }

        return context.Connection.RemoteIpAddress is not { } remote ? "unknown"
            : IPAddressValue.FromIPAddress(remote) is { IsIPv4: false } address ? NetworkOf(address)
            : IPAddressValue.FromIPAddress(remote).ToString();
    }

    // Who has an IPv6 address nearly always has all of its network.
    private static string NetworkOf(IPAddressValue address) =>
        IPPrefix.TryCreate(IPAddressValue.FromIPv6(address.ToIPv6() >> 64 << 64), 64, out var network) ? network.ToString() : address.ToString();
}
