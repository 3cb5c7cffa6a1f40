using System.Buffers;

namespace TorIntel.Snapshot;

/// <summary>A view in a resource: resources are memory of the loaded assembly, so nothing needs to be copied.</summary>
internal static unsafe class EmbeddedView
{
    public static TorNetwork Load(Stream resource)
    {
        if (resource is UnmanagedMemoryStream { Length: <= int.MaxValue } memory)
        {
            return TorNetwork.Load(new ResourceMemory(memory).Memory);
        }

        using var copy = new MemoryStream();
        resource.CopyTo(copy);
        return TorNetwork.Load(copy.ToArray());
    }

    /// <summary>The memory behind a stream, which keeps its assembly loaded and is never closed.</summary>
    private sealed class ResourceMemory(UnmanagedMemoryStream stream) : MemoryManager<byte>
    {
        private readonly byte* _start = stream.PositionPointer;
        private readonly int _length = (int)stream.Length;

        public override Memory<byte> Memory => CreateMemory(_length);

        public override Span<byte> GetSpan() => new(_start, _length);

        public override MemoryHandle Pin(int elementIndex = 0)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)elementIndex, (uint)_length, nameof(elementIndex));
            return new MemoryHandle(_start + elementIndex, pinnable: this);
        }

        public override void Unpin() => GC.KeepAlive(stream); // It lies still anyway.

        protected override void Dispose(bool disposing)
        {
            // The memory is the assembly's.
        }
    }
}
