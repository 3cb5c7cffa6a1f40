using Microsoft.Win32.SafeHandles;

namespace TorIntel.Cli;

/// <summary>The number of a file on its file system, where that can be had cheaply: on Linux.</summary>
internal static class Inode
{
    public const ulong Unknown = 0;

    public static ulong Of(SafeFileHandle handle) => OperatingSystem.IsLinux() ? LinuxCalls.InodeOf(handle) ?? Unknown : Unknown;

    /// <summary>Gives the number of the file that is found under a path; unknown if there is none.</summary>
    public static ulong Of(string path) => OperatingSystem.IsLinux() ? LinuxCalls.InodeOf(path) ?? Unknown : Unknown;
}
