using System.Globalization;

namespace TorIntel.Feeds;

/// <summary>Asks the sources of one group until one gives a good document.</summary>
internal sealed class GroupRefresh(FeedContext context, string group, IReadOnlyList<TorFeedSource> sources)
{
    private static readonly TimeSpan s_longestDelay = TimeSpan.FromDays(1);

    private readonly List<TorFeedSourceReport> _reports = [];

    // A doubtful document of this refresh: the next source of the group may speak for it.
    private (TorFeedSource Source, GuardedDocument Document, ReadOnlyMemory<byte> Content)? _doubtful;

    /// <summary>Asks the sources.</summary>
    public async Task<IReadOnlyList<TorFeedSourceReport>> RunAsync(CancellationToken cancellationToken)
    {
        var current = context.State.Current.GetValueOrDefault(group);
        if (sources.FirstOrDefault(source => string.Equals(source.Name, current, StringComparison.Ordinal)) is { } good && IsFresh(good))
        {
            return [new TorFeedSourceReport(good, TorFeedOutcome.NotDue, "its publisher asks not to be asked more often")];
        }

        var isSatisfied = false;
        foreach (var source in InOrder())
        {
            var outcome = isSatisfied ? new TorFeedSourceReport(source, TorFeedOutcome.NotNeeded, null) : await AskAsync(source, cancellationToken).ConfigureAwait(false);
            _reports.Add(outcome);
            if (outcome.Outcome is TorFeedOutcome.Accepted or TorFeedOutcome.NotModified)
            {
                isSatisfied = !IsStale(source);
            }
        }

        return _reports;
    }

    // Those of equal priority in random order.
    private IEnumerable<TorFeedSource> InOrder()
    {
        var shuffled = sources.ToArray();
        Random.Shared.Shuffle(shuffled);
        return shuffled.OrderBy(source => source.Priority);
    }

    private bool IsFresh(TorFeedSource source) =>
        source.IsHttp && context.StateOf(source) is { Accepted: not null, LastSuccess: { } success } && context.Now - success < source.MinimumInterval && context.Now >= success;

    // A mirror that stands still must not keep those behind it from being asked.
    private bool IsStale(TorFeedSource source) => source.IsHttp && context.StateOf(source).Accepted is { } accepted
        && (accepted.ValidUntil < context.Now || context.Now - (accepted.Time ?? accepted.AsOf) > s_longestDelay);

    private async Task<TorFeedSourceReport> AskAsync(TorFeedSource source, CancellationToken cancellationToken)
    {
        var state = context.StateOf(source);
        if (WhyNotYet(source, state) is { } notYet)
        {
            return new TorFeedSourceReport(source, TorFeedOutcome.Waiting, notYet);
        }

        var lastAnswer = state.LastAnswer;
        state.LastAttempt = context.Now;
        state.LastAnswer = context.Now; // A program that is killed while it fetches keeps to the limits too.
        state.NotBefore = null;
        context.SaveState();

        // A held document is fetched whole again: whether it is still the same is what is to be found out.
        var known = state is { Accepted: not null, Held: null } ? new FetchValidators(state.EntityTag, state.LastModified) : FetchValidators.None;
        var result = await context.Fetcher.FetchAsync(source.Location, known, cancellationToken).ConfigureAwait(false);
        var (outcome, message) = result.Status switch
        {
            FetchStatus.Fetched => await TakeAsync(source, state, result, cancellationToken).ConfigureAwait(false),
            FetchStatus.NotModified => NotModified(state),
            _ => Failed(state, result),
        };
        state.LastAnswer = result.IsAnswered ? context.Now : lastAnswer;
        state.Outcome = outcome;
        state.Message = message;
        if (outcome is TorFeedOutcome.Accepted or TorFeedOutcome.NotModified)
        {
            context.State.Current[group] = source.Name;
        }

        context.SaveState();
        return new TorFeedSourceReport(source, outcome, message);
    }

    private string? WhyNotYet(TorFeedSource source, SourceState state) =>
        !source.IsHttp ? null
        : state.NotBefore is { } notBefore && context.Now < notBefore && notBefore - context.Now <= s_longestDelay ? $"its publisher asks to be left alone until {TimeText.ToIso(notBefore)}"
        : state.LastAnswer is { } last && context.Now >= last && context.Now - last < source.MinimumInterval ? string.Create(CultureInfo.InvariantCulture, $"it was asked at {TimeText.ToIso(last)}, its publisher's limit is once in {source.MinimumInterval.TotalMinutes:0} minutes")
        : null;

    private (TorFeedOutcome Outcome, string? Message) NotModified(SourceState state)
    {
        if (state.Accepted is { Time: { } time } known && context.RememberCurrent(group, known.Kind)?.Time is { } newer && time < newer)
        {
            return (TorFeedOutcome.Refused, FeedGuard.IsOlder(time, newer));
        }

        state.LastSuccess = context.Now;
        if (state.Accepted is { } accepted)
        {
            state.Accepted = accepted with { FetchedAt = context.Now, AsOf = state.LastModified is null ? context.Now : accepted.AsOf };
        }

        return (TorFeedOutcome.NotModified, null);
    }

    private (TorFeedOutcome Outcome, string? Message) Failed(SourceState state, FetchResult result)
    {
        state.NotBefore = result.RetryAfter is { } delay && delay > TimeSpan.Zero ? context.Now + (delay < s_longestDelay ? delay : s_longestDelay) : null;
        return (TorFeedOutcome.Failed, result.Reason);
    }

    private async Task<(TorFeedOutcome Outcome, string? Message)> TakeAsync(
        TorFeedSource source, SourceState state, FetchResult result, CancellationToken cancellationToken)
    {
        var (document, keyDigest) = await ReadAsync(source, state, result.Content, cancellationToken).ConfigureAwait(false);
        var decision = Judge(source, state, document, Before(source, state, document.Kind));
        if (decision.Verdict == GuardVerdict.Refuse)
        {
            return (TorFeedOutcome.Refused, decision.Reason);
        }

        state.Held = decision.Held;
        state.Contradictions = decision.Contradictions;
        if (decision.Verdict == GuardVerdict.Hold)
        {
            context.WriteDocument(document.Digest, result.Content);
            _doubtful = (source, document, result.Content);
            return (TorFeedOutcome.Held, decision.Reason);
        }

        var isSame = string.Equals(state.Accepted?.Digest, document.Digest, StringComparison.Ordinal);
        Accept(source, state, document, keyDigest, result);
        ReviseDoubtful(source, document);
        return (isSame ? TorFeedOutcome.NotModified : TorFeedOutcome.Accepted, decision.Reason);
    }

    // What the source gave last is what its next document is compared with; but nothing older takes the place of what another source of the group gave since.
    private GuardedDocument? Before(TorFeedSource source, SourceState state, TorListKind kind)
    {
        var current = context.RememberCurrent(group, kind);
        if (state.Accepted is not { } accepted)
        {
            return current;
        }

        var own = context.Remember(source, accepted);
        return current?.Time is { } time && !(own.Time >= time) ? own with { Time = time } : own;
    }

    private GuardDecision Judge(TorFeedSource source, SourceState state, GuardedDocument document, GuardedDocument? accepted)
    {
        var held = state.Held is { } facts && context.TryReadEntries(source, facts.Digest, out var entries) ? (facts, entries) : ((HeldDocument, EntrySet)?)null;
        IEnumerable<EntrySet> witnesses = context.Witnesses.For(source, document.Kind);
        if (_doubtful is { } doubtful && AreIndependent(doubtful.Source, source))
        {
            witnesses = witnesses.Append(doubtful.Document.Entries.Value);
        }

        return context.Guard.Judge(document, accepted, held, state.Contradictions, witnesses, source.MinimumEntries);
    }

    // What one publisher gets wrong in one list it gets wrong in the other.
    private static bool AreIndependent(TorFeedSource one, TorFeedSource other) =>
        one.IsHttp && other.IsHttp && !string.Equals(new Uri(one.Location).Authority, new Uri(other.Location).Authority, StringComparison.OrdinalIgnoreCase);

    private void Accept(TorFeedSource source, SourceState state, GuardedDocument document, string? keyDigest, FetchResult result)
    {
        var asOf = result.Validators.LastModified is { } modified && modified < context.Now ? modified : context.Now;
        if (source.IsFile && state.Accepted is { } before && string.Equals(before.Digest, document.Digest, StringComparison.Ordinal) && before.AsOf < context.Now)
        {
            asOf = before.AsOf; // A file that lies there gets no younger.
        }

        context.WriteDocument(document.Digest, result.Content);
        state.LastSuccess = context.Now;
        state.EntityTag = result.Validators.EntityTag;
        state.LastModified = result.Validators.LastModified;
        state.Accepted = new AcceptedDocument
        {
            Digest = document.Digest,
            Kind = document.Kind,
            Entries = document.EntryCount,
            Role = source.Role,
            Time = document.Time,
            ValidUntil = document.ValidUntil,
            IsVerified = document.IsVerified,
            KeyDigest = keyDigest,
            TrustDigest = document.IsVerified ? context.Reader.TrustDigest : null,
            FetchedAt = context.Now,
            AsOf = asOf,
            EndsWithNewline = document.EndsWithNewline,
        };
    }

    // Two sources agree: then the one that comes first in the order, which was doubted alone, is no longer held against itself.
    private void ReviseDoubtful(TorFeedSource source, GuardedDocument witness)
    {
        if (_doubtful is not { } doubtful || !AreIndependent(doubtful.Source, source))
        {
            return;
        }

        var state = context.StateOf(doubtful.Source);
        var decision = context.Guard.Judge(doubtful.Document, Before(doubtful.Source, state, doubtful.Document.Kind), null, state.Contradictions, [witness.Entries.Value], doubtful.Source.MinimumEntries);
        if (decision.Verdict == GuardVerdict.Accept)
        {
            Accept(doubtful.Source, state, doubtful.Document, null, new FetchResult(FetchStatus.Fetched) { Content = doubtful.Content });
            (state.Held, state.Outcome, state.Message) = (null, TorFeedOutcome.Accepted, decision.Reason);
            _reports[_reports.FindIndex(report => report.Source == doubtful.Source)] = new TorFeedSourceReport(doubtful.Source, TorFeedOutcome.Accepted, decision.Reason);
        }

        _doubtful = null;
    }

    private async Task<(GuardedDocument Document, string? KeyDigest)> ReadAsync(TorFeedSource source, SourceState state, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (source.KeyLocation is null)
        {
            return (context.Reader.Read(source, content, default, context.Now), null);
        }

        // Authorities change their keys a few times a year: those at hand will do nearly always.
        if (context.TryReadKeys(state, group, out var keys, out var keyDigest) && context.Reader.Read(source, content, keys, context.Now) is { Refusal: null } document)
        {
            return (document, keyDigest);
        }

        var fetched = await context.Fetcher.FetchAsync(source.KeyLocation, FetchValidators.None, cancellationToken).ConfigureAwait(false);
        if (fetched.Status != FetchStatus.Fetched || !FeedDocumentReader.HasCertificates(fetched.Content))
        {
            var refusal = $"{source.KeyLocation}: {fetched.Reason ?? "no key certificates in it"}";
            return (new GuardedDocument { Digest = "", Entries = new Lazy<EntrySet>(() => EntrySet.Empty), FetchedAt = context.Now, Refusal = refusal }, null);
        }

        keyDigest = FeedCache.DigestOf(fetched.Content.Span);
        document = context.Reader.Read(source, content, fetched.Content, context.Now);
        if (document.Refusal is null)
        {
            context.WriteDocument(keyDigest, fetched.Content);
        }

        return (document, keyDigest);
    }
}
