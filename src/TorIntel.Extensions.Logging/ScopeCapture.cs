using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace TorIntel;

/// <summary>A provider that logs nothing. It is handed the scopes of its factory, which can be had in no other way.</summary>
internal sealed class ScopeCapture : ILoggerProvider, ISupportExternalScope
{
    public IExternalScopeProvider? Scopes { get; private set; }

    public ILogger CreateLogger(string categoryName) => NullLogger.Instance;

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => Scopes = scopeProvider;

    public void Dispose()
    {
        // Nothing is held.
    }
}
