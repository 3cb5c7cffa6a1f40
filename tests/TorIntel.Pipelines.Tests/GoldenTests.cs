using TorIntel.Testing;

namespace TorIntel.Pipelines.Tests;

/// <summary>Each file of Corpus gives the file of Golden with its name, byte for byte.</summary>
public sealed class GoldenTests
{
    public static IEnumerable<TheoryDataRow<string>> Files => CorpusFiles.Names;

    [Theory]
    [MemberData(nameof(Files))]
    public void Output_is_as_recorded(string file) => CorpusFiles.AssertGolden(file, EnricherRun.Of(CorpusFiles.Read(file)).Output);

    [Theory]
    [MemberData(nameof(Files))]
    public void Output_without_its_tags_is_the_input(string file)
    {
        var input = CorpusFiles.Read(file);
        var run = EnricherRun.Of(input);

        Assert.Equal(input, Tags.Remove(run.Output, LogFormatDetector.Detect(input, LogLayout.Lines, LogFormat.BuiltIn)));
        Assert.Equal(run.Summary.Tagged, Tags.Of(run.Output).Count);
        Assert.InRange(Tags.OfRecords(run.Output).Count, 1, run.Summary.Lines);
        Assert.Equal(input.Length, run.Summary.Bytes);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Output_does_not_depend_on_the_pieces_that_the_input_comes_in(string file)
    {
        var input = CorpusFiles.Read(file);
        var whole = EnricherRun.Of(input);
        foreach (var (seed, maxChunk) in new[] { (1, 1), (2, 2), (3, 7), (4, 7), (5, 64), (6, 1000) })
        {
            using var stream = new ChunkedStream(input, seed, maxChunk);
            var run = EnricherRun.Of(stream);
            Assert.Equal(whole.Text, run.Text);
            Assert.Equal(whole.BadLineTexts, run.BadLineTexts);
            Assert.Equal(whole.Summary.Lines, run.Summary.Lines);
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Output_put_through_again_comes_out_as_it_is(string file)
    {
        var once = EnricherRun.Of(CorpusFiles.Read(file));
        var twice = EnricherRun.Of(once.Output);

        Assert.Equal(once.Text, twice.Text);
        Assert.Equal(0, twice.Summary.Tagged);
        Assert.Equal(Tags.OfRecords(once.Output).Count, twice.BadLines.Count(bad => bad.Reason.StartsWith("it has a field 'tor", StringComparison.Ordinal)) - once.BadLines.Count(bad => bad.Reason.StartsWith("it has a field 'tor", StringComparison.Ordinal)));
    }
}
