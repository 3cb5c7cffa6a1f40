using System.Collections.Frozen;
using System.Diagnostics;
using System.Net;
using OpenTelemetry;
using OpenTelemetry.Logs;

namespace TorIntel.Benchmarks;

/// <summary>What programs would otherwise have: processors that look one attribute up in a set.</summary>
internal static class HandWrittenProcessors
{
    public sealed class Spans(FrozenSet<IPAddress> set) : BaseProcessor<Activity>
    {
        public override void OnEnd(Activity data)
        {
            if (data.GetTagItem("client.address") is string text && IPAddress.TryParse(text, out var address) && set.Contains(address))
            {
                data.SetTag("is_tor", true);
            }
        }
    }

    public sealed class Logs(FrozenSet<IPAddress> set) : BaseProcessor<LogRecord>
    {
        public override void OnEnd(LogRecord data)
        {
            if (data.Attributes is { } attributes && HandWrittenLogger.IsListed(attributes, set))
            {
                data.Attributes = HandWrittenLogger.AddTo(attributes);
            }
        }
    }
}
