using System.Net;

namespace TorIntel.Conformance;

/// <summary>The lists as they are published: three with relays and ports, three with bare addresses.</summary>
public sealed record ListContents(
    IReadOnlyList<RelayRow> Relays,
    IReadOnlyList<RelayRow> Guards,
    IReadOnlyList<RelayRow> Exits,
    IReadOnlyList<IPAddress> ExitAddresses,
    IReadOnlyList<IPAddress> GuardAddresses,
    IReadOnlyList<IPAddress> RelayAddresses);
