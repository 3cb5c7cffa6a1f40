namespace TorIntel.Conformance;

/// <summary>Makes EVE events with every kind of evidence and its near misses; the same seed gives the same lines.</summary>
/// <remarks>
/// Left out on purpose, because the rules are silent: relay addresses in X-Forwarded-For, names in CNAME data, an authority's other port where no list
/// has its address, and authorities on dates for which their addresses are not known.
/// </remarks>
public sealed class EveGenerator(int seed, ConformanceLists lists, OracleOptions options)
{
    /// <summary>Makes that many events.</summary>
    public IEnumerable<GeneratedEvent> Generate(int count)
    {
        var random = new Random(seed);
        var book = new ScenarioBook(random, lists, options);
        var writer = new EveWriter(random, lists);
        for (var i = 0; i < count; i++)
        {
            var scenario = book.Next();
            var draft = new EveDraft();
            scenario.Fill(draft);
            var (line, showsInitiator) = writer.Write(draft);
            yield return new GeneratedEvent(scenario.Kind, line, showsInitiator ? scenario.Intent : null);
        }
    }
}
