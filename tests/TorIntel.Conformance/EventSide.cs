using System.Net;

namespace TorIntel.Conformance;

/// <summary>One end of an event: the field that names it, the address and the port.</summary>
internal sealed record EventSide(string Field, IPAddress? Address, int? Port);
