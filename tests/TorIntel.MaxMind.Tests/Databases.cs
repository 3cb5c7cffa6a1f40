using System.Net;
using System.Text;
using MaxMind.Db;

namespace TorIntel.MaxMind.Tests;

/// <summary>Databases made and read back, each with what it was made of.</summary>
internal static class Databases
{
    public static readonly DateTimeOffset Time = new(2026, 8, 22, 21, 0, 0, TimeSpan.Zero);

    public static MmdbWriterOptions Options { get; } = new() { DatabaseType = "Test", BuildTime = Time };

    public static byte[] Write(IEnumerable<(IPPrefix Prefix, MmdbValue? Value)> entries, MmdbWriterOptions? options = null)
    {
        var writer = new MmdbWriter(options ?? Options);
        foreach (var (prefix, value) in entries)
        {
            writer.Add(prefix, value);
        }

        return Bytes(writer);
    }

    public static byte[] Bytes(MmdbWriter writer)
    {
        using var stream = new MemoryStream();
        writer.WriteTo(stream);
        return stream.ToArray();
    }

    /// <summary>Gets a number of the metadata.</summary>
    public static long Number(byte[] database, string key) => DatabaseTree.ReadNumber(database.AsSpan()[database.AsSpan().LastIndexOf(DatabaseTree.MetadataStart)..], Encoding.ASCII.GetBytes(key));

    public static Reader Read(byte[] database) => new(new MemoryStream(database));

    public static object? Find(Reader reader, string address) => reader.Find<object>(IPAddress.Parse(address));
}
