namespace TorIntel.Cli;

/// <summary>Who may read and write a file, so that a service that could read the old one can read that which takes its place.</summary>
internal static class FileAccessRights
{
    private const uint OwnerMask = 0x18; // STATX_UID, STATX_GID
    private const int UserOffset = 20;
    private const int GroupOffset = 24;
    private const uint Unchanged = uint.MaxValue;

    /// <summary>Gives a file the mode of another one, and its owner and group as far as that is allowed. There is nothing to do if the other one is not there, or on Windows, where files inherit from their folder.</summary>
    public static void Copy(string from, string to)
    {
        if (OperatingSystem.IsWindows() || !File.Exists(from))
        {
            return;
        }

        CopyOwner(from, to);
        try
        {
            File.SetUnixFileMode(to, File.GetUnixFileMode(from)); // Last: changing the owner takes bits away.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A file system that has no such modes.
        }
    }

    private static unsafe void CopyOwner(string from, string to)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var wanted = stackalloc byte[LinuxCalls.StatxLength];
        var given = stackalloc byte[LinuxCalls.StatxLength];
        fixed (byte* old = LinuxCalls.ToName(from), name = LinuxCalls.ToName(to))
        {
            if (LinuxCalls.Statx(LinuxCalls.CurrentFolder, old, 0, OwnerMask, wanted) != 0 || LinuxCalls.Statx(LinuxCalls.CurrentFolder, name, 0, OwnerMask, given) != 0)
            {
                return;
            }

            var (user, group) = (*(uint*)(wanted + UserOffset), *(uint*)(wanted + GroupOffset));
            if ((user, group) != (*(uint*)(given + UserOffset), *(uint*)(given + GroupOffset)) && LinuxCalls.ChangeOwner(name, user, group) != 0)
            {
                _ = LinuxCalls.ChangeOwner(name, Unchanged, group); // Only root may give files away, but a member may give them to a group.
            }
        }
    }
}
