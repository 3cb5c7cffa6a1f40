namespace TorIntel.Benchmarks;

/// <summary>The lists that the hits of made-up logs come from.</summary>
/// <param name="Exits">The exits.</param>
/// <param name="All">All relays.</param>
internal sealed record LogLists(RelaySet Exits, RelaySet All)
{
    /// <summary>A generator whose hits are in both lists, so that a log has as many of them by one as by the other.</summary>
    /// <param name="hitRate">The share of events with a listed address.</param>
    /// <param name="seed">What random choices begin with.</param>
    /// <param name="avoided">More prefixes that no event without a hit is to be in.</param>
    public LogGenerator Generator(double hitRate = LogGenerator.DefaultHitRate, int seed = LogGenerator.DefaultSeed, IEnumerable<IPPrefix>? avoided = null)
    {
        var all = All.ToIndex();
        var listed = Exits.Addresses.Concat(All.Addresses).Select(IPPrefix.Host).Concat(avoided ?? []);
        return new LogGenerator(
            [.. Exits.Addresses.Where(all.Contains)],
            IPPrefixIndex.Create(listed.Distinct().Select((prefix, i) => KeyValuePair.Create(prefix, (uint)i))),
            hitRate,
            seed);
    }
}
