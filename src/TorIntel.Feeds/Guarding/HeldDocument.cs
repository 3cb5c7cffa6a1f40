namespace TorIntel.Feeds;

/// <summary>A doubtful document that is held.</summary>
/// <param name="Digest">Its SHA-256 digest in hexadecimal digits.</param>
/// <param name="Since">When documents like it began to come.</param>
/// <param name="Reason">What is doubtful, for people.</param>
/// <param name="HasAgreement">Whether another publication, not the same bytes, agreed with it since.</param>
internal sealed record HeldDocument(string Digest, DateTimeOffset Since, string Reason, bool HasAgreement = false);
