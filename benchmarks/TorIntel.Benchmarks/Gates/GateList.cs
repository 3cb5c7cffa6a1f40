using System.Runtime.Intrinsics.X86;

namespace TorIntel.Benchmarks;

/// <summary>The gates of look-ups and events: one method for each kind of work. Those of whole logs: <see cref="LogGates"/>.</summary>
internal static class GateList
{
    private const string FrozenNumbers = "FrozenSet<uint>";
    private const string FrozenAddresses = "FrozenSet<IPAddress>";

    public static IEnumerable<Gate> Make(RelaySet exits)
    {
        var rivals = new RivalSets();
        rivals.Fill(exits);
        if (rivals.MaxMind is null)
        {
            Console.WriteLine(MaxMindDatabase.WhyNot);
        }

        return
        [
            .. Lookups(exits, rivals),
            .. Texts(exits, rivals),
            .. IPAddresses(exits, rivals),
            WholeEvents(exits, rivals),
        ];
    }

    private static Gate WholeEvents(RelaySet exits, RivalSets rivals)
    {
        var network = EventWorkload.NetworkOf(exits);
        var classifier = new TorClassifier();
        var workload = EventWorkload.Make(exits, hitPercent: 0);
        return new Gate(
            "whole event, miss",
            EventWorkload.Count,
            workload.Hits,
            new("TorClassifier", () => EventLoops.CountEvidence(network, classifier, workload.Events)),
            [new(new("two look-ups in " + FrozenAddresses, () => EventLoops.CountListed(rivals.FrozenAddresses, workload.Pairs)), 1 / 1.5)]);
    }

    private static IEnumerable<Gate> Lookups(RelaySet exits, RivalSets rivals)
    {
        foreach (var (stream, numberGoal, addressGoal) in new[] { (ProbeStream.V4RandomMiss, 2.5, 8.0), (ProbeStream.V4NearMiss, 1.3, 5.0) })
        {
            var workload = Workload.Make(exits, stream);
            var (numbers, addresses) = (workload.ToV4(), workload.ToIPAddresses());
            List<Rival> contestants =
            [
                new(new(FrozenNumbers, () => LookupLoops.Count(rivals.FrozenV4, numbers)), numberGoal),
                new(new(FrozenAddresses, () => LookupLoops.Count(rivals.FrozenAddresses, addresses)), addressGoal),
            ];
            if (stream == ProbeStream.V4RandomMiss && rivals.MaxMind is { } database)
            {
                contestants.Add(new(new("MaxMind.Db", () => LookupLoops.Count(database, addresses)), 40));
            }

            yield return new Gate($"{stream} by uint", Workload.Probes, workload.Hits, new("IPPrefixIndex", () => LookupLoops.Count(rivals.Index, numbers)), contestants);
        }
    }

    private static IEnumerable<Gate> Texts(RelaySet exits, RivalSets rivals)
    {
        // IPv6 text is taken apart with AVX-512 VBMI2 where there is one; other processors do it group by group.
        var ipv6Goal = Avx512Vbmi2.IsSupported ? 8.0 : 4.0;
        foreach (var (stream, goal) in new[] { (ProbeStream.V4RandomMiss, 10.0), (ProbeStream.V6Miss, ipv6Goal) })
        {
            var workload = Workload.Make(exits, stream, Workload.TextProbes);
            var texts = workload.ToText();
            yield return new Gate(
                $"{stream} by text",
                Workload.TextProbes,
                workload.Hits,
                new("IPPrefixIndex", () => TextLoops.Count(rivals.Index, texts)),
                [new(new("IPAddress.TryParse + " + FrozenAddresses, () => TextLoops.CountParsed(rivals.FrozenAddresses, texts)), goal)]);
        }
    }

    private static IEnumerable<Gate> IPAddresses(RelaySet exits, RivalSets rivals)
    {
        foreach (var (stream, goal) in new[] { (ProbeStream.V4RandomMiss, 2.3), (ProbeStream.V6Miss, 1.3) })
        {
            var workload = Workload.Make(exits, stream);
            var addresses = workload.ToIPAddresses();
            yield return new Gate(
                $"{stream} by IPAddress",
                Workload.Probes,
                workload.Hits,
                new("IPPrefixIndex", () => LookupLoops.Count(rivals.Index, addresses)),
                [new(new(FrozenAddresses, () => LookupLoops.Count(rivals.FrozenAddresses, addresses)), goal)]);
        }
    }
}
