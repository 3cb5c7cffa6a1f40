using System.Runtime.InteropServices;
using System.Text;

namespace TorIntel.Cli;

/// <summary>Calls of Linux's C library that .NET has nothing for.</summary>
internal static partial class LinuxCalls
{
    public const int CurrentFolder = -100; // AT_FDCWD
    public const int StatxLength = 256;

    /// <summary>A path as the library takes it.</summary>
    public static byte[] ToName(string path)
    {
        var name = new byte[Encoding.UTF8.GetMaxByteCount(path.Length) + 1];
        Encoding.UTF8.GetBytes(path, name);
        return name;
    }

    [LibraryImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static unsafe partial int Statx(int folder, byte* path, int flags, uint mask, byte* answer);

    [LibraryImport("libc", EntryPoint = "chown")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static unsafe partial int ChangeOwner(byte* path, uint user, uint group);
}
