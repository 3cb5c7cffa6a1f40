using Microsoft.Extensions.Logging;

namespace TorIntel.AspNetCore.Tests;

/// <summary>What was logged, with the properties of its scopes.</summary>
internal sealed record LogRecord(string Category, EventId Event, LogLevel Level, string Message, IReadOnlyDictionary<string, object?> Scope, string ScopeText);
