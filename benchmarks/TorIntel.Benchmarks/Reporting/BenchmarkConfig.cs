using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Jobs;
using Perfolizer.Horology;

namespace TorIntel.Benchmarks;

/// <summary>What all benchmarks share. Short iterations, many of them thrown away: the sets of the runtime need a long warm-up to show what they can do.</summary>
internal sealed class BenchmarkConfig : ManualConfig
{
    /// <param name="withJob">False if the command line names a job.</param>
    public BenchmarkConfig(bool withJob)
    {
        Add(DefaultConfig.Instance);
        AddDiagnoser(MemoryDiagnoser.Default);
        AddColumn(new BytesPerPrefixColumn());
        if (withJob)
        {
            AddJob(Job.Default.WithWarmupCount(12).WithIterationCount(12).WithIterationTime(TimeInterval.FromMilliseconds(200)));
        }

        if (!MaxMindDatabase.IsAvailable)
        {
            Console.WriteLine(MaxMindDatabase.WhyNot);
            AddFilter(new SimpleFilter(benchmark => benchmark.Descriptor.WorkloadMethod.Name != nameof(LookupBenchmarks.MaxMind_Db)));
        }
    }
}
