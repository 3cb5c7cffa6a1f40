using System.Collections.Concurrent;
using Serilog.Core;
using Serilog.Events;

namespace TorIntel.Tests;

/// <summary>Keeps what comes at the end of a logger.</summary>
internal sealed class CollectingSink : ILogEventSink
{
    public ConcurrentQueue<LogEvent> Events { get; } = [];

    /// <summary>Gets the only event.</summary>
    public LogEvent Event => Assert.Single(Events);

    public void Emit(LogEvent logEvent) => Events.Enqueue(logEvent);
}
