namespace TorIntel;

/// <summary>What an event with evidence is tagged with: the verdict, and what follows from it.</summary>
/// <remarks>
/// Immutable and safe to share between threads; events that differ in nothing that matters share one. It holds nothing of the event's time: ask <see cref="AgeAt"/> and
/// <see cref="IsStaleAt"/>.
/// </remarks>
public sealed class TorFinding
{
    private readonly TorVerdict _verdict;
    private readonly TimeSpan? _staleAfter;

    internal TorFinding(TorNetwork network, in TorVerdict verdict, ObservedEvidence[] evidence, IReadOnlyList<TorRelay> relays, TimeSpan? staleAfter)
    {
        Network = network;
        _verdict = verdict;
        Evidence = evidence;
        Relays = relays;
        _staleAfter = staleAfter;
    }

    /// <summary>Gets the view that the event was judged by.</summary>
    public TorNetwork Network { get; }

    /// <summary>Gets the verdict.</summary>
    public ref readonly TorVerdict Verdict => ref _verdict;

    /// <summary>Gets the evidence, in the order of the rules.</summary>
    public IReadOnlyList<ObservedEvidence> Evidence { get; }

    /// <summary>Gets the relays that the evidence is about, each once.</summary>
    public IReadOnlyList<TorRelay> Relays { get; }

    /// <summary>Gets the roles of the relays; of the addresses if no list names relays.</summary>
    public RelayRoles Roles { get; internal init; }

    /// <summary>Gets the techniques that the evidence supports.</summary>
    public TechniqueSet Techniques { get; internal init; }

    /// <summary>Gets a value indicating whether what the evidence rests on is in lists whose signatures were checked.</summary>
    public bool IsVerified { get; internal init; }

    /// <summary>Gets the name of the lists; null if there is none.</summary>
    public string? Source => Network.Sources.Count == 0 ? null : Network.SourceName;

    /// <summary>Gets the addresses that the evidence is about, each once.</summary>
    internal IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>Gets the host names that the evidence is about, each once.</summary>
    internal IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Gets or sets what the one adapter that found it has made of it, so that it need not make it again; several threads may set it.</summary>
    internal object? Tag { get; set; }

    /// <summary>Gives the age of the lists at the time of an event in whole seconds, rounded down; null if one of the two is unknown.</summary>
    /// <param name="time">The time of the event.</param>
    public long? AgeAt(DateTimeOffset? time) => time is { } instant && Network.AgeAt(instant) is { } age ? (long)Math.Floor(age.TotalSeconds) : null;

    /// <summary>Tells whether the lists were too old to be relied on at the time of an event.</summary>
    /// <param name="time">The time of the event.</param>
    public bool IsStaleAt(DateTimeOffset time) => Network.IsStaleAt(time, _staleAfter);

    /// <summary>Writes the tag as one JSON object, as docs/tag.md describes it.</summary>
    /// <param name="time">The time of the event; null if unknown.</param>
    public string ToJson(DateTimeOffset? time = null) => FindingJson.Write(this, time);
}
