namespace TorIntel.Feeds;

/// <summary>Gets documents from where they are published. Never throws but for cancellation.</summary>
internal interface IFeedFetcher
{
    /// <param name="location">An address, or the path of a file.</param>
    /// <param name="known">The version at hand; <see cref="FetchValidators.None"/> to get the document in any case.</param>
    /// <param name="cancellationToken">Ends the fetch.</param>
    Task<FetchResult> FetchAsync(string location, FetchValidators known, CancellationToken cancellationToken);
}
