using System.Collections.Frozen;
using NLog.Common;
using NLog.Targets;
using NLog.Targets.Wrappers;

namespace TorIntel.Benchmarks;

/// <summary>What a user would write: one property, looked up in a set of texts.</summary>
[Target("FrozenSetWrapper", IsWrapper = true)]
internal sealed class FrozenSetWrapper(FrozenSet<string> exits) : WrapperTargetBase
{
    public bool Tag(NLog.LogEventInfo logEvent)
    {
        if (logEvent.HasProperties && logEvent.Properties.TryGetValue("ClientIp", out var value) && value is string address && exits.Contains(address))
        {
            logEvent.Properties["Tor"] = "exit";
            return true;
        }

        return false;
    }

    protected override void WriteAsyncThreadSafe(AsyncLogEventInfo logEvent) => Write(logEvent);

    protected override void Write(AsyncLogEventInfo logEvent)
    {
        _ = Tag(logEvent.LogEvent);
        WrappedTarget!.WriteAsyncLogEvent(logEvent);
    }
}
