using Microsoft.Extensions.Logging;

namespace TorIntel.Benchmarks;

/// <summary>A provider that counts events, and those that came with more attributes than they were logged with.</summary>
internal sealed class CountingLogger : ILoggerProvider, ILogger
{
    private const int AttributesOfMessage = 4;

    public int Events { get; set; }

    public int Tagged { get; set; }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        Events++;

        // States of the host are structs: asking what they are would box them.
        Tagged += !typeof(TState).IsValueType && state is IReadOnlyCollection<KeyValuePair<string, object?>> { Count: > AttributesOfMessage } ? 1 : 0;
    }

    public void Dispose()
    {
        // Nothing is held.
    }
}
