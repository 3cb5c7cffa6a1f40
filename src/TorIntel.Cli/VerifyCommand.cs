using System.CommandLine;
using System.Text;

namespace TorIntel.Cli;

/// <summary><c>torintel verify</c>: says whether a consensus is signed by enough of the directory authorities, and holds.</summary>
internal sealed class VerifyCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "The consensus, ns or microdesc flavor, also under gzip; '-' for the standard input." };

    private readonly Option<string> _keys = new("--keys")
    {
        Description = "The key certificates of the authorities, as they give them out under /tor/keys/all.",
        HelpName = "FILE",
        Required = true,
    };

    private readonly Option<string?> _authorities = new("--authorities")
    {
        Description = "The authorities to trust: a v3 identity of 40 hexadecimal digits a line, or DirAuthority lines of a torrc. Without it, the nine of the public network.",
        HelpName = "FILE",
    };

    private readonly Option<DateTimeOffset?> _at = TimeOption.Create("--at", "The time to judge at, as 2026-08-22T21:13:34Z; now, if it is not given.");

    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object." };
    private readonly Terminal _terminal;

    private VerifyCommand(Terminal terminal) => _terminal = terminal;

    public static Command Create(Terminal terminal)
    {
        var verify = new VerifyCommand(terminal);
        var command = new Command("verify", "Checks the signatures and the time of a consensus. Ends with 0 if it is good, with 1 if it is refused.")
        {
            verify._file, verify._keys, verify._authorities, verify._at, verify._json,
        };
        command.SetAction(verify.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var (file, keys, authorities) = (parsed.GetValue(_file)!, parsed.GetValue(_keys)!, parsed.GetValue(_authorities));
        if (new[] { file, keys, authorities }.Count(path => path == "-") > 1)
        {
            throw new UsageException("only one of the files can be the standard input");
        }

        var trusted = authorities is null ? TrustedAuthorities.Default : AuthorityFile.Read(authorities, _terminal);
        if (trusted is null)
        {
            return ExitCode.Failed;
        }

        var certificates = KeyCertificateList.Parse(WholeDocument.Read(keys, _terminal, KeyCertificateList.MaxLength));
        BadEntries.Tell(_terminal, keys, certificates.Errors, certificates.ErrorCount);
        var document = WholeDocument.Read(file, _terminal, ConsensusVerifier.MaxLength);
        var at = parsed.GetValue(_at) ?? TimeProvider.System.GetUtcNow();
        var report = new VerificationReport(file, ConsensusVerifier.Verify(document, certificates.Entries, trusted, at), at);
        Print(report, parsed.GetValue(_json));
        return report.Result.Verdict == ConsensusVerdict.Ok ? ExitCode.Done : ExitCode.Failed;
    }

    private void Print(VerificationReport report, bool isJson)
    {
        using var output = new BufferedStream(OutputFiles.OpenStandardOutput(_terminal));
        if (isJson)
        {
            report.WriteJson(output);
        }
        else
        {
            output.Write(Encoding.UTF8.GetBytes(report.ToText()));
        }
    }
}
