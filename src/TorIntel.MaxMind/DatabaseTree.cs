using System.Buffers.Binary;

namespace TorIntel.MaxMind;

/// <summary>Looks at the search tree of a database before it is walked: one that was made to go in circles, or to fork without end, is walked for ever.</summary>
internal static class DatabaseTree
{
    private const int MetadataWithin = 128 * 1024; // By the specification of the format.
    private const int MaxDepth = 128;
    private const long MaxPaths = 64L * 1024 * 1024; // Ten times what the largest databases have.

    public static ReadOnlySpan<byte> MetadataStart => [0xAB, 0xCD, 0xEF, (byte)'M', (byte)'a', (byte)'x', (byte)'M', (byte)'i', (byte)'n', (byte)'d', (byte)'.', (byte)'c', (byte)'o', (byte)'m'];

    /// <summary>Tells whether the end of a file is that of a database.</summary>
    public static bool HasMetadata(Stream document)
    {
        document.Position = Math.Max(0, document.Length - MetadataWithin);
        var end = new byte[document.Length - document.Position];
        document.ReadExactly(end);
        return end.AsSpan().LastIndexOf(MetadataStart) >= 0;
    }

    /// <summary>Checks that the walk through a tree ends soon.</summary>
    /// <param name="database">The whole database.</param>
    /// <exception cref="InvalidDataException">It does not, or the tree is cut.</exception>
    public static void Check(ReadOnlySpan<byte> database)
    {
        var start = database.LastIndexOf(MetadataStart);
        var metadata = start < 0 ? [] : database[start..];
        var count = ReadNumber(metadata, "node_count"u8);
        var bits = ReadNumber(metadata, "record_size"u8);
        if (bits is not (24 or 28 or 32) || count == 0 || count * bits / 4 > start)
        {
            throw new InvalidDataException("its metadata are damaged");
        }

        // Paths from each node, counted once: 0 is not counted yet, -1 is being counted.
        var paths = new long[count];
        if (CountPaths(database, paths, 0, (int)bits, depth: 0) > MaxPaths)
        {
            throw Damaged();
        }
    }

    private static long CountPaths(ReadOnlySpan<byte> database, Span<long> paths, int node, int bits, int depth)
    {
        if (paths[node] == 0)
        {
            paths[node] = -1;
            long sum = 0;
            for (var side = 0; side < 2; side++)
            {
                var child = ReadRecord(database, node, side, bits);
                sum += child >= paths.Length ? 1 : depth < MaxDepth ? CountPaths(database, paths, (int)child, bits, depth + 1) : throw Damaged();
            }

            paths[node] = Math.Min(sum, MaxPaths + 1);
        }

        return paths[node] > 0 ? paths[node] : throw Damaged();
    }

    private static uint ReadRecord(ReadOnlySpan<byte> database, int node, int side, int bits)
    {
        var bytes = database.Slice(node * (bits / 4), bits / 4);
        return bits switch
        {
            24 => BinaryPrimitives.ReadUInt32BigEndian(side == 0 ? [0, .. bytes[..3]] : [0, .. bytes[3..]]),
            28 when side == 0 => (uint)((bytes[3] >> 4 << 24) | (bytes[0] << 16) | (bytes[1] << 8) | bytes[2]),
            28 => BinaryPrimitives.ReadUInt32BigEndian(bytes[3..]) & 0x0FFF_FFFF,
            _ => BinaryPrimitives.ReadUInt32BigEndian(bytes[(side * 4)..]),
        };
    }

    // A key of the map, then a number: type and length in one byte, or type 0 and the type in the next, then the bytes of the number.
    internal static long ReadNumber(ReadOnlySpan<byte> metadata, ReadOnlySpan<byte> key)
    {
        var at = metadata.IndexOf(key);
        var isOnce = at >= 0 && at == metadata.LastIndexOf(key); // Else a text somewhere in it may pass for the key.
        var value = isOnce ? metadata[(at + key.Length)..] : [];
        var length = value.IsEmpty ? 0 : value[0] & 0x1F;
        var isShort = !value.IsEmpty && value[0] >> 5 is 5 or 6;
        if (!isShort || length > 4 || value.Length <= length)
        {
            return 0;
        }

        var number = 0L;
        foreach (var digit in value.Slice(1, length))
        {
            number = (number << 8) | digit;
        }

        return number;
    }

    private static InvalidDataException Damaged() => new("its search tree is damaged");
}
