using System.Buffers;

namespace TorIntel.Tests;

/// <summary>Memory that the garbage collector knows nothing of; whoever made it frees it.</summary>
internal sealed unsafe class NativeMemory(byte* start, int length) : MemoryManager<byte>
{
    /// <summary>Gets how often the memory is pinned at the moment.</summary>
    public int Pins { get; private set; }

    public override Span<byte> GetSpan() => new(start, length);

    public override MemoryHandle Pin(int elementIndex = 0)
    {
        Pins++;
        return new MemoryHandle(start + elementIndex, pinnable: this);
    }

    public override void Unpin() => Pins--;

    protected override void Dispose(bool disposing)
    {
    }
}
