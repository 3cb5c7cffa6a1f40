using System.Net;

namespace TorIntel.Conformance;

/// <summary>One row of a relay list: an OR endpoint and the relay that has it.</summary>
public sealed record RelayRow(string Fingerprint, IPAddress Address, int Port);
