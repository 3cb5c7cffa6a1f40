namespace TorIntel.Feeds;

/// <summary>Reads what was fetched, as far as the guard must know it, and verifies what must be signed.</summary>
internal sealed class FeedDocumentReader(TrustedAuthorities authorities, bool includeSpecialPurpose)
{
    private const string ConflictMarker = "a conflict marker";

    /// <summary>Reads a document.</summary>
    /// <param name="source">Where it is from.</param>
    /// <param name="content">The document.</param>
    /// <param name="keys">The key certificates of the authorities, if the source asks for signatures.</param>
    /// <param name="now">When it was fetched.</param>
    public GuardedDocument Read(TorFeedSource source, ReadOnlyMemory<byte> content, ReadOnlyMemory<byte> keys, DateTimeOffset now)
    {
        var builder = new TorNetworkBuilder { IncludeSpecialPurpose = includeSpecialPurpose };
        var isVerified = source.KeyLocation is not null;
        var refusal = isVerified ? WhyNotVerified(content, keys, now) : null;
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
            Refusal = refusal ?? report?.Refusal,
            ShortestPrefixes = (
                builder.Prefixes.Where(prefix => prefix.IsIPv4).Select(prefix => prefix.Length).DefaultIfEmpty(32).Min(),
                builder.Prefixes.Where(prefix => !prefix.IsIPv4).Select(prefix => prefix.Length).DefaultIfEmpty(128).Min()),
        };
    }

    /// <summary>Reads a document into a view that is being built.</summary>
    public static TorListReport Load(TorNetworkBuilder builder, ReadOnlyMemory<byte> content, TorListSource source, RelayRoles? role)
    {
        using var stream = ReadOnlyMemoryStream.Over(content);
        return new TorListLoader(builder).Load(stream, source, role);
    }

    private static bool IsOfLines(TorListKind kind) => kind is TorListKind.AddressList or TorListKind.RelayCsv or TorListKind.ExitAddresses or TorListKind.ServerDescriptors;

    private string? WhyNotVerified(ReadOnlyMemory<byte> content, ReadOnlyMemory<byte> keys, DateTimeOffset now)
    {
        var certificates = KeyCertificates.Read(keys.Span);
        var verification = ConsensusVerifier.Verify(content.Span, certificates.Certificates, authorities, now);
        return verification.IsOk ? null : $"its signatures do not hold: {verification.Reason}";
    }
}
