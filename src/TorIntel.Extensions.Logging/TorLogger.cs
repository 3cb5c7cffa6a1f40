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
            LogTagged(logLevel, eventId, attributes, state, exception, formatter);
        }
        else
        {
            inner.Log(logLevel, eventId, state, exception, formatter!);
        }
    }

    // Apart, so that only events with evidence pay for the closure.
    private void LogTagged<TState>(LogLevel logLevel, EventId eventId, List<KeyValuePair<string, object?>> attributes, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var tagged = new TaggedState(attributes, state, e => formatter(state, e));
        inner.Log(logLevel, eventId, tagged, exception, TaggedState.Formatter);
    }
}
