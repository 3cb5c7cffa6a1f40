using System.Text;
using TorIntel.Testing;

namespace TorIntel.Pipelines.Tests.Conformance;

/// <summary>The table in docs/conformance.md says what the conformance cases test, no more. TORINTEL_UPDATE_GOLDEN=1 writes it anew.</summary>
public sealed class ConformanceTableTests
{
    private static readonly FormatCase[] s_cases = [.. JsonFormatCases.All, .. ColumnsFormatCases.All, .. PairsFormatCases.All, .. TextFormatCases.All];

    [Fact]
    public void Every_format_has_cases() =>
        Assert.Equal(LogFormat.BuiltIn.Select(format => format.Name), s_cases.Select(row => row.Format).Append("access").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    [Fact]
    public void The_table_is_what_the_cases_test()
    {
        Assert.SkipWhen(Repository.Root is null, "needs the checkout that the tests were built from");
        var path = Path.Combine(Repository.Root!, "docs", "conformance.md");
        var expected = Table();
        if (Environment.GetEnvironmentVariable("TORINTEL_UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(path, expected);
        }

        Assert.Equal(expected, File.ReadAllText(path).ReplaceLineEndings("\n"));
    }

    private static string Table()
    {
        var text = new StringBuilder(
            """
            # Conformance of the formats

            What the tests show of each format (`tests/TorIntel.Pipelines.Tests/Conformance`), written by a test that fails if this table says more or less than they do.
            Every case is also enriched: its tag is written back and nothing else changes.

            - **recognised**: `--format auto` knows it by its content
            - **initiator**: who opened the connection is told by `source` (always), by the record itself (`record`), or it is a service's own log (`service`); `inferred`: the
              [rules of inference](evidence.md#initiator) decide
            - **sample**: `real` lines of public logs or of the vendor's documentation, or lines `made` from the format's grammar
            - `-`: the format has no such field, or none that is read

            | format | what | cases | recognised | time | initiator | addresses | ports | transport | names | sample |
            | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |

            """.ReplaceLineEndings("\n"));
        foreach (var format in LogFormat.BuiltIn)
        {
            var cases = s_cases.Where(row => row.Format == format.Name).ToArray();
            if (cases.Length != 0)
            {
                text.Append('|').AppendJoin('|', Cells(format, cases).Select(cell => $" {cell} ")).Append("|\n");
            }
        }

        return text.Append(
            """

            The access logs of Apache and nginx (`access`) have code of their own and tests of their own: the golden files, the forwarded-for tests and a real log of 10,000 lines.

            """.ReplaceLineEndings("\n")).ToString();
    }

    private static IEnumerable<string> Cells(LogFormat format, FormatCase[] cases)
    {
        yield return $"`{format.Name}`";
        yield return format.Title;
        yield return $"{cases.Length}";
        yield return cases.Any(row => row.IsRecognised) ? "yes" : "by `--format`";
        yield return Cell(cases.Any(row => row.Time is not null), "yes");
        yield return InitiatorOf(cases);
        yield return Cell(cases.Any(row => row.Source is not null), cases.Any(row => row.Destination is not null) ? "both" : "source");
        yield return Cell(cases.Any(row => row.SourcePort != 0 || row.DestinationPort != 0), cases.Any(row => row.DestinationPort != 0) ? (cases.Any(row => row.SourcePort != 0) ? "both" : "destination") : "source");
        yield return Cell(cases.Any(row => row.Transport != TransportProtocol.NotStated), "yes");
        yield return Cell(cases.Any(row => row.Names.Length != 0), "yes");
        yield return cases.Any(row => row.IsReal) || LogLines.RealLogs.Any(log => log.Format.Name == format.Name) ? "real" : "made";
    }

    private static string InitiatorOf(FormatCase[] cases)
    {
        var kinds = cases.Where(row => !row.IsServiceLog).Select(row => row.Initiator).Distinct().ToArray();
        List<string> words = [];
        words.AddRange(cases.Any(row => row.IsServiceLog) ? ["service"] : []);
        words.AddRange(kinds.Contains(EventInitiator.Destination) ? ["record"] : kinds.Contains(EventInitiator.Source) ? ["source"] : []);
        words.AddRange(kinds.Contains(EventInitiator.NotStated) ? ["inferred"] : []);
        return string.Join(", ", words);
    }

    private static string Cell(bool isThere, string word) => isThere ? word : "-";
}
