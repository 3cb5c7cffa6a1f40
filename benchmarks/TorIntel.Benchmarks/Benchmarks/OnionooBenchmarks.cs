using BenchmarkDotNet.Attributes;

namespace TorIntel.Benchmarks;

/// <summary>Reading the real details document of all running relays, in memory, against the source-generated <c>JsonSerializer</c> with classes of the same fields.</summary>
[MemoryDiagnoser]
public class OnionooBenchmarks
{
    private byte[] _document = [];

    [GlobalSetup]
    public void Setup()
    {
        _document = OnionooLoops.LoadDocument() ?? throw new InvalidOperationException("There is no details document of Onionoo; set TORINTEL_SHARED.");
        if (Read() != JsonSerializer() || ReadStream() != Read())
        {
            throw new InvalidOperationException("The contestants do not read the same.");
        }
    }

    [Benchmark(Baseline = true)]
    public long Read() => OnionooLoops.Read(_document);

    [Benchmark]
    public long ReadStream() => OnionooLoops.ReadStream(_document);

    [Benchmark]
    public long JsonSerializer() => OnionooLoops.Deserialize(_document);
}
