using System.Text;

namespace TorIntel.MaxMind.Tests;

/// <summary>Databases byte by byte, such as no writer makes them.</summary>
internal static class CraftedDatabase
{
    public static readonly byte[] Exit = [0xE1, .. Text("is_tor_exit_node"), 0x01, 0x07];
    public static readonly byte[] NoExit = [0xE1, .. Text("is_tor_exit_node"), 0x00, 0x07];

    /// <summary>Puts nodes of 24-bit records, data and metadata together.</summary>
    public static byte[] Make(IReadOnlyList<(int Left, int Right)> nodes, byte[] data, byte[]? metadata = null, int ipVersion = 6) =>
        [.. nodes.SelectMany(node => new[] { node.Left, node.Right }).SelectMany(record => new[] { (byte)(record >> 16), (byte)(record >> 8), (byte)record }), .. new byte[16], .. data,
            .. DatabaseMetadata.Marker, .. metadata ?? Metadata(nodes.Count, ipVersion)];

    public static byte[] Metadata(int nodeCount, int ipVersion = 6) => Map(
        (Text("binary_format_major_version"), [0xA1, 2]), (Text("build_epoch"), [0x04, 0x02, 0x6A, 0x88, 0x80, 0]), (Text("database_type"), Text("Anonymous")),
        (Text("ip_version"), [0xA1, (byte)ipVersion]), (Text("node_count"), UInt32(nodeCount)), (Text("record_size"), [0xA1, 24]));

    public static byte[] Map(params (byte[] Key, byte[] Value)[] entries) => [(byte)(0xE0 | entries.Length), .. entries.SelectMany(entry => entry.Key.Concat(entry.Value))];

    public static byte[] Text(string text) => Text(Encoding.Latin1.GetBytes(text));

    public static byte[] Text(byte[] text) => text.Length < 29 ? [(byte)(0x40 | text.Length), .. text] : [0x5D, (byte)(text.Length - 29), .. text];

    public static byte[] UInt32(int number) => [0xC4, (byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number];

    public static byte[] Pointer(int offset) => [(byte)(0x20 | (offset >> 8)), (byte)offset];

    /// <summary>Nodes one below the other, both sides of each the next one, and then two records.</summary>
    public static IEnumerable<(int Left, int Right)> Ladder(int first, int count, int left, int right) =>
        Enumerable.Range(first, count).Select(i => i == first + count - 1 ? (left, right) : (i + 1, i + 1));
}
