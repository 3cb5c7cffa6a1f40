using System.IO.Compression;
using System.Text;
using TorIntel.Testing;

namespace TorIntel.Feeds.Tests;

public sealed class CompressedListTests
{
    private static readonly byte[] s_gzip = Lists.Gzip(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 250).Select(i => $"192.0.2.{i}\n"))));

    [Fact]
    public void Load_reads_gzip()
    {
        var report = Lists.Load(s_gzip);

        Assert.Null(report.Refusal);
        Assert.Equal(250, report.Entries);
    }

    [Fact]
    public void Load_reads_gzip_of_several_members()
    {
        var report = Lists.Load([.. s_gzip, .. Lists.Gzip("203.0.113.1\n"u8)]);

        Assert.Null(report.Refusal);
        Assert.Equal(251, report.Entries);
    }

    [Fact]
    public void Load_refuses_gzip_of_nothing() => Assert.Equal("it is empty: no address in it", Lists.Load(Lists.Gzip([])).Refusal);

    [Fact]
    public void Load_never_takes_a_part_of_a_list_whose_gzip_is_cut()
    {
        for (var length = 2; length < s_gzip.Length; length++)
        {
            var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
            var report = Lists.Load(s_gzip[..length], builder);

            Assert.True(report.Refusal is not null, $"{report.Entries} entries of {length} bytes");
            Assert.Equal(TorNetwork.Empty.AddressCount, builder.Build().AddressCount);
        }
    }

    [Fact]
    public void Load_refuses_damaged_gzip_or_finds_it_whole()
    {
        var mutator = new Mutator(7, [0], [0xFF], [0x1F, 0x8B]);
        for (var i = 0; i < 2_000; i++)
        {
            var report = Lists.Load([0x1F, 0x8B, .. mutator.Mutate(s_gzip.AsSpan(2))]);
            Assert.True(report.Refusal is { Length: > 0 } || report.Entries + report.ErrorCount >= 1);
        }
    }

    [Fact]
    public void Load_stops_a_decompression_bomb_at_the_limit()
    {
        // The same megabyte again and again: gzip members may follow each other.
        var member = Lists.Gzip(new byte[1024 * 1024]);
        using var bomb = new RepeatedStream(member, member.Length * 600L);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var report = new TorListLoader(new TorNetworkBuilder()).Load(bomb, "bomb");

        Assert.Equal("it is longer than 512 MiB", report.Refusal);
        Assert.True(bomb.Position < bomb.Length);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 * 1024 * 1024);
    }

    [Fact]
    public void The_limit_holds_without_compression_too()
    {
        using var endless = new RepeatedStream([.. Enumerable.Repeat((byte)'#', 100_000)], long.MaxValue);

        var report = new TorListLoader(new TorNetworkBuilder()).Load(endless, "endless");

        Assert.Equal("it is longer than 512 MiB", report.Refusal);
        Assert.InRange(endless.Position, TorListLoader.MaxBytes, TorListLoader.MaxBytes + 1_000_000);
    }

    [Fact]
    public void LimitStream_gives_as_much_as_the_limit()
    {
        using var exact = new LimitStream(new RepeatedStream([1], 1000), 1000);
        using var more = new LimitStream(new RepeatedStream([1], 1001), 1000);
        using var sink = new MemoryStream();

        exact.CopyTo(sink);

        Assert.Equal(1000, sink.Length);
        Assert.Throws<InvalidDataException>(() => more.CopyTo(sink));
    }

    [Fact]
    public void PeekStream_shows_the_beginning_and_still_gives_all()
    {
        var bytes = Encoding.ASCII.GetBytes("0123456789");
        foreach (var length in new[] { 0, 1, 9, 10, 11, 100 })
        {
            using var peeked = new PeekStream(new ChunkedStream(bytes), length);
            using var sink = new MemoryStream();
            peeked.CopyTo(sink);
            Assert.Equal(bytes[..Math.Min(length, 10)], peeked.Head);
            Assert.Equal(bytes, sink.ToArray());
        }
    }

    [Fact]
    public void The_platform_reads_what_the_tests_compress()
    {
        using var gzip = new GZipStream(new MemoryStream(s_gzip), CompressionMode.Decompress);
        using var reader = new StreamReader(gzip);
        Assert.StartsWith("192.0.2.0\n192.0.2.1\n", reader.ReadToEnd());
    }
}
