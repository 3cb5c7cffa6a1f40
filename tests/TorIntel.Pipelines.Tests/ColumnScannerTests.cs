using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Text;
using CsvHelper;

namespace TorIntel.Pipelines.Tests;

/// <summary>Columns are found alike by all that a processor can offer, as a slow reader and CsvHelper find them.</summary>
public sealed class ColumnScannerTests
{
    private const string Letters = "ab,\";| \t'\\ä";

    [Theory]
    [InlineData("tab", false)]
    [InlineData("comma", true)]
    [InlineData("semicolon", true)]
    [InlineData("pipe", false)]
    [InlineData("space", true)]
    [InlineData("space", true, true)]
    [InlineData("spaces", false)]
    [InlineData("spaces", true)]
    public void Random_records_are_read_as_by_a_slow_reader(string separator, bool hasQuotes, bool hasBackslashes = false)
    {
        var syntax = SyntaxOf(separator, hasQuotes, hasBackslashes);
        var scanner = new ColumnScanner(syntax);
        var random = new Random(7);
        for (var i = 0; i < 20_000; i++)
        {
            var quotes = random.Next(3) == 0 ? 20 : 3;
            var chars = Enumerable.Range(0, random.Next(220)).Select(_ => random.Next(quotes) == 0 ? Letters[random.Next(Letters.Length)] : random.Next(4) == 0 ? (char)syntax.Separator : 'x').ToArray();
            var text = Encoding.UTF8.GetBytes(chars);
            var start = random.Next(Math.Min(text.Length, 70) + 1);
            var expected = SlowColumns(Encoding.Latin1.GetString(text.AsSpan(start)), syntax);

            var columns = random.Next(1, 80);
            Assert.Equal(expected.Take(columns), Read<ByteMasks.Narrow>(scanner, text, start, columns));
            if (Avx2.IsSupported)
            {
                Assert.Equal(expected.Take(columns), Read<ByteMasks.Avx>(scanner, text, start, columns));
            }

            if (Vector512.IsHardwareAccelerated)
            {
                Assert.Equal(expected.Take(columns), Read<ByteMasks.Wide>(scanner, text, start, columns));
            }

            Assert.Equal(expected.Count, scanner.Count(text, start));
        }
    }

    [Fact]
    public void Records_of_RFC_4180_are_read_as_by_CsvHelper()
    {
        var scanner = new ColumnScanner(SyntaxOf("comma", hasQuotes: true));
        var random = new Random(11);
        Span<byte> buffer = new byte[1000];
        for (var i = 0; i < 5_000; i++)
        {
            var record = RecordOf(random, out var values);
            var text = Encoding.UTF8.GetBytes(record);
            var count = scanner.Scan(text, 0, ColumnSyntax.MaxColumns);
            var read = new string[count];
            for (var column = 0; column < count; column++)
            {
                scanner.Get(text, column, out var start, out var length);
                read[column] = Encoding.UTF8.GetString(ValueText.Decode(text.AsSpan(start, length), ValueEncoding.Quoted, buffer));
            }

            Assert.Equal(values, read);
            Assert.Equal(CsvHelperRecords(record)[0], read);
            Assert.False(scanner.EndsInQuotes);
        }
    }

    [Fact]
    public void A_file_has_as_many_records_as_CsvHelper_finds_and_is_tagged_where_it_says()
    {
        var format = LogFormat.Parse("format x\ntitle X\nsyntax columns\nseparator comma\nquote \"\nheader first\nsource.address src\ndestination.address dst\ninitiator source\n", "x");
        var random = new Random(13);
        for (var i = 0; i < 300; i++)
        {
            var lineEnd = random.Next(2) == 0 ? "\n" : "\r\n";
            var document = new StringBuilder("note,src,more,dst").Append(lineEnd);
            for (var line = random.Next(30); line >= 0; line--)
            {
                var destination = random.Next(3) == 0 ? SampleNetwork.Guard : "192.0.2.200";
                document.Append(Quoted(TextOf(random), random)).Append(",10.0.0.1,").Append(Quoted(TextOf(random), random)).Append(',').Append(Quoted(destination, random)).Append(line == 0 && random.Next(2) == 0 ? "" : lineEnd);
            }

            var csv = document.ToString();
            var records = CsvHelperRecords(csv);
            using var stream = new TorIntel.Testing.ChunkedStream(Encoding.UTF8.GetBytes(csv), i, 100);
            var run = EnricherRun.Of(stream, format);

            Assert.Empty(run.BadLineTexts);
            Assert.Equal(records.Count, run.Summary.Lines);
            Assert.Equal(records.Count(record => record[3] == SampleNetwork.Guard), run.Summary.Tagged);
            Assert.Equal(csv, Encoding.UTF8.GetString(Tags.Remove(run.Output, format)));
            var tagged = CsvHelperRecords(run.Text);
            Assert.Equal("tor", tagged[0][4]);
            Assert.Equal(records.Select(record => record[3]), tagged.Select(record => record[3]));
            Assert.All(tagged.Skip(1), record => Assert.Equal(record[3] == SampleNetwork.Guard, record.Length == 5 && record[4].StartsWith("{\"confidence\":", StringComparison.Ordinal)));
        }
    }

    private static ColumnSyntax SyntaxOf(string separator, bool hasQuotes, bool hasBackslashes = false) =>
        new(LogFormat.Parse($"format x\ntitle X\nsyntax columns\nseparator {separator}\n{(hasQuotes ? "quote \"\n" : "")}{(hasBackslashes ? "escape backslash\n" : "")}source.address #1\n", "x").Mapping);

    private static List<string> Read<TBlocks>(ColumnScanner scanner, byte[] text, int start, int columns)
        where TBlocks : ByteMasks.IBlocks
    {
        List<string> read = [];
        var count = scanner.Scan<TBlocks>(text, start, columns);
        for (var i = 0; i < count; i++)
        {
            scanner.Get(text, i, out var at, out var length);
            read.Add(Encoding.Latin1.GetString(text, at, length));
        }

        return read;
    }

    private static List<string> SlowColumns(string text, ColumnSyntax syntax)
    {
        var separator = (char)syntax.Separator;
        List<string> columns = [];
        for (var at = 0; ;)
        {
            while (syntax.IsRun && at < text.Length && text[at] == separator)
            {
                at++;
            }

            if (syntax.IsRun && at == text.Length && columns.Count != 0)
            {
                return columns;
            }

            var start = at;
            if (syntax.HasQuotes && at < text.Length && text[at] == '"')
            {
                for (at++; at < text.Length; at++)
                {
                    if (syntax.HasBackslashes && text[at] == '\\')
                    {
                        at++;
                    }
                    else if (text[at] == '"' && at + 1 < text.Length && text[at + 1] == '"')
                    {
                        at++;
                    }
                    else if (text[at] == '"')
                    {
                        at++;
                        break;
                    }
                }

                at = Math.Min(at, text.Length);
            }

            while (at < text.Length && text[at] != separator)
            {
                at++;
            }

            var value = text[start..at];
            columns.Add(syntax.HasQuotes && value.Length >= 2 && value[0] == '"' && value[^1] == '"' ? value[1..^1] : value);
            if (at == text.Length)
            {
                return columns;
            }

            at++;
        }
    }

    private static string RecordOf(Random random, out string[] values)
    {
        values = [.. Enumerable.Range(0, random.Next(2, 12)).Select(_ => TextOf(random))];
        return string.Join(',', values.Select(value => Quoted(value, random)));
    }

    private static string TextOf(Random random) => string.Concat(Enumerable.Range(0, random.Next(25)).Select(_ => random.Next(3) == 0 ? "ab,\"\n\r; ä"[random.Next(9)] : 'x'));

    private static string Quoted(string value, Random random) =>
        value.AsSpan().ContainsAny(",\"\r\n") || random.Next(3) == 0 ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;

    private static List<string[]> CsvHelperRecords(string csv)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(csv));
        using var reader = CsvReader.Create(stream, new CsvReaderOptions { Separator = ',', DetectSeparatorHint = false, HasHeader = false });
        List<string[]> records = [];
        while (reader.Read())
        {
            records.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
        }

        return records;
    }
}
