using System.Collections.Frozen;
using System.Net;
using Microsoft.Extensions.Logging;

namespace TorIntel.Benchmarks;

/// <summary>What a program would otherwise have: a logger that looks one property up in a set, and says whether it is there. No ports, names, scopes, directions or evidence.</summary>
internal sealed class HandWrittenLogger(ILogger inner, FrozenSet<IPAddress> set) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => inner.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!inner.IsEnabled(logLevel) || state is not IReadOnlyList<KeyValuePair<string, object?>> attributes || !IsListed(attributes, set))
        {
            inner.Log(logLevel, eventId, state, exception, formatter);
            return;
        }

        inner.Log(logLevel, eventId, AddTo(attributes), exception, (_, e) => formatter(state, e));
    }

    public static bool IsListed(IReadOnlyList<KeyValuePair<string, object?>> attributes, FrozenSet<IPAddress> set)
    {
        for (var i = 0; i < attributes.Count; i++)
        {
            if (attributes[i] is { Key: "ClientIp", Value: string text } && IPAddress.TryParse(text, out var address) && set.Contains(address))
            {
                return true;
            }
        }

        return false;
    }

    public static List<KeyValuePair<string, object?>> AddTo(IReadOnlyList<KeyValuePair<string, object?>> attributes)
    {
        var list = new List<KeyValuePair<string, object?>>(attributes.Count + 1);
        list.AddRange(attributes);
        list.Insert(list.Count - 1, new KeyValuePair<string, object?>("IsTor", "true"));
        return list;
    }
}
