using System.Globalization;

namespace TorIntel.Feeds;

/// <summary>Decides whether a document that was fetched takes the place of the accepted one. Pure: time is an argument.</summary>
/// <remarks>What is broken beyond doubt is refused. What may be true is held until another publication or another source agrees, and then taken: never silently, never lost for ever.</remarks>
internal sealed class FeedGuard(FeedGuardOptions options, bool acceptDoubtful = false)
{
    private const double Agreement = 0.85; // Of the addresses of both: lists of half an hour later, and of other publishers, have nine in ten.
    private const int FewBadLines = 10;
    private const int MaxContradictions = 3;

    private static readonly TimeSpan s_clockSkew = TimeSpan.FromHours(3);
    private static readonly TimeSpan s_contradictionsCountFor = TimeSpan.FromDays(1);
    private static readonly TimeSpan s_confirmCutAfter = TimeSpan.FromDays(1);

    /// <param name="candidate">What was fetched.</param>
    /// <param name="accepted">What counts now; null for nothing.</param>
    /// <param name="held">What is held, with its document; null for nothing.</param>
    /// <param name="contradictions">When documents that were held turned out wrong.</param>
    /// <param name="witnesses">What other sources say of the same.</param>
    /// <param name="minimumEntries">How few entries are doubtful where nothing was accepted yet.</param>
    public GuardDecision Judge(
        GuardedDocument candidate,
        GuardedDocument? accepted,
        (HeldDocument Facts, EntrySet Entries)? held,
        IReadOnlyList<DateTimeOffset> contradictions,
        IEnumerable<EntrySet> witnesses,
        int minimumEntries = 0)
    {
        var now = candidate.FetchedAt;
        contradictions = [.. contradictions.Where(time => time <= now && now - time < s_contradictionsCountFor)]; // A clock may have been ahead.
        if (Fault(candidate, accepted) is { } fault)
        {
            return new GuardDecision(GuardVerdict.Refuse, fault, held?.Facts, contradictions);
        }

        if (Doubt(candidate, accepted, minimumEntries) is not { } doubt)
        {
            // The ordinary state is back: what was held was wrong.
            return new GuardDecision(GuardVerdict.Accept, null, null, held is null ? contradictions : [.. contradictions.TakeLast(MaxContradictions - 1), now]);
        }

        // Of two lists that grew the later one may have grown on; one that shrank must not be borne out by a part of it.
        var hasGrown = accepted is not null && held is { } one && Math.Min(candidate.Entries.Value.Count, one.Entries.Count) > accepted.Entries.Value.Count;
        if (witnesses.Any(witness => Agree(candidate.Entries.Value, witness, ofTheSmaller: false)))
        {
            return new GuardDecision(GuardVerdict.Accept, $"{doubt}, but another source agrees", null, contradictions);
        }

        if (acceptDoubtful)
        {
            return new GuardDecision(GuardVerdict.Accept, $"{doubt}, and is taken all the same", null, contradictions);
        }

        if (held is not { } before || !(before.Facts.Digest == candidate.Digest || Agree(candidate.Entries.Value, before.Entries, ofTheSmaller: hasGrown)))
        {
            return new GuardDecision(GuardVerdict.Hold, doubt, new HeldDocument(candidate.Digest, now, doubt), contradictions);
        }

        var facts = before.Facts with { Since = before.Facts.Since < now ? before.Facts.Since : now, Digest = candidate.Digest, Reason = doubt, HasAgreement = before.Facts.HasAgreement || before.Facts.Digest != candidate.Digest };
        return now - facts.Since >= TimeToConfirm(candidate, facts, contradictions.Count)
            ? new GuardDecision(GuardVerdict.Accept, $"{doubt}, but it was so before", null, contradictions)
            : new GuardDecision(GuardVerdict.Hold, doubt, facts, contradictions);
    }

    /// <summary>Says that a document is older than the one that counts.</summary>
    public static string IsOlder(DateTimeOffset time, DateTimeOffset accepted) => $"it is of {TimeText.ToIso(time)}, older than what is at hand, of {TimeText.ToIso(accepted)}";

    private TimeSpan TimeToConfirm(GuardedDocument candidate, HeldDocument held, int contradictions)
    {
        var time = !candidate.EndsWithNewline ? s_confirmCutAfter : held.HasAgreement ? options.ConfirmAfter : options.ConfirmSameAfter;
        return time * Math.Pow(3, Math.Min(contradictions, MaxContradictions));
    }

    // What no true document has.
    private string? Fault(GuardedDocument candidate, GuardedDocument? accepted)
    {
        if (candidate.Refusal is not null)
        {
            return candidate.Refusal;
        }

        if (candidate.EntryCount == 0)
        {
            return "it has no entries";
        }

        if (candidate.HasConflictMarkers)
        {
            return "it has conflict markers of a version control system in it";
        }

        if (candidate.ShortestPrefixes.IPv4 < options.ShortestIPv4Prefix || candidate.ShortestPrefixes.IPv6 < options.ShortestIPv6Prefix)
        {
            return string.Create(CultureInfo.InvariantCulture, $"it has prefixes as short as /{candidate.ShortestPrefixes.IPv4} (IPv4) and /{candidate.ShortestPrefixes.IPv6} (IPv6): no list of relays");
        }

        if (candidate.Time - candidate.FetchedAt > s_clockSkew)
        {
            return $"its time, {TimeText.ToIso(candidate.Time!.Value)}, is yet to come";
        }

        if (accepted is null)
        {
            return null;
        }

        return candidate.Time < accepted.Time ? IsOlder(candidate.Time!.Value, accepted.Time!.Value)
            : accepted.IsVerified && !candidate.IsVerified && candidate.Kind == accepted.Kind && !acceptDoubtful ? "its signatures were not verified, and those of the one at hand were"
            : null;
    }

    // What is hard to believe, but has been true.
    private string? Doubt(GuardedDocument candidate, GuardedDocument? accepted, int minimumEntries)
    {
        if (candidate.IsVerified)
        {
            return null; // More than half of the directory authorities signed it.
        }

        if (accepted is not null && candidate.Kind != accepted.Kind)
        {
            return $"it is {candidate.Kind}, where {accepted.Kind} came before";
        }

        if (!candidate.EndsWithNewline && accepted is not { EndsWithNewline: false })
        {
            return "no newline ends it: it may be cut";
        }

        if (candidate.ErrorCount > Math.Max(FewBadLines, options.BadLineLimit * candidate.EntryCount))
        {
            return string.Create(CultureInfo.InvariantCulture, $"{candidate.ErrorCount} of its lines are bad, {candidate.EntryCount} are good");
        }

        if (accepted is null)
        {
            return candidate.EntryCount < minimumEntries
                ? string.Create(CultureInfo.InvariantCulture, $"it has {candidate.EntryCount} entries where at least {minimumEntries} are expected, and there is nothing to compare it with")
                : null;
        }

        if (candidate.Digest == accepted.Digest)
        {
            return null;
        }

        var isLongAgo = candidate.FetchedAt - accepted.FetchedAt > options.LongAgo;
        var (shrink, growth) = isLongAgo ? (Math.Min(options.ShrinkLimit, 0.5), Math.Max(options.GrowthLimit, 2)) : (options.ShrinkLimit, options.GrowthLimit);
        var (before, after) = (accepted.Entries.Value.Count, candidate.Entries.Value.Count);
        if (after < shrink * before)
        {
            return string.Create(CultureInfo.InvariantCulture, $"it shrank from {before} to {after} addresses");
        }

        if (after > growth * before)
        {
            return string.Create(CultureInfo.InvariantCulture, $"it grew from {before} to {after} addresses");
        }

        var retained = candidate.Entries.Value.CountCommon(accepted.Entries.Value);
        return !isLongAgo && retained < options.RetainedLimit * before
            ? string.Create(CultureInfo.InvariantCulture, $"it has only {retained} of the {before} addresses of before")
            : null;
    }

    private static bool Agree(EntrySet one, EntrySet other, bool ofTheSmaller)
    {
        var (smaller, larger) = one.Count < other.Count ? (one.Count, other.Count) : (other.Count, one.Count);
        return smaller != 0 && one.CountCommon(other) >= Agreement * (ofTheSmaller ? smaller : larger);
    }
}
