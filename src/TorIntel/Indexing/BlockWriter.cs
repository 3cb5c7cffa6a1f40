using System.Runtime.InteropServices;

namespace TorIntel;

/// <summary>Collects the sections of a block behind a header, aligned.</summary>
internal sealed class BlockWriter(int headerLength)
{
    private readonly List<(int Offset, byte[] Bytes)> _sections = [];

    public int Length { get; private set; } = Align(headerLength);

    public int Add<T>(ReadOnlySpan<T> section)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(section).ToArray();
        var offset = Length;
        _sections.Add((offset, bytes));
        Length = Align(checked(offset + bytes.Length));
        return offset;
    }

    /// <summary>Gives the block as an array that the garbage collector does not move.</summary>
    public byte[] ToArray<T>(in T layout)
        where T : unmanaged
    {
        var block = GC.AllocateArray<byte>(Length, pinned: true);
        MemoryMarshal.Write(block, in layout);
        foreach (var (offset, bytes) in _sections)
        {
            bytes.CopyTo(block, offset);
        }

        return block;
    }

    private static int Align(int length) => checked(length + IndexLayout.Alignment - 1) & ~(IndexLayout.Alignment - 1);
}
