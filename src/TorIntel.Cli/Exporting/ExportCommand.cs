using System.CommandLine;
using System.Globalization;
using TorIntel.Controls;

namespace TorIntel.Cli;

/// <summary><c>torintel export</c>: writes controls for firewalls, proxies, sensors and SIEMs.</summary>
internal sealed class ExportCommand
{
    private const string All = "all";
    private const int NamedLeftovers = 5;

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
                _terminal.Say($"note: {note}");
            }

            return isAll ? WriteAll(plan, output!, limits, allowsShrunken) : WriteOne(target!, plan, output, limits, allowsShrunken, parsed.GetValue(_diff));
        }
        catch (ControlRefusedException refusal)
        {
            _terminal.Say(Describe(refusal));
            return ExitCode.Failed;
        }
    }

    private static string Describe(ControlRefusedException refusal) => $"refused: {refusal.Message}" + refusal.Reason switch
    {
        ControlRefusal.Stale => " (--allow-stale)",
        ControlRefusal.Shrunken => " (--allow-shrunken)",
        ControlRefusal.Protected => " (--allow)",
        ControlRefusal.SpecialPurpose => " (--include-special)",
        ControlRefusal.TooMany => " (--max-entries, --widen)",
        _ => "",
    };

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
            isFolder = target.FilesOf(plan).Count > 1;
            if (isFolder && (OutputFiles.IsStandardOutput(output) || File.Exists(output) || Path.HasExtension(output)))
            {
                throw new UsageException($"{target.Name} is several files for this policy: --output FOLDER/");
            }
        }

        var files = Render(target, plan, limits);
        if (target.Traits.Comment is null)
        {
            foreach (var note in target.NotesOn(plan))
            {
                _terminal.Say($"note: {target.Name}: {note}");
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
            CreateFolder(output!);
        }

        ControlFiles.Write(written, allowsShrunken);
        if (isFolder)
        {
            TellOfLeftovers(FilesOf(target, output!), [.. written.Select(file => file.Path)]);
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

    private int WriteAll(ControlPlan plan, string folder, ControlWriteOptions limits, bool allowsShrunken)
    {
        CreateFolder(folder);
        var (written, leftOut, failed) = (0, 0, 0);
        HashSet<string> paths = new(StringComparer.Ordinal);
        SortedDictionary<string, List<string>> notes = new(StringComparer.Ordinal);
        foreach (var target in ExportTargets.All)
        {
            if (target.WhyNot(plan) is { } reason)
            {
                _terminal.Say($"left out: {target.Name} {reason}");
                leftOut++;
                continue;
            }

            try
            {
                var files = Render(target, plan, limits);
                var place = target.FilesOf(plan).Count > 1 ? Path.Combine(folder, target.Name) : folder;
                CreateFolder(place);
                ControlFiles.Write([.. files.Select(file => (Path.Combine(place, file.Name), file))], allowsShrunken);
                paths.UnionWith(files.Select(file => Path.Combine(place, file.Name)));
                written++;
                foreach (var note in target.Traits.Comment is null ? target.NotesOn(plan) : [])
                {
                    (notes.TryGetValue(note, out var targets) ? targets : notes[note] = []).Add(target.Name);
                }
            }
            catch (ControlRefusedException refusal)
            {
                _terminal.Say(Describe(refusal));
                failed++;
            }
            catch (IOException e)
            {
                _terminal.Say(e.Message);
                failed++;
            }
        }

        foreach (var (note, targets) in notes)
        {
            _terminal.Say($"note: {string.Join(", ", targets)}: {note}");
        }

        TellOfLeftovers(ExportTargets.All.SelectMany(target => FilesOf(target, folder).Concat(InFolder(Path.Combine(folder, target.Name)))), paths);
        _terminal.Say(string.Create(CultureInfo.InvariantCulture, $"{written} targets written to {folder}, {leftOut} left out that cannot express the policy, {failed} refused or failed"));
        return failed == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    // A list of another policy, or one that was refused, looks as if it were of today.
    private void TellOfLeftovers(IEnumerable<string> candidates, HashSet<string> written)
    {
        var leftovers = candidates.Where(path => !written.Contains(path) && File.Exists(path)).ToList();
        if (leftovers.Count != 0)
        {
            _terminal.Say(string.Create(CultureInfo.InvariantCulture, $"note: {leftovers.Count} files were there before and were not written now: {string.Join(", ", leftovers.Take(NamedLeftovers))}{(leftovers.Count > NamedLeftovers ? ", …" : "")}"));
        }
    }

    // Under all the names that it can have, but for those that have the policy in them.
    private static IEnumerable<string> FilesOf(ControlTarget target, string folder)
    {
        var name = target.Traits.FileName;
        return new[] { name, Path.GetFileNameWithoutExtension(name) + "-v4" + Path.GetExtension(name), Path.GetFileNameWithoutExtension(name) + "-v6" + Path.GetExtension(name), "inbound-" + name, "outbound-" + name }
            .Select(file => Path.Combine(folder, file));
    }

    private static IEnumerable<string> InFolder(string folder) => Directory.Exists(folder) ? Directory.EnumerateFiles(folder) : [];

    private IReadOnlyList<ControlFile> Render(ControlTarget target, ControlPlan plan, ControlWriteOptions limits)
    {
        var files = target.Render(plan, limits);
        foreach (var file in files.Where(file => file.Result.UnlistedIPv4 != 0 || file.Result.UnlistedIPv6 != UInt128.Zero))
        {
            _terminal.Say(string.Create(
                CultureInfo.InvariantCulture,
                $"{target.Name}: widened to {file.Result.Entries} entries, which cover {file.Result.UnlistedIPv4} addresses of IPv4 and {file.Result.UnlistedIPv6} of IPv6 that no list has"));
        }

        return files;
    }

    private static void CreateFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException(File.Exists(folder) ? $"{folder}: is a file, not a folder" : FileErrors.Describe(folder, e), e);
        }
    }
}
