using TorIntel.Controls;

namespace TorIntel.Cli;

/// <summary>Puts the files of a control in the place of those that are there. All are written before the first is put there, so what fails for want of space or rights mostly leaves them as they were.</summary>
internal static class ControlFiles
{
    private const long LargestCompared = 256 * 1024 * 1024;

    public static void Write(IReadOnlyList<(string Path, ControlFile File)> files, bool allowsShrunken)
    {
        foreach (var (path, file) in files)
        {
            if (!allowsShrunken && WhyShrunken(path, file) is { } reason)
            {
                throw new ControlRefusedException(ControlRefusal.Shrunken, $"{path}: {reason}. Find out why.");
            }
        }

        // A signal leaves no half-written file behind; once the first file is in its place, the others follow.
        using var interruption = new Interruption();
        List<AtomicFile> written = [];
        try
        {
            foreach (var (path, file) in files)
            {
                if (interruption.ExitCode != 0)
                {
                    return;
                }

                var output = new AtomicFile(path);
                written.Add(output);
                new OutputStream(output.Stream, path).Write(file.Content.Span);
                output.Stream.Flush(flushToDisk: true);
            }

            if (interruption.ExitCode == 0)
            {
                written.ForEach(output => output.Commit());
            }
        }
        finally
        {
            written.ForEach(output => output.Dispose());
            if (interruption.ExitCode != 0)
            {
                Environment.Exit(interruption.ExitCode);
            }
        }
    }

    /// <summary>Refuses to leave the file of a family as it is while that of the other one is replaced: what has no rows any more has lost all of them.</summary>
    /// <exception cref="ControlRefusedException">There is such a file.</exception>
    public static void RefuseVanished(ControlTarget target, string folder, IReadOnlyList<ControlFile> files)
    {
        if (target.Traits.IsOneFamily && files.Count == 1 && NamesOf(target, folder).Skip(1).Take(2).FirstOrDefault(path => File.Exists(path) && Path.GetFileName(path) != files[0].Name) is { } vanished && files[0].Name != target.Traits.FileName)
        {
            throw new ControlRefusedException(ControlRefusal.Shrunken, $"{vanished}: nothing would be left. Find out why, and remove it.");
        }
    }

    public static void CreateFolder(string folder)
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

    /// <summary>The names that files of a target can have in a folder, but for those that have the policy in them.</summary>
    public static IEnumerable<string> NamesOf(ControlTarget target, string folder)
    {
        var name = target.Traits.FileName;
        var (stem, extension) = (Path.GetFileNameWithoutExtension(name), Path.GetExtension(name));
        return new[] { name, stem + "-v4" + extension, stem + "-v6" + extension, "inbound-" + name, "outbound-" + name }.Select(file => Path.Combine(folder, file));
    }

    /// <summary>Tells whether less than half of the file that is there would be left.</summary>
    public static string? WhyShrunken(string path, ControlFile file)
    {
        var existing = new FileInfo(AtomicFile.ResolveLink(path));
        if (!existing.Exists || existing.Length == 0)
        {
            return null;
        }

        if (existing.Length > LargestCompared)
        {
            return existing.Length / 2 > file.Content.Length ? $"less than half would be left, of {existing.Length} bytes" : null;
        }

        try
        {
            return file.WhyShrunken(File.ReadAllBytes(existing.FullName));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException(FileErrors.Describe(path, e), e);
        }
    }
}
