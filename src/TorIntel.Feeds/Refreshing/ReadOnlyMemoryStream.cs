using System.Runtime.InteropServices;

namespace TorIntel.Feeds;

/// <summary>Makes streams over memory.</summary>
internal static class ReadOnlyMemoryStream
{
    public static MemoryStream Over(ReadOnlyMemory<byte> content) => MemoryMarshal.TryGetArray(content, out var segment)
        ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false)
        : new MemoryStream(content.ToArray(), writable: false);
}
