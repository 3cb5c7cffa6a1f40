using System.IO.Compression;
using System.Text.RegularExpressions;

namespace TorIntel.Benchmarks;

/// <summary>The public addresses of real log files, in the order in which the logs have them.</summary>
internal static partial class LogAddresses
{
    private static readonly string[] s_endings = [".log", ".json", ".ndjson", ".log.gz", ".json.gz"];

    /// <summary>Reads all logs below $TORINTEL_SHARED/data/logs; empty if there are none.</summary>
    public static IReadOnlyList<IPAddressValue> Read()
    {
        var folder = Path.Combine(SharedData.Folder ?? "", "logs");
        return !Directory.Exists(folder) ? []
            : [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Where(file => s_endings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal)))
                .Order(StringComparer.Ordinal)
                .SelectMany(Read)];
    }

    private static IEnumerable<IPAddressValue> Read(string file)
    {
        using var raw = File.OpenRead(file);
        using var text = new StreamReader(file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(raw, CompressionMode.Decompress) : raw);
        foreach (Match candidate in Candidate().Matches(text.ReadToEnd()))
        {
            if (IPAddressValue.TryParse(candidate.ValueSpan, out var address) && SpecialPurposeRanges.IsGloballyReachable(address))
            {
                yield return address;
            }
        }
    }

    // A dotted quad, or seven colons or a double one between hexadecimal digits.
    [GeneratedRegex(@"(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|(?=[\da-fA-F:]*::|(?:[\da-fA-F]+:){7})[\da-fA-F:]{3,39})(?![\w:]|\.\d)", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Candidate();
}
