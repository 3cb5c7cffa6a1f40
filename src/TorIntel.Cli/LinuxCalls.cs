using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace TorIntel.Cli;

/// <summary>Calls of Linux's C library that .NET has nothing for.</summary>
internal static partial class LinuxCalls
{
    public const uint Unchanged = uint.MaxValue;

    private const int CurrentFolder = -100; // AT_FDCWD
    private const int EmptyPath = 0x1000; // AT_EMPTY_PATH
    private const int NoFollow = 0x100; // AT_SYMLINK_NOFOLLOW
    private const uint TypeMask = 0x1; // STATX_TYPE
    private const uint OwnerMask = 0x18; // STATX_UID, STATX_GID
    private const uint InodeMask = 0x100; // STATX_INO
    private const int StatxLength = 256;
    private const int UserOffset = 20;
    private const int GroupOffset = 24;
    private const int ModeOffset = 28;
    private const int InodeOffset = 32;
    private const int FileType = 0xF000; // S_IFMT
    private const int RegularFile = 0x8000; // S_IFREG

    /// <summary>Gives the number of an open file on its file system; null if it cannot be told.</summary>
    public static ulong? InodeOf(SafeFileHandle file) => Ask(file, InodeMask, InodeOffset, out ulong inode) ? inode : null;

    /// <summary>Gives the number of the file that is found under a path; null if there is none.</summary>
    public static ulong? InodeOf(string path) => Ask(CurrentFolder, path, 0, InodeMask, InodeOffset, out ulong inode) ? inode : null;

    /// <summary>Tells whether there is something under a path, behind links, that is no file on a disk, and no folder: a device, a pipe.</summary>
    public static bool IsDevice(string path) => Ask(CurrentFolder, path, 0, TypeMask, ModeOffset, out ushort mode) && (mode & FileType) != RegularFile;

    /// <summary>Gives owner and group of an open file; null if they cannot be told.</summary>
    public static (uint User, uint Group)? OwnerOf(SafeFileHandle file) =>
        Ask(file, OwnerMask, UserOffset, out uint user) && Ask(file, OwnerMask, GroupOffset, out uint group) ? (user, group) : null;

    /// <summary>Gives owner and group of what is found under a path, of a link itself; null if there is nothing.</summary>
    public static (uint User, uint Group)? OwnerOf(string path) =>
        Ask(CurrentFolder, path, NoFollow, OwnerMask, UserOffset, out uint user) && Ask(CurrentFolder, path, NoFollow, OwnerMask, GroupOffset, out uint group) ? (user, group) : null;

    /// <summary>Gives an open file to somebody else.</summary>
    /// <returns>Whether that was allowed.</returns>
    public static bool TryChangeOwner(SafeFileHandle file, uint user, uint group) => fchown(file, user, group) == 0;

    private static bool Ask<T>(SafeFileHandle file, uint mask, int offset, out T answer)
        where T : unmanaged
    {
        var isReferenced = false;
        try
        {
            file.DangerousAddRef(ref isReferenced);
            return Ask((int)file.DangerousGetHandle(), "", EmptyPath, mask, offset, out answer);
        }
        finally
        {
            if (isReferenced)
            {
                file.DangerousRelease();
            }
        }
    }

    private static unsafe bool Ask<T>(int folder, string path, int flags, uint mask, int offset, out T answer)
        where T : unmanaged
    {
        var name = new byte[Encoding.UTF8.GetMaxByteCount(path.Length) + 1];
        Encoding.UTF8.GetBytes(path, name);
        var all = stackalloc byte[StatxLength];
        fixed (byte* first = name)
        {
            var isThere = statx(folder, first, flags, mask, all) == 0;
            answer = isThere ? *(T*)(all + offset) : default;
            return isThere;
        }
    }

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static unsafe partial int statx(int folder, byte* path, int flags, uint mask, byte* answer);

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int fchown(SafeFileHandle file, uint user, uint group);
}
