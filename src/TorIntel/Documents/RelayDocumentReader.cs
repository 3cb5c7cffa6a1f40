using System.Globalization;

namespace TorIntel;

/// <summary>Reads a Tor document relay by relay, forward only: what all readers of such documents have in common.</summary>
/// <remarks>
/// <para>
/// A line or entry that cannot be used is reported and costs no other one. What is not this document at all, or is cut, or of a version that nobody knows yet, is
/// refused (<see cref="Refusal"/>): the relays read so far must then not be used. So ask when <see cref="Read"/> has returned false, before anything is done with them.
/// </para>
/// <para>Memory is bounded: one relay at a time, one line or JSON token at a time. Bad data never throw. Not safe for several threads.</para>
/// </remarks>
public abstract class RelayDocumentReader
{
    /// <summary>The most relays that a document may have: a hundred times what the Tor network has.</summary>
    public const int MaxRelays = 1_000_000;

    private const int MaxErrorsKept = 100;

    private readonly List<LineError> _errors = [];

    private protected RelayDocumentReader()
    {
    }

    /// <summary>Gets the relay that was read last. The same object each time.</summary>
    public RelayStatus Relay { get; } = new();

    /// <summary>Gets the time that the document says it was made; null if it does not say, or has not said yet: ask at the end.</summary>
    public DateTimeOffset? Time { get; private protected set; }

    /// <summary>Gets until when the document says that it is valid; null if it does not say.</summary>
    public DateTimeOffset? ValidUntil { get; private protected set; }

    /// <summary>Gets a value indicating whether the document tells roles; where it does not, <see cref="RelayStatus.Roles"/> is <see cref="RelayRoles.Relay"/> for all. Ask at the end.</summary>
    public virtual bool KnowsRoles => true;

    /// <summary>Gets the lines that could not be used, the first hundred of them.</summary>
    public IReadOnlyList<LineError> Errors => _errors;

    /// <summary>Gets how many lines could not be used.</summary>
    public long ErrorCount { get; private set; }

    /// <summary>Gets how many relays were read.</summary>
    public int RelayCount { get; private set; }

    /// <summary>Gets why the document cannot be used at all; null if it can, or as far as it was read.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Reads the next relay into <see cref="Relay"/>.</summary>
    /// <returns>Whether there was one; false at the end, and once the document is refused.</returns>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public bool Read()
    {
        if (Refusal is not null || !ReadRelay() || Refusal is not null)
        {
            return false;
        }

        if (++RelayCount > MaxRelays)
        {
            Refuse($"more than {MaxRelays} relays: no document of the Tor network");
            return false;
        }

        return true;
    }

    /// <summary>Reads the next relay.</summary>
    private protected abstract bool ReadRelay();

    private protected void AddError(long line, string reason)
    {
        ErrorCount++;
        if (_errors.Count < MaxErrorsKept)
        {
            _errors.Add(new LineError(line, reason));
        }
    }

    private protected void Refuse(string reason) => Refusal ??= reason;

    private protected void Refuse(long line, string reason) => Refuse(string.Create(CultureInfo.InvariantCulture, $"line {line}: {reason}"));

    /// <summary>Refuses a document that has come to its end and holds no relay, or more that is bad than good.</summary>
    private protected void RefuseIfUseless()
    {
        if (RelayCount == 0 || ErrorCount > RelayCount)
        {
            var first = _errors.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; line {_errors[0].Line}: {_errors[0].Reason}");
            Refuse(RelayCount == 0
                ? "no relay in it" + first
                : string.Create(CultureInfo.InvariantCulture, $"more of it is bad ({ErrorCount}) than good ({RelayCount}){first}"));
        }
    }
}
