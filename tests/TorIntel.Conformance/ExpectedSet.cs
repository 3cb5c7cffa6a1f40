namespace TorIntel.Conformance;

/// <summary>What a set in the tag must hold, holds by the reading chosen here, and may hold where the rules are silent.</summary>
public sealed record ExpectedSet(IReadOnlyCollection<string> Required, IReadOnlyCollection<string> Chosen, IReadOnlyCollection<string> Allowed)
{
    /// <summary>The empty set, without leeway.</summary>
    public static ExpectedSet Empty { get; } = Exactly();

    /// <summary>A set that the rules fix.</summary>
    public static ExpectedSet Exactly(params string[] values) => new(values, values, values);

    /// <summary>A set that the rules leave open.</summary>
    public static ExpectedSet Open(string[] chosen, string[] allowed, params string[] required) => new(required, chosen, [.. chosen.Union(allowed).Union(required)]);

    /// <summary>The union, part by part.</summary>
    public static ExpectedSet Union(IEnumerable<ExpectedSet> sets) => sets.Aggregate(Empty, (a, b) =>
        new([.. a.Required.Union(b.Required)], [.. a.Chosen.Union(b.Chosen)], [.. a.Allowed.Union(b.Allowed)]));
}
