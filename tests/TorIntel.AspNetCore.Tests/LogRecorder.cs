using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace TorIntel.AspNetCore.Tests;

/// <summary>A logger that keeps what is logged.</summary>
[ProviderAlias("Recorder")]
internal sealed class LogRecorder : ILoggerProvider, ISupportExternalScope
{
    private IExternalScopeProvider? _scopes;

    public ConcurrentQueue<LogRecord> Records { get; } = new();

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose()
    {
    }

    private sealed class Logger(LogRecorder owner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => owner._scopes?.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Dictionary<string, object?> scope = [];
            List<string> texts = [];
            owner._scopes?.ForEachScope(
                (value, _) =>
                {
                    if (value is IReadOnlyList<KeyValuePair<string, object?>> properties && properties.Any(property => property.Key.StartsWith("tor", StringComparison.Ordinal)))
                    {
                        foreach (var (name, tag) in properties)
                        {
                            scope.Add(name, tag);
                        }

                        texts.Add(value.ToString()!);
                    }
                },
                0);
            owner.Records.Enqueue(new LogRecord(category, eventId, logLevel, formatter(state, exception), scope, string.Join(" => ", texts)));
        }
    }
}
