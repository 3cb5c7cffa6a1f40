using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;

namespace TorIntel.Cli;

/// <summary>By what a log is known again under another name: its first bytes and, where there is one, its number on the file system.</summary>
/// <param name="Hash">The XXH128 of the first bytes.</param>
/// <param name="Length">How many bytes these are.</param>
/// <param name="Inode">The number on the file system, or <see cref="Inode.Unknown"/>.</param>
internal sealed record LogIdentity(UInt128 Hash, int Length, ulong Inode)
{
    public const int MaxLength = 1024;

    public static LogIdentity Of(ReadOnlySpan<byte> head, ulong inode) => new(XxHash128.HashToUInt128(head), head.Length, inode);

    /// <summary>Tells whether a log begins as this one.</summary>
    /// <param name="head">Its first bytes, up to <see cref="MaxLength"/>.</param>
    public bool HasHead(ReadOnlySpan<byte> head) => head.Length >= Length && XxHash128.HashToUInt128(head[..Length]) == Hash;

    /// <summary>Tells whether a log that does not grow any more is this one.</summary>
    /// <param name="head">Its first bytes, up to <see cref="MaxLength"/>.</param>
    public bool IsWhole(ReadOnlySpan<byte> head) => head.Length == Length && HasHead(head);

    /// <summary>Reads the first bytes of a log.</summary>
    public static byte[] ReadHead(SafeFileHandle log, int maxLength = MaxLength)
    {
        var head = new byte[maxLength];
        var length = 0;
        for (int read; length < maxLength && (read = RandomAccess.Read(log, head.AsSpan(length), length)) > 0; length += read)
        {
        }

        return head[..length];
    }
}
