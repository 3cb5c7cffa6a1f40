using System.Net;

namespace TorIntel;

/// <summary>A finding among the features of a request.</summary>
internal sealed class TorFeature(TorFinding finding, IPAddress? address) : ITorFeature
{
    public TorFinding Finding { get; } = finding;

    /// <summary>Gets the address of the client that was judged: middleware in between may put another one in its place.</summary>
    public IPAddress? Address { get; } = address;

    /// <summary>Gets or sets a value indicating whether the telemetry of the request has the tag. A request goes through the pipeline twice where an error page answers it.</summary>
    public bool IsTagged { get; set; }
}
