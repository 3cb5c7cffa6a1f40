using System.Runtime.InteropServices;

namespace TorIntel.Tests;

/// <summary>Memory between two pages whose every access ends the process; Linux only.</summary>
internal sealed unsafe partial class GuardedMemory : IDisposable
{
    private const int ReadWrite = 3;
    private const int PrivateAnonymous = 0x22;
    private static readonly int s_pageSize = Environment.SystemPageSize;

    private readonly int _length;
    private readonly byte* _mapping;

    public GuardedMemory(int length)
    {
        _length = (length + s_pageSize - 1) / s_pageSize * s_pageSize;
        _mapping = Map(null, MappingLength, protection: 0, PrivateAnonymous, descriptor: -1, offset: 0);
        if (_mapping == (byte*)-1 || Protect(_mapping + s_pageSize, (nuint)_length, ReadWrite) != 0)
        {
            throw new InvalidOperationException("No memory could be mapped.");
        }
    }

    private nuint MappingLength => (nuint)(_length + (2 * s_pageSize));

    /// <summary>Gets the bytes that begin behind the first guard page.</summary>
    public NativeMemory First(int length) => new(_mapping + s_pageSize, length);

    /// <summary>Gets the bytes that end before the last guard page.</summary>
    public NativeMemory Last(int length) => new(_mapping + s_pageSize + _length - length, length);

    public void Dispose() => _ = Unmap(_mapping, MappingLength);

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial byte* Map(void* address, nuint length, int protection, int flags, int descriptor, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Protect(void* address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(void* address, nuint length);
}
