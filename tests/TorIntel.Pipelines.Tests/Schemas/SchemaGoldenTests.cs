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
}
