using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace TorIntel.Benchmarks;

/// <summary>The size of the index that a benchmark works on, for each prefix in it.</summary>
internal sealed class BytesPerPrefixColumn : IColumn
{
    public string Id => nameof(BytesPerPrefixColumn);

    public string ColumnName => "Bytes/prefix";

    public string Legend => "Size of the index (IPPrefixIndex.Block) by the number of its prefixes";

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Size;

    public bool IsAvailable(Summary summary) => summary.BenchmarksCases.Any(benchmark => SetOf(benchmark) is not null);

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase)
    {
        if (SetOf(benchmarkCase) is not { } set || !benchmarkCase.Descriptor.WorkloadMethod.Name.StartsWith("PrefixIndex", StringComparison.Ordinal))
        {
            return "-";
        }

        var index = RelaySet.Load(set).ToIndex();
        return $"{(double)index.Block.Length / index.Count:F1}";
    }

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    private static string? SetOf(BenchmarkCase benchmark) =>
        benchmark.Parameters.Items.FirstOrDefault(parameter => parameter.Name == nameof(BuildBenchmarks.Set))?.Value as string;
}
