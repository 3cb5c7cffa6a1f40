using System.Runtime.CompilerServices;

namespace TorIntel;

/// <summary>Room for all evidence that one event can give: four about the initiator and responder addresses, one port, one certificate, one process, and the names.</summary>
[InlineArray(Capacity)]
internal struct EvidenceBuffer
{
    public const int Capacity = 12 + 2;

    private TorEvidence _first;
}
