using System.Net;
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

    public static int RecordSize(byte[] database) => DatabaseMetadata.Read(database).RecordSize;

    public static int NodeCount(byte[] database) => DatabaseMetadata.Read(database).NodeCount;

    public static Reader Read(byte[] database) => new(new MemoryStream(database));

    public static object? Find(Reader reader, string address) => reader.Find<object>(IPAddress.Parse(address));

    /// <summary>Gets the first and last addresses of a prefix, and those beside them, but for those where IPv4 is.</summary>
    public static IEnumerable<IPAddressValue> Around(IPPrefix prefix)
    {
        var size = UInt128.One << ((prefix.IsIPv4 ? 32 : 128) - prefix.Length);
        var first = prefix.IsIPv4 ? prefix.Address.ToIPv4() : prefix.Address.ToIPv6();
        foreach (var number in new[] { first - 1, first, first + size - 1, first + size })
        {
            if (prefix.IsIPv4 ? number <= uint.MaxValue : number >> 32 != 0)
            {
                yield return prefix.IsIPv4 ? IPAddressValue.FromIPv4((uint)number) : IPAddressValue.FromIPv6(number);
            }
        }
    }
}
