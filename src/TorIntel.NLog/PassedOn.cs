using NLog;
using NLog.Common;

namespace TorIntel;

/// <summary>What a wrapper has found in the events that it is passing on at the moment: renderers behind it run meanwhile, on the same thread, and show that.</summary>
/// <param name="Event">The one event; null if there are several.</param>
/// <param name="Finding">What was found in it.</param>
/// <param name="Events">The events; null if there is one.</param>
/// <param name="Findings">What was found in each of them; null if nothing was found in any.</param>
internal readonly record struct PassedOn(LogEventInfo? Event, TorFinding? Finding, IList<AsyncLogEventInfo>? Events, TorFinding?[]? Findings)
{
    [ThreadStatic]
    private static PassedOn s_current;

    /// <summary>Gets or sets a value indicating whether there is a renderer; for wrappers alone nothing need be kept.</summary>
    public static bool IsAskedFor { get; set; }

    /// <summary>Gets what the innermost wrapper on this thread passes on. Who sets it sets back what was there before, so that it holds nothing for longer.</summary>
    public static ref PassedOn Current => ref s_current;

    public static PassedOn One(LogEventInfo logEvent, TorFinding? finding) => new(logEvent, finding, null, null);

    public static PassedOn Several(IList<AsyncLogEventInfo> events, TorFinding?[]? findings) => new(null, null, events, findings);

    /// <summary>Gives what was found in an event.</summary>
    /// <returns>Whether it is one of these.</returns>
    public bool TryGet(LogEventInfo logEvent, out TorFinding? finding)
    {
        finding = Finding;
        if (Events is null)
        {
            return ReferenceEquals(Event, logEvent);
        }

        for (var i = 0; i < Events.Count; i++)
        {
            if (ReferenceEquals(Events[i].LogEvent, logEvent))
            {
                finding = Findings?[i];
                return true;
            }
        }

        return false;
    }
}
