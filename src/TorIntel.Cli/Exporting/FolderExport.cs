using System.Globalization;
using TorIntel.Controls;

namespace TorIntel.Cli;

/// <summary>Writes all targets that can express a policy into a folder. What is refused or fails is told, and the others are written.</summary>
internal sealed class FolderExport(ControlPlan plan, string folder, ControlWriteOptions limits, bool allowsShrunken, ExportMessages messages)
{
    private const int SideBySide = 2; // All files of a target are in memory.

    private readonly HashSet<string> _written = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, List<string>> _notes = new(StringComparer.Ordinal);

    public int Run()
    {
        ControlFiles.CreateFolder(folder);
        var (written, leftOut, failed) = (0, 0, 0);

        // Rendered side by side, written and told one after the other.
        foreach (var rendered in ExportTargets.All.AsParallel().AsOrdered().WithDegreeOfParallelism(SideBySide).WithMergeOptions(ParallelMergeOptions.NotBuffered).Select(Render))
        {
            if (rendered.Files is null && rendered.Failure is null)
            {
                messages.Say($"left out: {rendered.Target.Name} {rendered.Target.WhyNot(plan)}");
                leftOut++;
            }
            else if (TryWrite(rendered))
            {
                written++;
            }
            else
            {
                failed++;
            }
        }

        foreach (var (note, targets) in _notes)
        {
            messages.Note($"{string.Join(", ", targets)}: {note}");
        }

        messages.TellOfLeftovers(ExportTargets.All.SelectMany(target => ControlFiles.NamesOf(target, folder).Concat(FilesIn(Path.Combine(folder, target.Name)))), _written);
        messages.Say(string.Create(CultureInfo.InvariantCulture, $"{written} targets written to {folder}, {leftOut} left out that cannot express the policy, {failed} refused or failed"));
        return failed == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private static IEnumerable<string> FilesIn(string path) => Directory.Exists(path) ? Directory.EnumerateFiles(path, "*", new EnumerationOptions { IgnoreInaccessible = true }) : [];

    private Rendered Render(ControlTarget target)
    {
        try
        {
            return new Rendered(target, target.WhyNot(plan) is null ? target.Render(plan, limits) : null, null);
        }
        catch (Exception e) when (e is ControlRefusedException or IOException or InvalidDataException or InvalidOperationException or OutOfMemoryException)
        {
            return new Rendered(target, null, e); // The others are written nevertheless.
        }
    }

    private bool TryWrite(Rendered rendered)
    {
        var target = rendered.Target;
        try
        {
            if (rendered.Failure is { } failure)
            {
                if (failure is ControlRefusedException refused)
                {
                    messages.Tell(refused);
                }
                else
                {
                    messages.Say($"{target.Name}: {(failure is OutOfMemoryException ? "out of memory" : failure.Message)}");
                }

                return false;
            }

            messages.TellOfJoining(target, rendered.Files!);
            var place = target.FilesOf(plan).Count > 1 ? Path.Combine(folder, target.Name) : folder;
            ControlFiles.CreateFolder(place);
            if (!allowsShrunken)
            {
                ControlFiles.RefuseVanished(target, place, rendered.Files!);
            }

            ControlFiles.Write([.. rendered.Files!.Select(file => (Path.Combine(place, file.Name), file))], allowsShrunken);
            _written.UnionWith(rendered.Files!.Select(file => Path.Combine(place, file.Name)));
        }
        catch (ControlRefusedException refusal)
        {
            messages.Tell(refusal);
            return false;
        }
        catch (IOException e)
        {
            messages.Say(e.Message);
            return false;
        }

        foreach (var note in target.Traits.Comment is null ? target.NotesOn(plan) : [])
        {
            (_notes.TryGetValue(note, out var targets) ? targets : _notes[note] = []).Add(target.Name);
        }

        return true;
    }

    private sealed record Rendered(ControlTarget Target, IReadOnlyList<ControlFile>? Files, Exception? Failure);
}
