using System.Collections.Concurrent;
using NLog;
using NLog.Targets;

namespace TorIntel.Tests;

/// <summary>Keeps events, and their text as the layout renders it.</summary>
[Target("Kept")]
public sealed class KeptTarget : TargetWithLayout
{
    public ConcurrentQueue<LogEventInfo> Events { get; } = [];

    public ConcurrentQueue<string> Texts { get; } = [];

    protected override void Write(LogEventInfo logEvent)
    {
        Events.Enqueue(logEvent);
        Texts.Enqueue(RenderLogEvent(Layout, logEvent));
    }
}
