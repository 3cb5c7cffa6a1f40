using Microsoft.Extensions.Logging;

namespace TorIntel.Tests;

/// <summary>A provider that takes every event and does nothing with it.</summary>
public sealed class NullSink : ILoggerProvider, ILogger
{
    public int Count { get; private set; }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Count++;

    public void Dispose()
    {
        // Nothing is held.
    }
}
