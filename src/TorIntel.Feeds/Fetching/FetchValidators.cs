namespace TorIntel.Feeds;

/// <summary>What a publisher said of the version of a document, to ask later whether there is a newer one (RFC 9110 section 8.8).</summary>
internal sealed record FetchValidators(string? EntityTag, DateTimeOffset? LastModified)
{
    public static readonly FetchValidators None = new(null, null);
}
