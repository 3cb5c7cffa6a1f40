namespace TorIntel;

/// <summary>One list that a view was made from.</summary>
/// <param name="Name">What the list is called, a file name or address without secrets.</param>
/// <param name="Time">The time of the document itself, or the one that the user gave; null if unknown, never a file's date.</param>
/// <param name="IsVerified">Whether signatures of the directory authorities were checked.</param>
public sealed record TorListSource(string Name, DateTimeOffset? Time = null, bool IsVerified = false)
{
    /// <summary>Gets until when the document says that it is valid, as a consensus does; null if it does not say.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>Gets the SHA-256 digest of the document in hexadecimal digits, of what was read before decompression; null if it was not taken.</summary>
    public string? Digest { get; init; }
}
