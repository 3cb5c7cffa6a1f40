using System.Text;
using TorIntel.Testing;

namespace TorIntel.Pipelines.Tests;

/// <summary>Each file of SchemaCorpus gives, in each schema, the file of its name under Golden, byte for byte.</summary>
public sealed class SchemaGoldenTests
{
    public static IEnumerable<TheoryDataRow<TagSchema, string>> Files =>
        from schema in Enum.GetValues<TagSchema>()
        from file in CorpusFiles.NamesOf("SchemaCorpus")
        select new TheoryDataRow<TagSchema, string>(schema, file);

    [Theory]
    [MemberData(nameof(Files))]
    public void Output_is_as_recorded(TagSchema schema, string file)
    {
        var run = EnricherRun.Of(CorpusFiles.Read(file, "SchemaCorpus"), options: new LogEnricherOptions { Schema = schema });

        CorpusFiles.AssertGolden($"{schema}/{file}", run.Output);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Output_put_through_again_comes_out_as_it_is(TagSchema schema, string file)
    {
        var options = new LogEnricherOptions { Schema = schema };
        var once = EnricherRun.Of(CorpusFiles.Read(file, "SchemaCorpus"), options: options);
        var twice = EnricherRun.Of(once.Output, options: options);

        Assert.Equal(once.Text, twice.Text);
        Assert.Equal(0, twice.Summary.Tagged);
        Assert.True(once.Summary.Tagged > 0);
        Assert.Equal(once.Summary.Tagged + once.Summary.BadLines, twice.Summary.BadLines);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_damaged_log_keeps_its_untagged_lines(TagSchema schema, string file)
    {
        var log = CorpusFiles.Read(file, "SchemaCorpus");
        var mutator = new Mutator(file.Length, [.. "\t"u8], [.. "\""u8], [.. "}"u8], [.. ","u8], [.. "192.0.2.10"u8], [.. "#fields\ttor\tid.resp_h\n"u8], [.. "\ttor_confidence"u8], [.. " tor={}"u8]);
        for (var i = 0; i < 100; i++)
        {
            var damaged = mutator.Mutate(log);
            var run = EnricherRun.Of(damaged, FormatOf(file), new LogEnricherOptions { Schema = schema });
            var left = run.Text.Split('\n').ToHashSet(StringComparer.Ordinal);
            var changed = Encoding.UTF8.GetString(damaged).Split('\n').Count(line => !left.Contains(line));

            Assert.InRange(changed, 0, run.Summary.Tagged);
        }
    }

    private static LogFormat FormatOf(string file) => file.Split('-')[0] switch
    {
        "eve" => LogFormat.Get("eve"),
        "zeek" => LogFormat.Get("zeek-tsv"),
        _ => LogFormat.Get("access"),
    };
}
