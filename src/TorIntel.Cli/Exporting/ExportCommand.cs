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
    private readonly Option<string?> _output = new("--output", "-o") { Description = "The file to write, or a folder: for 'all' and for targets of several files. Standard output without it.", HelpName = "PATH" };
    private readonly Option<bool> _diff = new("--diff") { Description = "Write nothing: show how the file at --output would change, as diff -U0 does." };
    private readonly PolicyOptions _policy = new();
    private readonly ListOptions _lists = new();
    private readonly Terminal _terminal;
    private readonly ExportMessages _messages;
    private readonly TimeProvider _clock;

    private ExportCommand(Terminal terminal, TimeProvider clock) => (_terminal, _messages, _clock) = (terminal, new ExportMessages(terminal), clock);

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

        var options = _policy.Read(parsed, _clock.GetUtcNow()) with { IncludeSpecialPurpose = _lists.IncludesSpecialPurpose(parsed) };
        var limits = _policy.ReadLimits(parsed);
        var allowsShrunken = _policy.AllowsShrunken(parsed);
        var (network, _) = _lists.Load(parsed, _terminal);
        if (network is null)
        {
            return ExitCode.Failed;
        }

        try
        {
            var plan = ControlPlan.Make(network, options);
            foreach (var note in plan.Notes)
            {
                _messages.Note(note);
            }

            return isAll ? new FolderExport(plan, output!, limits, allowsShrunken, _messages).Run() : WriteOne(target!, plan, output, limits, allowsShrunken, parsed.GetValue(_diff));
        }
        catch (ControlRefusedException refusal)
        {
            _messages.Tell(refusal);
            return ExitCode.Failed;
        }
    }

    private int WriteOne(ControlTarget target, ControlPlan plan, string? output, ControlWriteOptions limits, bool allowsShrunken, bool isDifference)
    {
        var isFolder = output is not null && (Path.EndsInDirectorySeparator(output) || Directory.Exists(output));
        if (!isFolder && target.WhyNot(plan) is null)
        {
            if (target.Traits.IsOneFamily && limits.Family == ControlFamily.Both)
            {
                throw new UsageException($"{target.Name} takes addresses of one family: --family 4 or 6, or a folder that is there: --output FOLDER/");
            }

            // A name such as tor.acl is meant for a file, so no folder is made of it.
            var names = target.FilesOf(plan);
            isFolder = names.Count > 1;
            if (isFolder && (OutputFiles.IsStandardOutput(output) || File.Exists(output) || names.Any(name => string.Equals(Path.GetExtension(name), Path.GetExtension(output), StringComparison.OrdinalIgnoreCase))))
            {
                throw new UsageException($"{target.Name} is several files for this policy: --output FOLDER/");
            }
        }

        var files = target.Render(plan, limits);
        _messages.TellOfJoining(target, files);
        if (target.Traits.Comment is null)
        {
            foreach (var note in target.NotesOn(plan))
            {
                _messages.Note($"{target.Name}: {note}");
            }
        }

        if (OutputFiles.IsStandardOutput(output))
        {
            OutputFiles.Write(output, Compression.None, _terminal, stream => stream.Write(files[0].Content.Span));
            return ExitCode.Done;
        }

        IReadOnlyList<(string Path, ControlFile File)> written = [.. files.Select(file => (isFolder ? Path.Combine(output!, file.Name) : output!, file))];
        if (isDifference)
        {
            ShowDifference(written, allowsShrunken);
            return ExitCode.Done;
        }

        if (isFolder)
        {
            ControlFiles.CreateFolder(output!);
            if (!allowsShrunken)
            {
                ControlFiles.RefuseVanished(target, output!, files);
            }
        }

        ControlFiles.Write(written, allowsShrunken);
        if (isFolder)
        {
            _messages.TellOfLeftovers(ControlFiles.NamesOf(target, output!), [.. written.Select(file => file.Path)]);
        }

        return ExitCode.Done;
    }

    private void ShowDifference(IReadOnlyList<(string Path, ControlFile File)> files, bool allowsShrunken)
    {
        foreach (var (path, file) in files)
        {
            var (gone, come) = FileDifference.Write(_terminal.TextOutput, path, file.Content);
            _terminal.Say(string.Create(CultureInfo.InvariantCulture, $"{path}: {gone} lines would go, {come} would come"));
            if (!allowsShrunken && ControlFiles.WhyShrunken(path, file) is { } reason)
            {
                _terminal.Say($"it would be refused: {reason} (--allow-shrunken)");
            }
        }
    }
}
