using System.Globalization;
using System.Text;

namespace TorIntel.Feeds;

/// <summary>Reads what was fetched, as far as the guard must know it, and verifies what must be signed.</summary>
internal sealed class FeedDocumentReader(TrustedAuthorities authorities, bool includeSpecialPurpose, long maxBytes = TorListLoader.MaxBytes, params ITorListFormat[] formats)
{
    private const string ConflictMarker = "a conflict marker";

    // As long as Tor's clients go on with a consensus that they cannot replace.
    private static readonly TimeSpan s_expiredLimit = TimeSpan.FromHours(24);

    /// <summary>Gets a digest of the authorities that are trusted.</summary>
    public string TrustDigest { get; } = FeedCache.DigestOf(Encoding.ASCII.GetBytes(string.Join('\n', authorities.All.Select(authority => authority.V3Identity.ToString()).Order(StringComparer.Ordinal))));

    /// <summary>Reads a document.</summary>
    /// <param name="source">Where it is from.</param>
    /// <param name="content">The document.</param>
    /// <param name="keys">The key certificates of the authorities, if the source asks for signatures.</param>
    /// <param name="now">When it was fetched.</param>
    public GuardedDocument Read(TorFeedSource source, ReadOnlyMemory<byte> content, ReadOnlyMemory<byte> keys, DateTimeOffset now)
    {
        var builder = new TorNetworkBuilder { IncludeSpecialPurpose = includeSpecialPurpose };
        var isVerified = source.KeyLocation is not null;
        var refusal = isVerified ? WhyNotVerified(source, Plain(content).Span, Plain(keys).Span, now) : null;
        var report = refusal is null ? Load(builder, content, new TorListSource(source.Name), source.Role) : null;
        Lazy<EntrySet> entries = new(() => new EntrySet(builder.Prefixes));
        return new GuardedDocument
        {
            Digest = FeedCache.DigestOf(content.Span),
            Kind = report?.Kind ?? TorListKind.Unknown,
            EntryCount = report?.Entries ?? 0,
            ErrorCount = report?.ErrorCount ?? 0,
            Entries = entries,
            Time = report?.Time,
            ValidUntil = report?.ValidUntil,
            FetchedAt = now,
            IsVerified = isVerified,
            EndsWithNewline = report is null || !IsOfLines(report.Kind) || content.Span is [.., (byte)'\n'] or [0x1F, 0x8B, ..],
            HasConflictMarkers = report is not null && report.Errors.Any(error => error.Reason.StartsWith(ConflictMarker, StringComparison.Ordinal)),
            Refusal = refusal ?? report?.Refusal ?? WhyNotFromThere(source, report!.Kind),
            ShortestPrefixes = (
                builder.Prefixes.Where(prefix => prefix.IsIPv4).Select(prefix => prefix.Length).DefaultIfEmpty(32).Min(),
                builder.Prefixes.Where(prefix => !prefix.IsIPv4).Select(prefix => prefix.Length).DefaultIfEmpty(128).Min()),
        };
    }

    /// <summary>Tells whether there is any key certificate in what was fetched as such.</summary>
    public static bool HasCertificates(ReadOnlyMemory<byte> keys) => KeyCertificateList.Parse(Plain(keys).Span).Entries.Count != 0;

    /// <summary>Reads a document into a view that is being built.</summary>
    public TorListReport Load(TorNetworkBuilder builder, ReadOnlyMemory<byte> content, TorListSource source, RelayRoles? role)
    {
        using var stream = ReadOnlyMemoryStream.Over(content);
        try
        {
            return new TorListLoader(builder, formats) { Limit = maxBytes }.Load(stream, source, role);
        }
#pragma warning disable CA1031 // Forms of other packages are read here too: one that fails refuses its document, and costs no other.
        catch (Exception e) when (e is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            return new TorListReport(source.Name, TorListKind.Unknown, 0, 0, null, 0, [], $"it cannot be read: {e.Message}");
        }
    }

    // A stored view says of itself what was verified: from a place that anybody may write to that is worth nothing.
    private static string? WhyNotFromThere(TorFeedSource source, TorListKind kind) =>
        source.KeyLocation is not null && kind != TorListKind.Consensus ? "it is no consensus"
        : source.IsHttp && kind == TorListKind.View ? "it is a stored view, which is taken from files only"
        : null;

    private static bool IsOfLines(TorListKind kind) => kind is TorListKind.AddressList or TorListKind.RelayCsv or TorListKind.ExitAddresses or TorListKind.ServerDescriptors;

    // A consensus that expired is true for its time, and better than an older one: it makes a view that is openly stale. How old it may be depends on who offers it.
    private string? WhyNotVerified(TorFeedSource source, ReadOnlySpan<byte> content, ReadOnlySpan<byte> keys, DateTimeOffset now)
    {
        var verification = ConsensusVerifier.Verify(content, KeyCertificateList.Parse(keys).Entries, authorities, now);
        return verification.Verdict switch
        {
            ConsensusVerdict.Ok => null,
            ConsensusVerdict.Expired => source.IsFile || now - verification.Header!.ValidUntil <= s_expiredLimit ? null : $"it expired at {TimeText.ToIso(verification.Header.ValidUntil)}",
            ConsensusVerdict.NotYetValid => $"it is valid from {TimeText.ToIso(verification.Header!.ValidAfter)} on, which is yet to come",
            ConsensusVerdict.InsufficientSignatures => string.Create(CultureInfo.InvariantCulture, $"{verification.GoodCount} of its signatures are good, {verification.NeededCount} are needed"),
            _ => verification.Malformation is { } malformation ? string.Create(CultureInfo.InvariantCulture, $"it is no consensus: line {malformation.Line}: {malformation.Reason}") : "it is no consensus",
        };
    }

    // Archives of documents are under gzip; the signatures are over what is in it.
    private static ReadOnlyMemory<byte> Plain(ReadOnlyMemory<byte> content)
    {
        if (content.Span is not [0x1F, 0x8B, ..])
        {
            return content;
        }

        try
        {
            using var compressed = ReadOnlyMemoryStream.Over(content);
            using var gzip = new WholeGzipStream(compressed);
            using var plain = new MemoryStream();
            new LimitStream(gzip, ConsensusVerifier.MaxLength).CopyTo(plain);
            return plain.ToArray();
        }
        catch (InvalidDataException)
        {
            return content; // Which is no document of Tor.
        }
    }
}
