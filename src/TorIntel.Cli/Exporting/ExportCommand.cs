using System.CommandLine;
using System.Globalization;
using TorIntel.Controls;

namespace TorIntel.Cli;

/// <summary><c>torintel export</c>: writes controls for firewalls, proxies, sensors and SIEMs.</summary>
internal sealed class ExportCommand
{
    private const string All = "all";

    private readonly Argument<string?> _target = new("TARGET")
    {
        Description = "What to write for, such as nftables; 'all' writes every target that can express the policy into a folder. --targets lists them.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> _targets = new("--targets") { Description = "List the targets and what each can express." };
    private readonly Option<string?> _output = new("--output", "-o") { Description = "The file to write, or the folder for 'all' and targets of several files; standard output without it.", HelpName = "PATH" };
    private readonly Option<bool> _diff = new("--diff") { Description = "Write nothing: show which lines of the file at --output would go (-) and come (+)." };
    private readonly PolicyOptions _policy = new();
    private readonly ListOptions _lists = new();
    private readonly Terminal _terminal;
    private readonly TimeProvider _clock;

    private ExportCommand(Terminal terminal, TimeProvider clock) => (_terminal, _clock) = (terminal, clock);

    public static Command Create(Terminal terminal, TimeProvider clock)
    {
        var export = new ExportCommand(terminal, clock);
        var command = new Command("export", "Writes controls for firewalls, proxies, sensors and SIEMs, and refuses what would hurt.") { export._target, export._targets, export._output, export._diff };
        export._policy.AddTo(command);
        export._lists.AddTo(command);
        command.SetAction(export.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        if (parsed.GetValue(_targets))
        {
            TargetTable.Write(_terminal.TextOutput, ExportTargets.All);
            return ExitCode.Done;
        }

        var name = parsed.GetValue(_target) ?? throw new UsageException("which target? 'torintel export --targets' lists them");
        var isAll = string.Equals(name, All, StringComparison.OrdinalIgnoreCase);
        var target = isAll ? null : ExportTargets.Find(name) ?? throw new UsageException($"'{name}' is no target; 'torintel export --targets' lists them");
        var output = parsed.GetValue(_output);
        if (output is not null)
        {
            FileErrors.RefuseEmpty(output);
        }

        if (isAll && OutputFiles.IsStandardOutput(output))
        {
            throw new UsageException("'all' needs a folder: --output FOLDER");
        }

        if (parsed.GetValue(_diff) && (isAll || OutputFiles.IsStandardOutput(output)))
        {
            throw new UsageException("--diff needs one target, and the file that is there: --output PATH");
        }

        var (network, _) = _lists.Load(parsed, _terminal);
        if (network is null)
        {
            return ExitCode.Failed;
        }

        try
        {
            var plan = ControlPlan.Make(network, _policy.Read(parsed, _clock.GetUtcNow()) with { IncludeSpecialPurpose = _lists.IncludesSpecialPurpose(parsed) });
            return isAll ? WriteAll(plan, output!, parsed) : WriteOne(target!, plan, output, parsed);
        }
        catch (ControlRefusedException refusal)
        {
            _terminal.Say($"refused: {refusal.Message}");
            return ExitCode.Failed;
        }
    }

    private int WriteOne(ControlTarget target, ControlPlan plan, string? output, ParseResult parsed)
    {
        var limits = _policy.ReadLimits(parsed);
        var allowsShrunken = _policy.AllowsShrunken(parsed);
        var files = target.FilesOf(plan);
        if (files.Count == 1)
        {
            var bytes = Render(target, plan, limits, files[0]);
            if (parsed.GetValue(_diff))
            {
                FileDifference.Write(_terminal.TextOutput, output!, bytes);
                return ExitCode.Done;
            }

            ControlFile.Write(output, bytes, allowsShrunken, _terminal);
            return ExitCode.Done;
        }

        if (OutputFiles.IsStandardOutput(output) || parsed.GetValue(_diff))
        {
            throw new UsageException($"{target.Name} is several files: --output FOLDER, and no --diff");
        }

        WriteFiles(target, plan, output!, limits, allowsShrunken);
        return ExitCode.Done;
    }

    private int WriteAll(ControlPlan plan, string folder, ParseResult parsed)
    {
        var limits = _policy.ReadLimits(parsed);
        var allowsShrunken = _policy.AllowsShrunken(parsed);
        Directory.CreateDirectory(folder);
        var (written, refused) = (0, 0);
        foreach (var target in ExportTargets.All)
        {
            try
            {
                if (target.FilesOf(plan).Count > 1)
                {
                    WriteFiles(target, plan, Path.Combine(folder, target.Name), limits, allowsShrunken);
                }
                else
                {
                    WriteFamilies(target, plan, folder, limits, allowsShrunken);
                }

                written++;
            }
            catch (ControlRefusedException refusal)
            {
                refused++;
                _terminal.Say($"left out: {refusal.Message}");
            }
        }

        _terminal.Say(string.Create(CultureInfo.InvariantCulture, $"{written} targets written to {folder}, {refused} left out"));
        return ExitCode.Done;
    }

    private void WriteFamilies(ControlTarget target, ControlPlan plan, string folder, ControlWriteOptions limits, bool allowsShrunken)
    {
        var name = target.Traits.FileName;
        if (!target.Traits.IsOneFamily || limits.Family != ControlFamily.Both)
        {
            ControlFile.Write(Path.Combine(folder, name), Render(target, plan, limits, name), allowsShrunken, _terminal);
            return;
        }

        foreach (var (family, suffix) in new[] { (ControlFamily.IPv4, "-v4"), (ControlFamily.IPv6, "-v6") })
        {
            var path = Path.Combine(folder, Path.GetFileNameWithoutExtension(name) + suffix + Path.GetExtension(name));
            ControlFile.Write(path, Render(target, plan, limits with { Family = family }, name), allowsShrunken, _terminal);
        }
    }

    private void WriteFiles(ControlTarget target, ControlPlan plan, string folder, ControlWriteOptions limits, bool allowsShrunken)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in target.FilesOf(plan))
        {
            ControlFile.Write(Path.Combine(folder, file), Render(target, plan, limits, file), allowsShrunken, _terminal);
        }
    }

    // Whole in memory first: what is refused half-way leaves nothing behind, and the size tells whether it shrank.
    private ReadOnlyMemory<byte> Render(ControlTarget target, ControlPlan plan, ControlWriteOptions limits, string file)
    {
        var buffer = new MemoryStream();
        var result = target.Write(plan, buffer, limits, file);
        if (result.UnlistedAddresses != UInt128.Zero)
        {
            _terminal.Say(string.Create(CultureInfo.InvariantCulture, $"{target.Name}: widened to {result.Entries} entries, which cover {result.UnlistedAddresses} addresses that no list has"));
        }

        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }
}
