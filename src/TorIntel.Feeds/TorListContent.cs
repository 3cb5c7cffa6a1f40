namespace TorIntel.Feeds;

/// <summary>What an <see cref="ITorListFormat"/> read from a document.</summary>
/// <param name="ExitAddresses">Addresses and prefixes from which exit traffic leaves.</param>
/// <param name="Time">The time of the document; null if it does not say.</param>
public sealed record TorListContent(IReadOnlyList<IPPrefix> ExitAddresses, DateTimeOffset? Time);
