using Microsoft.Win32.SafeHandles;

namespace TorIntel.Cli;

/// <summary>The number of a file on its file system, where that can be had cheaply: on Linux.</summary>
internal static class Inode
{
    private const int EmptyPath = 0x1000; // AT_EMPTY_PATH
    private const uint InodeMask = 0x100; // STATX_INO
    private const int InodeOffset = 32;

    public const ulong Unknown = 0;

    public static ulong Of(SafeFileHandle handle)
    {
        var isReferenced = false;
        try
        {
            handle.DangerousAddRef(ref isReferenced);
            return Ask((int)handle.DangerousGetHandle(), "", EmptyPath);
        }
        finally
        {
            if (isReferenced)
            {
                handle.DangerousRelease();
            }
        }
    }

    /// <summary>Gives the number of the file that is found under a path; unknown if there is none.</summary>
    public static ulong Of(string path) => Ask(LinuxCalls.CurrentFolder, path, 0);

    private static unsafe ulong Ask(int folder, string path, int flags)
    {
        if (!OperatingSystem.IsLinux())
        {
            return Unknown;
        }

        var answer = stackalloc byte[LinuxCalls.StatxLength];
        fixed (byte* name = LinuxCalls.ToName(path))
        {
            return LinuxCalls.Statx(folder, name, flags, InodeMask, answer) == 0 ? *(ulong*)(answer + InodeOffset) : Unknown;
        }
    }
}
