namespace TorIntel.Benchmarks;

/// <summary>Measures gates quickly: contestants take turns after a warm-up that is long enough for all of them; the median of their CPU times counts.</summary>
internal static class GateRunner
{
    private const int WarmUpRounds = 12;
    private const int Rounds = 11;
    private const int WarmUpRoundsIfLong = 3;
    private const int RoundsIfLong = 5;
    private const int Attempts = 3; // What disturbs a measurement makes us slower more often than the others, whose time is spent in memory.
    private const int AttemptsOfWallClock = 8;
    private static readonly TimeSpan s_turn = TimeSpan.FromMilliseconds(40);

    /// <summary>Runs all gates and prints them.</summary>
    /// <returns>Whether all of them passed.</returns>
    public static bool Run(IEnumerable<Gate> gates, TextWriter output)
    {
        output.WriteLine($"{"gate",-34} {"ns",8}   {"rival",-42} {"ns",8} {"ratio",8} {"goal",6}");
        var passed = true;
        foreach (var gate in gates)
        {
            passed &= Run(gate, output);
        }

        output.WriteLine(passed ? "All gates passed." : "A gate FAILED.");
        return passed;
    }

    private static bool Run(Gate gate, TextWriter output)
    {
        Contestant[] contestants = [gate.Ours, .. gate.Rivals.Select(rival => rival.Contestant)];
        foreach (var contestant in contestants)
        {
            var result = contestant.Run();
            if (result != gate.Expected)
            {
                output.WriteLine($"{gate.Name}: {contestant.Name} gives {result}, expected {gate.Expected}: FAILED");
                return false;
            }
        }

        var times = Measure(gate, contestants, out var wereFree);
        for (var attempt = 1; attempt < (gate.IsWallClock ? AttemptsOfWallClock : Attempts) && !IsEnough(gate, times); attempt++)
        {
            var again = Measure(gate, contestants, out var areFree);
            wereFree |= areFree;
            times = gate.IsWallClock ? [.. times.Zip(again, (first, second) => first < second ? first : second)] : again;
        }

        if (!wereFree && !Passes(gate, times))
        {
            output.WriteLine($"// {gate.Name}: left out, other work holds a processor");
            return true;
        }

        for (var i = 0; i < gate.Rivals.Count; i++)
        {
            var rival = gate.Rivals[i];
            var ratio = times[i + 1] / times[0];
            var (ours, theirs) = (times[0].TotalNanoseconds / gate.Operations, times[i + 1].TotalNanoseconds / gate.Operations);
            output.WriteLine($"{gate.Name,-34} {ours,8:F2}   {rival.Contestant.Name,-42} {theirs,8:F2} {ratio,7:F1}x {rival.Goal,5:F1}x {rival.Judge(ratio)}");
        }

        var allocated = Allocated(gate.Ours);
        if (allocated != 0 && !gate.MayAllocate)
        {
            output.WriteLine($"{gate.Name}: {allocated} bytes allocated: FAILED");
        }

        return Passes(gate, times) && (allocated == 0 || gate.MayAllocate);
    }

    private static bool Passes(Gate gate, TimeSpan[] times) =>
        gate.Rivals.Select((rival, i) => rival.Passes(times[i + 1] / times[0])).All(passes => passes);

    // Times on the wall get better with each attempt, up to what they would be if nothing else ran.
    private static bool IsEnough(Gate gate, TimeSpan[] times) =>
        gate.IsWallClock ? gate.Rivals.Select((rival, i) => times[i + 1] / times[0] >= rival.Goal).All(reached => reached) : Passes(gate, times);

    // CPU time is the same however many processors are free.
    private static TimeSpan[] Measure(Gate gate, Contestant[] contestants, out bool wereFree)
    {
        wereFree = !gate.IsWallClock || Processors.AreTwoFree();
        var times = Measure(gate, contestants);
        wereFree = !gate.IsWallClock || (wereFree && Processors.AreTwoFree());
        return times;
    }

    private static TimeSpan[] Measure(Gate gate, Contestant[] contestants)
    {
        var (warmUpRounds, rounds) = gate.IsLong ? (WarmUpRoundsIfLong, RoundsIfLong) : (WarmUpRounds, Rounds);
        var times = contestants.Select(_ => new TimeSpan[rounds]).ToArray();
        for (var round = -warmUpRounds; round < rounds; round++)
        {
            for (var i = 0; i < contestants.Length; i++)
            {
                var time = Turn(contestants[i], gate.IsLong);
                if (round >= 0)
                {
                    times[i][round] = time;
                }
            }
        }

        return [.. times.Select(ofOne => ofOne.Order().ElementAt(gate.IsWallClock ? 0 : rounds / 2))];
    }

    // The time of one run; as many runs as a turn holds, the first of them thrown away because it finds the caches cold.
    private static TimeSpan Turn(Contestant contestant, bool isLong)
    {
        if (!isLong)
        {
            contestant.Run();
        }

        var start = contestant.Clock();
        var (runs, elapsed) = (0, TimeSpan.Zero);
        while (elapsed < s_turn)
        {
            contestant.Run();
            runs++;
            elapsed = contestant.Clock() - start;
        }

        return (elapsed / runs) - contestant.StartUp;
    }

    private static long Allocated(Contestant contestant)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        contestant.Run();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
