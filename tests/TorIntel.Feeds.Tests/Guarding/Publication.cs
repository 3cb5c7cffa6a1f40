namespace TorIntel.Feeds.Tests;

/// <summary>One publication: when, whether it was good, and what was said of it.</summary>
internal sealed record Publication(DateTimeOffset Time, bool IsUsed, string Note);
