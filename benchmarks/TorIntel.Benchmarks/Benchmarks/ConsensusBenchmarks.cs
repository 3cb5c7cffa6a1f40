using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;

namespace TorIntel.Benchmarks;

/// <summary>Reading and verifying a consensus of 7,351 relays.</summary>
public class ConsensusBenchmarks
{
    private readonly byte[] _block = new byte[2 * 1024 * 1024];
    private ConsensusWorkload _workload = null!;
    private byte[] _document = [];

    [GlobalSetup]
    public void Setup()
    {
        _workload = new ConsensusWorkload();
        _document = ConsensusWorkload.ReadReal() ?? new TorIntel.Testing.ConsensusForge().Make(ConsensusWorkload.Relays);
        if (_workload.Verify() != ConsensusWorkload.Authorities || _workload.HashAndVerify() != ConsensusWorkload.Authorities || ConsensusWorkload.CountRelays(_document) < 7000)
        {
            throw new InvalidOperationException("The workload is not what its name says.");
        }
    }

    [Benchmark(Baseline = true)]
    public long Verify() => _workload.Verify();

    [Benchmark]
    public long Read_certificates_and_verify() => _workload.ReadKeysAndVerify();

    [Benchmark]
    public long Hash_and_nine_RSA_operations() => _workload.HashAndVerify();

    [Benchmark]
    public int Read_relays() => ConsensusWorkload.CountRelays(_document);

    [Benchmark]
    public byte[] SHA1_of_2_MiB() => SHA1.HashData(_block);
}
