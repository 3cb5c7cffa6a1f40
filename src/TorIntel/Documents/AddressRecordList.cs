using System.Globalization;

namespace TorIntel;

/// <summary>What was read from a list of addresses with roles, ports or validity, but without fingerprints.</summary>
public sealed class AddressRecordList
{
    private const int MaxErrorsKept = 100;

    private readonly List<AddressRecord> _entries = [];
    private readonly List<LineError> _errors = [];

    internal AddressRecordList()
    {
    }

    /// <summary>Gets the entries, in the order of the list, with their duplicates; empty if the list was refused.</summary>
    public IReadOnlyList<AddressRecord> Entries => Refusal is null ? _entries : [];

    /// <summary>Gets the lines that could not be used, the first hundred of them.</summary>
    public IReadOnlyList<LineError> Errors => _errors;

    /// <summary>Gets how many lines could not be used.</summary>
    public long ErrorCount { get; private set; }

    /// <summary>Gets how many entries were passed over because of what the list says about them: that they are deleted, revoked, not for detection or not valid at the time.</summary>
    public int PassedOver { get; private set; }

    /// <summary>Gets the time of the list; null if it does not tell it.</summary>
    public DateTimeOffset? Time { get; private set; }

    /// <summary>Gets why this cannot be used at all; null if it can.</summary>
    public string? Refusal { get; private set; }

    internal int Count => _entries.Count;

    internal void Add(AddressRecord entry)
    {
        _entries.Add(entry);
        if (_entries.Count > AddressListReader.MaxEntries)
        {
            Refuse($"more than {AddressListReader.MaxEntries} entries: no list of the Tor network");
        }
    }

    internal void AddError(long line, string reason)
    {
        ErrorCount++;
        if (_errors.Count < MaxErrorsKept)
        {
            _errors.Add(new LineError(line, reason));
        }
    }

    internal void PassOver() => PassedOver++;

    internal void NoteTime(DateTimeOffset time) => Time = Time is null || time > Time ? time : Time;

    internal void Refuse(string reason) => Refusal ??= reason;

    /// <summary>Refuses a list that has come to its end without an entry.</summary>
    internal void RefuseIfEmpty(string what)
    {
        if (_entries.Count == 0)
        {
            var passedOver = PassedOver == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; {PassedOver} passed over, deleted, revoked, not for detection or not valid at the time");
            var first = _errors.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; line {_errors[0].Line}: {_errors[0].Reason}");
            Refuse($"no {what} in it that can be used{passedOver}{first}");
        }
    }
}
