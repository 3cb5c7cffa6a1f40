using System.Globalization;
using TorIntel.Controls;

namespace TorIntel.Cli;

/// <summary>Puts the files of a control in the place of those that are there: all of them, or none.</summary>
internal static class ControlFiles
{
    private const double ShrinkLimit = 0.5;

    public static void Write(IReadOnlyList<(string Path, ControlFile File)> files, ControlPlan plan)
    {
        foreach (var (path, file) in files)
        {
            if (!plan.Options.AllowShrunken && WhyShrunken(path, file, plan) is { } reason)
            {
                throw new ControlRefusedException(ControlRefusal.Shrunken, reason);
            }
        }

        List<AtomicFile> written = [];
        try
        {
            foreach (var (path, file) in files)
            {
                var output = new AtomicFile(path);
                written.Add(output);
                new OutputStream(output.Stream, path).Write(file.Content.Span);
                output.Stream.Flush(flushToDisk: true); // What fails for want of space fails before anything is replaced.
            }

            written.ForEach(output => output.Commit());
        }
        finally
        {
            written.ForEach(output => output.Dispose());
        }
    }

    /// <summary>Tells whether a list is less than half of the one that is there: by the rows in its header, or by its size where there is none.</summary>
    public static string? WhyShrunken(string path, ControlFile file, ControlPlan plan)
    {
        var existing = new FileInfo(AtomicFile.ResolveLink(path));
        if (!existing.Exists || existing.Length == 0)
        {
            return null;
        }

        using (var reader = new StreamReader(existing.FullName))
        {
            if (ControlCounts.TryFind(reader, out var before))
            {
                return !before.HasShrunkenTo(plan) ? null : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{path} would shrink to less than half: from {before.Sources} sources and {before.Destinations} destinations to {plan.Counts.Sources} and {plan.Counts.Destinations}. Find out why.");
            }
        }

        return file.Content.Length >= existing.Length * ShrinkLimit ? null
            : string.Create(CultureInfo.InvariantCulture, $"{path} would shrink to less than half: from {existing.Length} to {file.Content.Length} bytes. Find out why.");
    }
}
