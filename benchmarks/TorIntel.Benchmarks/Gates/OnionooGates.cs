namespace TorIntel.Benchmarks;

/// <summary>The gates of Onionoo's details document: the real one, decompressed, in memory.</summary>
internal static class OnionooGates
{
    private const double TimesLessAllocated = 10;

    public static IEnumerable<Gate> Make()
    {
        if (OnionooLoops.LoadDocument() is not { } document)
        {
            Console.WriteLine("// No details document of Onionoo: its reader is not measured.");
            yield break;
        }

        var addresses = OnionooLoops.Deserialize(document);
        yield return new Gate(
            "read Onionoo details, an address",
            (int)addresses,
            addresses,
            new("OnionooReader", () => OnionooLoops.ReadStream(document)),
            [new(new("JsonSerializer, source-generated", () => OnionooLoops.Deserialize(document)), 2)])
        {
            IsLong = true,
            MayAllocate = true, // Its buffer; see below.
        };
        yield return Allocation(document);
    }

    // Bytes take the place of time, one for each tick of 100 ns: the clock shows what was allocated.
    private static Gate Allocation(byte[] document)
    {
        var addresses = OnionooLoops.Deserialize(document);
        return new Gate(
            "allocated for it, bytes x 100",
            (int)addresses,
            addresses,
            new("OnionooReader", () => OnionooLoops.ReadStream(document)) { Clock = AllocatedBytes },
            [new(new("JsonSerializer, source-generated", () => OnionooLoops.Deserialize(document)) { Clock = AllocatedBytes }, TimesLessAllocated)])
        {
            IsLong = true,
            MayAllocate = true,
        };
    }

    private static TimeSpan AllocatedBytes() => TimeSpan.FromTicks(GC.GetAllocatedBytesForCurrentThread());
}
