using NLog.Common;
using NLog.Targets;
using NLog.Targets.Wrappers;

namespace TorIntel.Tests;

/// <summary>Asks whether an event has properties, and does nothing else.</summary>
[Target("AskingWrapper", IsWrapper = true)]
public sealed class AskingWrapper : WrapperTargetBase
{
    protected override void WriteAsyncThreadSafe(AsyncLogEventInfo logEvent) => Write(logEvent);

    protected override void Write(AsyncLogEventInfo logEvent)
    {
        _ = logEvent.LogEvent.HasProperties;
        WrappedTarget!.WriteAsyncLogEvent(logEvent);
    }
}
