using BenchmarkDotNet.Attributes;

namespace TorIntel.Benchmarks;

/// <summary>A view of all relays made ready to serve: from its file, from memory, from its lists; and written.</summary>
public class ViewBenchmarks
{
    private readonly MemoryStream _stream = new();
    private ViewWorkload _workload = null!;
    private byte[] _block = [];

    [GlobalSetup]
    public void Setup()
    {
        _workload = new ViewWorkload();
        _block = File.ReadAllBytes(_workload.ViewPath);
        if (LoadMapped().AddressCount != BuildFromLists().AddressCount || Load().RelayCount != _workload.View.RelayCount)
        {
            throw new InvalidOperationException("The file is not the view of the lists.");
        }

        Console.WriteLine($"// {_block.Length} bytes, {_workload.View.RelayCount} relays, {_workload.View.AddressCount} addresses");
    }

    [GlobalCleanup]
    public void Cleanup() => _workload.Dispose();

    [Benchmark(Baseline = true)]
    public TorNetwork LoadMapped() => _workload.FromMappedFile();

    [Benchmark]
    public TorNetwork LoadRead() => TorNetwork.Load(File.ReadAllBytes(_workload.ViewPath));

    [Benchmark]
    public TorNetwork Load() => TorNetwork.Load(_block);

    [Benchmark]
    public TorNetwork BuildFromLists() => _workload.FromLists();

    [Benchmark]
    public long Write()
    {
        _stream.SetLength(0);
        _workload.View.WriteTo(_stream);
        return _stream.Length;
    }
}
