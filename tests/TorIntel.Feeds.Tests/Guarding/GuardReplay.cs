namespace TorIntel.Feeds.Tests;

/// <summary>Sends publications through the guard one after the other, as a refresher does, and counts what it gets wrong.</summary>
internal sealed class GuardReplay
{
    private readonly FeedGuard _guard = new(FeedGuardOptions.Default);
    private GuardedDocument? _accepted;
    private (HeldDocument Facts, EntrySet Entries)? _held;
    private IReadOnlyList<DateTimeOffset> _contradictions = [];
    private GuardedDocument? _lastGood;

    /// <summary>Gets how many true publications were taken.</summary>
    public int Taken { get; private set; }

    /// <summary>Gets how many broken publications were kept out.</summary>
    public int KeptOut { get; private set; }

    /// <summary>Gets true publications that were refused.</summary>
    public List<string> TrueRefused { get; } = [];

    /// <summary>Gets true publications that were held, and what became of them.</summary>
    public List<string> TrueHeld { get; } = [];

    /// <summary>Gets broken publications that were taken.</summary>
    public List<string> BrokenTaken { get; } = [];

    /// <summary>Gets the longest time that a true publication, or a later one, was waited for.</summary>
    public TimeSpan LongestDelay { get; private set; }

    private DateTimeOffset? _waitingSince;

    public void Good(DateTimeOffset time, Lazy<EntrySet> entries, int count, string digest) =>
        Good(new GuardedDocument { Digest = digest, Kind = TorListKind.AddressList, EntryCount = count, Entries = entries, FetchedAt = time });

    public void Good(GuardedDocument document)
    {
        _lastGood = document;
        var decision = Judge(document);
        var text = $"{document.FetchedAt:yyyy-MM-dd HH:mm}: {decision.Reason}";
        switch (decision.Verdict)
        {
            case GuardVerdict.Accept:
                Taken++;
                LongestDelay = _waitingSince is { } since && document.FetchedAt - since > LongestDelay ? document.FetchedAt - since : LongestDelay;
                _waitingSince = null;
                break;
            case GuardVerdict.Hold:
                _waitingSince ??= document.FetchedAt;
                TrueHeld.Add(text);
                break;
            default:
                TrueRefused.Add(text);
                break;
        }
    }

    public void Broken(GuardedDocument document, string kind)
    {
        if (Judge(document).Verdict == GuardVerdict.Accept)
        {
            BrokenTaken.Add($"{document.FetchedAt:yyyy-MM-dd HH:mm}: {kind}");
            _accepted = _lastGood; // One mistake is counted once.
        }
        else
        {
            KeptOut++;
        }
    }

    private GuardDecision Judge(GuardedDocument document)
    {
        var decision = _guard.Judge(document, _accepted, _held, _contradictions, []);
        _contradictions = decision.Contradictions;
        if (decision.Verdict == GuardVerdict.Accept)
        {
            _accepted = document;
            _held = null;
        }
        else if (decision.Verdict == GuardVerdict.Hold)
        {
            _held = (decision.Held!, document.Entries.Value);
        }

        return decision;
    }
}
