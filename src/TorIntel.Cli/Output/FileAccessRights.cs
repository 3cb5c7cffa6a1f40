using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace TorIntel.Cli;

/// <summary>Who may read and write a file, so that a service that could read the old one can read that which takes its place, and nobody else.</summary>
internal static class FileAccessRights
{
    private const UnixFileMode Permissions = (UnixFileMode)0b_111_111_111; // Without set-user-ID and its like.
    private const UnixFileMode OfGroup = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute;

    /// <summary>How a file is made that is to take the place of another one: new, and nobody else's until it is whole.</summary>
    public static FileStreamOptions ForCreation(string existing)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 }; // A buffer would be written once more after a failure.
        if (!OperatingSystem.IsWindows() && File.Exists(existing))
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }

    /// <summary>Gives an open file the mode of another one, and its owner and group as far as that is allowed. There is nothing to do if the other one is not there, or on Windows, where files inherit from their folder.</summary>
    public static void Copy(string from, SafeFileHandle to)
    {
        if (OperatingSystem.IsWindows() || new FileInfo(from) is not { Exists: true, LinkTarget: null })
        {
            return;
        }

        var mode = File.GetUnixFileMode(from) & Permissions;
        try
        {
            // Owner first: changing it takes bits away. If the group is another one, it is not to have what the former had.
            File.SetUnixFileMode(to, OperatingSystem.IsLinux() && !CopyOwner(from, to) ? mode & ~OfGroup : mode);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A file system that has no such modes.
        }
    }

    /// <returns>Whether the group is that of the other file.</returns>
    [SupportedOSPlatform("linux")]
    private static bool CopyOwner(string from, SafeFileHandle to)
    {
        if (LinuxCalls.OwnerOf(from) is not { } wanted || LinuxCalls.OwnerOf(to) is not { } given)
        {
            return false;
        }

        // Only root may give files away, but a member may give them to a group.
        return wanted == given || LinuxCalls.TryChangeOwner(to, wanted.User, wanted.Group) || wanted.Group == given.Group || LinuxCalls.TryChangeOwner(to, LinuxCalls.Unchanged, wanted.Group);
    }
}
