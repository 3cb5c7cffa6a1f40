using Microsoft.Extensions.Logging;

namespace TorIntel;

/// <summary>Logs events with evidence of Tor with its attributes, and all others as they are.</summary>
internal sealed class TorLogger(ILogger inner, LogTagger tagger) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => inner.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (formatter is not null && inner.IsEnabled(logLevel) && tagger.Tag(state) is { } attributes)
        {
            inner.Log(logLevel, eventId, new TaggedState<TState>(attributes, state, formatter), exception, TaggedState<TState>.Formatter);
        }
        else
        {
            inner.Log(logLevel, eventId, state, exception, formatter!);
        }
    }
}
