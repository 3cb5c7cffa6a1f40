namespace TorIntel.Benchmarks;

/// <summary>The gate of stored views: ready to serve, from the mapped file and from the lists that it was made of.</summary>
internal sealed class ViewGates : IDisposable
{
    private readonly ViewWorkload _workload = new();

    public IEnumerable<Gate> Make()
    {
        yield return new Gate(
            "view of all relays, mapped",
            Operations: 1,
            _workload.View.AddressCount,
            new("ViewFile.Load", () => _workload.FromMappedFile().AddressCount) { Clock = () => CpuClock.OfProcess },
            [new(new("from its lists", () => _workload.FromLists().AddressCount) { Clock = () => CpuClock.OfProcess }, 20)])
        {
            IsLong = true,
            MayAllocate = true, // The tables that every hit asks for are copied.
        };
    }

    public void Dispose() => _workload.Dispose();
}
