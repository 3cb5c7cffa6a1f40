namespace TorIntel.Conformance;

/// <summary>A line and what it was made for.</summary>
/// <param name="Kind">The scenario; near misses begin with <c>near/</c>.</param>
/// <param name="Line">The event, without a line break.</param>
/// <param name="Intent">
/// The names of the evidence that the scenario aims at, <c>?</c> before those that chance may add, empty for none: the generator's own view,
/// to be compared with the oracle's. Null where the scenario promises nothing.
/// </param>
public sealed record GeneratedEvent(string Kind, string Line, string? Intent)
{
    /// <summary>Whether the verdict is what the scenario aimed at.</summary>
    public bool IsMetBy(ExpectedVerdict? verdict)
    {
        var intended = Intent?.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var found = verdict?.EvidenceNames ?? [];
        return intended is null || (found.All(name => intended.Contains(name) || intended.Contains("?" + name))
            && intended.All(name => name[0] == '?' || found.Contains(name)));
    }
}
