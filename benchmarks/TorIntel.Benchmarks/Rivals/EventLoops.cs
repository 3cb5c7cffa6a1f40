using System.Collections.Frozen;
using System.Net;

namespace TorIntel.Benchmarks;

/// <summary>Whole events: two endpoints each.</summary>
internal static class EventLoops
{
    public static long CountEvidence(TorNetwork network, TorClassifier classifier, TorEvent[] events)
    {
        var count = 0L;
        foreach (ref readonly var torEvent in events.AsSpan())
        {
            count += classifier.Classify(network, torEvent).HasEvidence ? 1 : 0;
        }

        return count;
    }

    public static long CountListed(FrozenSet<IPAddress> listed, (IPAddress Source, IPAddress Destination)[] events)
    {
        var count = 0L;
        foreach (var (source, destination) in events)
        {
            count += listed.Contains(source) | listed.Contains(destination) ? 1 : 0;
        }

        return count;
    }
}
