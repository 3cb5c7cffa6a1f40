using System.Net;

namespace TorIntel;

/// <summary>A finding among the features of a request.</summary>
internal sealed class TorFeature(TorFinding finding, IPAddress? address) : ITorFeature
{
    public TorFinding Finding { get; } = finding;

    /// <summary>Gets the address of the client that was judged: middleware in between may put another one in its place.</summary>
    public IPAddress? Address { get; } = address;
}
