using System.Text;
using System.Text.Json;
using TorIntel.Testing;

namespace TorIntel.Pipelines.Tests;

/// <summary>Damaged logs: nothing is lost, nothing is thrown, and what is tagged is as valid as it was.</summary>
public sealed class EnricherFuzzTests
{
    private const int PieceLength = 4_000;

    private static readonly byte[][] s_tokens =
    [
        [.. "\n"u8], [.. "\r\n"u8], [.. "\r"u8], [.. "\t"u8], [.. " "u8], [.. "\""u8], [.. "\\"u8], [.. "\\\""u8], [.. "{"u8], [.. "}"u8], [.. "["u8], [.. "]"u8], [.. ","u8], [.. ":"u8], [0], [0xFF, 0xFE], [.. "\uFEFF"u8],
        [.. "192.0.2.10"u8], [.. "198.51.100.99"u8], [.. "9001"u8], [.. "x.onion"u8], [.. "\"dest_ip\":\"192.0.2.10\","u8], [.. "#fields\tts\tid.resp_h\n"u8], [.. "#types\tx\n"u8], [.. "#unset_field\t\n"u8], [.. "] \""u8], [.. " ["u8],
        [.. "="u8], [.. " dst="u8], [.. " tor={"u8], [.. "|"u8], [.. "^"u8], [.. "CEF:0|"u8], [.. "LEEF:2.0|||||x"u8], [.. " from "u8], [.. "(3)"u8], [.. "Aug 22 21:06:12"u8],
        [.. "#"u8], [.. "{}"u8], [.. "{\"Records\":["u8], [.. "]}"u8], [.. "[{"u8], [.. "1787432773,198.51.100.99,10.20.5.1,1,22,T,I,A"u8], [.. "\"tor\":1,"u8], [.. "\\u0022"u8], [.. "://"u8], [.. Enumerable.Repeat((byte)'[', 70)], new byte[300],
    ];

    public static IEnumerable<TheoryDataRow<string>> Files => CorpusFiles.Names;

    [Theory]
    [MemberData(nameof(Files))]
    public void A_damaged_log_of_the_corpus(string file)
    {
        var log = CorpusFiles.Read(file);
        var format = FormatOf(file);
        var mutator = new Mutator(file.Length, s_tokens);
        for (var i = 0; i < 800; i++)
        {
            Check(mutator.Mutate(log), format, SampleNetwork.View);
        }
    }

    [Theory]
    [InlineData("suricata-eve-alerts-wrccdc-2018.json")]
    [InlineData("zeek-json-conn-apt29-nashua.log")]
    [InlineData("zeek-json-http-apt29-scranton.log")]
    [InlineData("zeek-json-notice.json.gz")]
    [InlineData("windows-events-bitsadmin.json")]
    [InlineData("rule-test-events/okta-system-log.ndjson")]
    [InlineData("rule-test-events/aws-waf.ndjson")]
    [InlineData("zeek-tsv-dns.log.gz")]
    [InlineData("zeek-tsv-ssl.log.gz")]
    [InlineData("zeek-tsv-rdp.log.gz")]
    [InlineData("apache-combined-elastic-10k.log.gz")]
    [InlineData("sshd-loghub-2k.log")]
    public void A_damaged_real_log(string file)
    {
        var log = LogLines.ReadReal(SharedData.PathOrSkip("data/logs/" + file));
        var network = LogLines.ViewOf(log);
        var header = HeaderOf(log);
        var format = LogLines.RealLogs.First(entry => entry.File == file).Format;
        var random = new Random(5);
        var mutator = new Mutator(6, s_tokens);
        var tagged = 0L;
        for (var i = 0; i < 600; i++)
        {
            // A piece of the log, with what it needs in front.
            var start = random.Next(header, log.Length - PieceLength);
            start += log.AsSpan(start).IndexOf(header == 1 ? "{\n"u8 : "\n"u8) + (header == 1 ? 0 : 1);
            byte[] part = [.. log[..header], .. log[start..Math.Min(start + PieceLength, log.Length)]];
            tagged += Check(mutator.Mutate(part), format, network);
        }

        Assert.True(tagged > (file.StartsWith("windows", StringComparison.Ordinal) ? 5 : 50)); // few Windows events have addresses
    }

    [Theory]
    [InlineData("aws-cloudtrail-1.json", false)]
    [InlineData("aws-cloudtrail-2.json", true)]
    public void A_damaged_real_document(string file, bool isIndented)
    {
        var log = LogLines.ReadReal(SharedData.PathOrSkip("data/logs/" + file));
        var network = LogLines.ViewOf(log);
        using var document = JsonDocument.Parse(log);
        var records = document.RootElement.GetProperty("Records").EnumerateArray().ToArray();
        var options = new JsonSerializerOptions { WriteIndented = isIndented };
        var mutator = new Mutator(8, s_tokens);
        var tagged = 0L;
        for (var i = 0; i < 600; i++)
        {
            var first = i % (records.Length - 6);
            var text = JsonSerializer.Serialize(new { a = new[] { new { b = "]}{" } }, Records = records[first..(first + 5)] }, options);
            tagged += Check(mutator.Mutate(Encoding.UTF8.GetBytes(text + "\n" + text + "\n")), LogFormat.Get("cloudtrail"), network);
        }

        Assert.True(tagged > 50);
    }

    // The lines with '#', the bracket of an array, or nothing.
    private static int HeaderOf(byte[] log) => log[0] == '['
        ? 1
        : Encoding.Latin1.GetString(log).Split('\n').TakeWhile(line => line.StartsWith('#')).Sum(line => line.Length + 1);

    // The format whose name a file's begins with, the longest.
    private static LogFormat FormatOf(string file) =>
        LogFormat.BuiltIn.Where(format => file.StartsWith(format.Name, StringComparison.Ordinal)).MaxBy(format => format.Name.Length)!;

    private static long Check(byte[] log, LogFormat format, TorNetwork network)
    {
        using var stream = new MemoryStream(log);
        var run = EnricherRun.Of(stream, format, network: network);

        Assert.Equal(log, Tags.Remove(run.Output, format));
        Assert.Equal(run.Summary.Tagged, Tags.Of(run.Output).Count);
        Assert.Equal(run.Summary.BadLines, run.BadLines.Count);
        Assert.True(run.Summary.BadLines <= run.Summary.Lines);
        var lineCount = log.Count(c => c == '\n') + (log is [] or [.., (byte)'\n'] ? 0 : 1);
        Assert.All(run.BadLines, bad => Assert.InRange(bad.Line, 1, lineCount + 1)); // An array may end behind its last line.
        if (format.Mapping.Syntax == LogSyntax.Json)
        {
            AssertWhatWasValidIsValid(log, run.Output);
        }

        if (format.Mapping.Syntax == LogSyntax.Json && JsonLayout.Of(log, isLast: true, format, () => LogFormat.BuiltIn) == LogLayout.Lines)
        {
            Assert.Equal(lineCount, run.Summary.Lines);
            AssertTaggedLinesAreObjects(run.Output);
        }

        return run.Summary.Tagged;
    }

    private static void AssertTaggedLinesAreObjects(byte[] output)
    {
        var rest = output.AsMemory();
        while (!rest.IsEmpty)
        {
            var end = rest.Span.IndexOf((byte)'\n');
            var line = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            if (line.Span.IndexOf(",\"tor\":{\"confidence\":\""u8) >= 0)
            {
                line = line.Span.StartsWith("\uFEFF"u8) ? line[3..] : line;
                using var document = JsonDocument.Parse(line);
                var last = document.RootElement.EnumerateObject().Last();
                Assert.Equal("tor", last.Name);
                Assert.True((last.Value.ValueKind == JsonValueKind.Array ? last.Value[0] : last.Value).GetProperty("evidence").GetArrayLength() > 0);
            }
        }
    }

    private static void AssertWhatWasValidIsValid(byte[] log, byte[] output)
    {
        if (IsValid(log))
        {
            Assert.True(IsValid(output));
        }

        static bool IsValid(byte[] text)
        {
            var reader = new Utf8JsonReader(text, new JsonReaderOptions { AllowMultipleValues = true });
            try
            {
                while (reader.Read())
                {
                    // Only the grammar matters.
                }

                return true;
            }
            catch (JsonException)
            {
                return false;
            }
        }
    }
}
