using NLog;

namespace TorIntel;

/// <summary>The event that renderers without a wrapper have rendered last on a thread: they judge it by the same view, and it is counted once.</summary>
/// <remarks>It keeps no finding, since what stands in an event may change before it is logged again; and it keeps nothing alive, since threads idle for long.</remarks>
internal sealed class RenderedEvent
{
    [ThreadStatic]
    private static RenderedEvent? s_last;

    private readonly WeakReference<LogEventInfo?> _event = new(null);
    private readonly WeakReference<EventJudge?> _judge = new(null);
    private readonly WeakReference<TorNetwork?> _network = new(null);

    /// <summary>Gets or sets a value indicating whether the event was counted.</summary>
    public bool IsCounted { get; set; }

    /// <summary>Gives the event of this thread, and the view to judge it by.</summary>
    public static RenderedEvent Of(LogEventInfo logEvent, EventJudge judge, out TorNetwork network)
    {
        var last = s_last ??= new RenderedEvent();
        if (last._event.TryGetTarget(out var known) && known == logEvent && last._judge.TryGetTarget(out var knownJudge) && knownJudge == judge
            && last._network.TryGetTarget(out var knownNetwork))
        {
            network = knownNetwork;
            return last;
        }

        network = judge.Network;
        last._event.SetTarget(logEvent);
        last._judge.SetTarget(judge);
        last._network.SetTarget(network);
        last.IsCounted = false;
        return last;
    }
}
