using Serilog.Core;
using Serilog.Events;

namespace TorIntel.Benchmarks;

/// <summary>A sink that does nothing, so that only the way to it is measured.</summary>
internal sealed class NullSink : ILogEventSink
{
    public void Emit(LogEvent logEvent)
    {
    }
}
