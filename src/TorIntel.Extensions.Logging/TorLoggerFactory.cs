using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace TorIntel;

/// <summary>The factory of the host, whose loggers tag events before any provider sees them.</summary>
internal sealed class TorLoggerFactory : ILoggerFactory
{
    private readonly ConcurrentDictionary<string, TorLogger> _loggers = new(StringComparer.Ordinal);
    private readonly ILoggerFactory _inner;
    private readonly bool _ownsInner;
    private readonly LogTagger _tagger;
    private readonly Func<string, TorLogger> _create;

    public TorLoggerFactory(ILoggerFactory inner, bool ownsInner, LogTagger tagger)
    {
        _inner = inner;
        _ownsInner = ownsInner;
        _tagger = tagger;
        _create = category => new TorLogger(_inner.CreateLogger(category), _tagger);
        try
        {
            inner.AddProvider(tagger.Capture);
        }
        catch (Exception)
        {
            // Some factories of others take no providers. Then scopes are not read.
        }
    }

    public ILogger CreateLogger(string categoryName) => _loggers.GetOrAdd(categoryName, _create);

    public void AddProvider(ILoggerProvider provider) => _inner.AddProvider(provider);

    public void Dispose()
    {
        if (_ownsInner)
        {
            _inner.Dispose();
        }
    }
}
