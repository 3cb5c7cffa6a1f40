using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace TorIntel.Tests;

/// <summary>Keeps what it is given.</summary>
[ProviderAlias("Recording")]
public sealed class RecordingProvider : ILoggerProvider
{
    public ConcurrentQueue<Recorded> Events { get; } = new();

    public bool IsDisposed { get; private set; }

    public Recorded Only => Assert.Single(Events);

    public ILogger CreateLogger(string categoryName) => new RecordingLogger(this, categoryName);

    public void Dispose() => IsDisposed = true;

    private sealed class RecordingLogger(RecordingProvider provider, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            provider.Events.Enqueue(new Recorded(category, logLevel, eventId, state, typeof(TState), exception, formatter(state, exception)));
    }
}
