using System.Runtime.CompilerServices;

namespace TorIntel;

/// <summary>Knows the customary ports of Tor (Alert AA20-183A, and 9053 and 9151 of the client).</summary>
public static class PortClassifier
{
    private const int First = 9001;
    private const int Last = 9151;

    /// <summary>Classifies a port. Pure, total, constant time.</summary>
    /// <param name="port">The port of the responder; a client's ephemeral port is never evidence.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PortRole Classify(ushort port) => (uint)(port - First) > Last - First ? PortRole.None : ClassifyInRange(port);

    private static PortRole ClassifyInRange(ushort port) => port switch
    {
        9001 or 9030 => PortRole.Relay,
        9040 or 9050 or 9051 or 9053 or 9150 or 9151 => PortRole.Client,
        _ => PortRole.None,
    };
}
