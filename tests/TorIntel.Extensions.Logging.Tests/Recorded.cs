using Microsoft.Extensions.Logging;

namespace TorIntel.Tests;

/// <summary>What a provider was given.</summary>
public sealed record Recorded(string Category, LogLevel Level, EventId Id, object? State, Type StateType, Exception? Exception, string Message)
{
    public IReadOnlyList<KeyValuePair<string, object?>> Attributes => State as IReadOnlyList<KeyValuePair<string, object?>> ?? [];

    public object? this[string name] => Attributes.FirstOrDefault(pair => pair.Key == name).Value;
}
