using System.Net;
using System.Text.Json.Nodes;

namespace TorIntel.Conformance;

/// <summary>An event before it is written: who talks to whom, and about what.</summary>
internal sealed class EveDraft
{
    public (IPAddress? Address, int? Port) Initiator { get; set; }

    public (IPAddress? Address, int? Port) Responder { get; set; }

    /// <summary>TCP, UDP, ICMP, IPv6-ICMP; null if the event does not say.</summary>
    public string? Transport { get; set; } = "TCP";

    /// <summary>dns, tls, http, quic, stats; null for an event without application data.</summary>
    public string? App { get; set; }
    public JsonObject? Body { get; set; }
    public bool In2018 { get; set; }

    /// <summary>Whether members of the wanted names must occur at paths that do not count.</summary>
    public bool Decoys { get; set; }
}
