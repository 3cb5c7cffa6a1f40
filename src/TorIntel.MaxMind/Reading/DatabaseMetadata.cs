using System.Text;

namespace TorIntel.MaxMind;

/// <summary>What a database says of itself, as far as it takes to read it.</summary>
/// <param name="Type">The type of the database.</param>
/// <param name="NodeCount">The number of nodes.</param>
/// <param name="RecordSize">The bits of a record: 24, 28 or 32.</param>
/// <param name="IsIPv6">Whether the tree has IPv6, and IPv4 at <c>::/96</c>.</param>
/// <param name="BuildTime">When it was built; null if it does not say.</param>
/// <param name="TreeLength">The length of the tree in bytes.</param>
/// <param name="DataStart">Where the data section starts.</param>
/// <param name="DataEnd">Where it ends.</param>
internal sealed record DatabaseMetadata(string Type, int NodeCount, int RecordSize, bool IsIPv6, DateTimeOffset? BuildTime, int TreeLength, int DataStart, int DataEnd)
{
    /// <summary>How far from the end of the file the marker begins at the most, by the specification of the format.</summary>
    public const int Within = 128 * 1024;

    private const int SeparatorLength = 16;

    public static ReadOnlySpan<byte> Marker => [0xAB, 0xCD, 0xEF, (byte)'M', (byte)'a', (byte)'x', (byte)'M', (byte)'i', (byte)'n', (byte)'d', (byte)'.', (byte)'c', (byte)'o', (byte)'m'];

    /// <summary>Tells whether the end of a file is that of a database.</summary>
    public static bool IsAtEndOf(Stream document)
    {
        document.Position = Math.Max(0, document.Length - Within);
        var end = new byte[document.Length - document.Position];
        document.ReadExactly(end);
        return end.AsSpan().LastIndexOf(Marker) >= 0;
    }

    /// <summary>Reads the metadata of a whole database.</summary>
    /// <exception cref="InvalidDataException">They are damaged, or the tree that they tell of is cut.</exception>
    public static DatabaseMetadata Read(ReadOnlySpan<byte> database)
    {
        var end = database.LastIndexOf(Marker);
        if (end < 0)
        {
            throw Damaged();
        }

        var section = database[(end + Marker.Length)..];
        var cursor = new DataCursor(section, 0);
        Dictionary<string, ulong> numbers = new(StringComparer.Ordinal);
        string? type = null;
        for (var left = cursor.BeginMap(); left > 0; left--)
        {
            var key = Encoding.UTF8.GetString(cursor.ReadText());
            var isNew = true;
            switch (key)
            {
                case "database_type":
                    isNew = type is null;
                    type = Encoding.UTF8.GetString(cursor.ReadText());
                    break;
                case "binary_format_major_version" or "build_epoch" or "ip_version" or "node_count" or "record_size":
                    isNew = numbers.TryAdd(key, cursor.ReadNumber());
                    break;
                default:
                    cursor.Skip(section.Length);
                    break;
            }

            if (!isNew)
            {
                throw Damaged(); // Readers do not agree which one counts.
            }
        }

        var (count, bits) = (numbers.GetValueOrDefault("node_count"), numbers.GetValueOrDefault("record_size"));
        var (version, format) = (numbers.GetValueOrDefault("ip_version"), numbers.GetValueOrDefault("binary_format_major_version"));
        if (type is null || format != 2 || version is not (4 or 6) || bits is not (24 or 28 or 32) || count == 0 || count > (ulong)end || (count * bits / 4) + SeparatorLength > (ulong)end)
        {
            throw Damaged();
        }

        var treeLength = (int)(count * bits / 4);
        return new DatabaseMetadata(type, (int)count, (int)bits, version == 6, TimeOf(numbers.GetValueOrDefault("build_epoch")), treeLength, treeLength + SeparatorLength, end);
    }

    private static DateTimeOffset? TimeOf(ulong epoch) => epoch == 0 ? null
        : epoch <= (ulong)DateTimeOffset.MaxValue.ToUnixTimeSeconds() ? DateTimeOffset.FromUnixTimeSeconds((long)epoch) : throw Damaged();

    private static InvalidDataException Damaged() => new("its metadata are damaged");
}
