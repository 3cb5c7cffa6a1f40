using System.Buffers;
using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace TorIntel.Feeds;

/// <summary>A file mapped into memory, read-only; unmapped when nothing refers to its memory any more.</summary>
/// <remarks>
/// <para>
/// The file may be renamed, deleted and replaced while it is mapped: the mapping keeps what it was made of. It must not be written to or cut in place. Memory behind the new end
/// of a cut file cannot be read, which ends the process; so caches write beside a file and rename, and what others may write to is read, not mapped.
/// </para>
/// <para>A span does not keep the mapping alive; <see cref="Memory{T}"/> and its handles do.</para>
/// </remarks>
internal sealed unsafe class MappedFile : MemoryManager<byte>
{
    private readonly SafeMemoryMappedViewHandle? _view; // Null for an empty file. Its finalizer unmaps.
    private readonly byte* _start;
    private readonly int _length;

    private MappedFile(FileStream file)
    {
        _length = file.Length <= Array.MaxLength ? (int)file.Length : throw new InvalidDataException("it is longer than any view");
        if (_length == 0)
        {
            return;
        }

        using var map = MemoryMappedFile.CreateFromFile(file, mapName: null, _length, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        var accessor = map.CreateViewAccessor(0, _length, MemoryMappedFileAccess.Read); // Not disposed of: it would unmap.
        _view = accessor.SafeMemoryMappedViewHandle;
        _start = (byte*)_view.DangerousGetHandle() + accessor.PointerOffset;
    }

    /// <summary>Maps a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">It cannot be opened or mapped.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    /// <exception cref="InvalidDataException">It is too long.</exception>
    public static ReadOnlyMemory<byte> Open(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        return new MappedFile(file).Memory;
    }

    public override Memory<byte> Memory => CreateMemory(_length);

    public override Span<byte> GetSpan() => new(_start, _length);

    public override MemoryHandle Pin(int elementIndex = 0) => (uint)elementIndex <= (uint)_length
        ? new MemoryHandle(_start + elementIndex, pinnable: this)
        : throw new ArgumentOutOfRangeException(nameof(elementIndex));

    public override void Unpin()
    {
        // It lies still anyway, and the handle refers to this.
    }

    protected override void Dispose(bool disposing) => _view?.Dispose();
}
