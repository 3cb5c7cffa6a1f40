using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace TorIntel.MaxMind.Tests;

public sealed class MmdbWriterTests
{
    private static readonly MmdbValue s_value = MmdbValue.FromMap(("key", MmdbValue.FromString("value")));

    [Fact]
    public void Every_type_comes_back_as_it_was()
    {
        (string Key, MmdbValue Value, object Expected)[] cases =
        [
            ("text", MmdbValue.FromString("Zürich \U0001F9C5"), "Zürich \U0001F9C5"),
            ("empty", MmdbValue.FromString(""), ""),
            ("bytes", MmdbValue.FromBytes([0, 1, 255]), new byte[] { 0, 1, 255 }),
            ("true", MmdbValue.FromBoolean(true), true),
            ("false", MmdbValue.FromBoolean(false), false),
            ("u16", MmdbValue.FromUInt16(ushort.MaxValue), (int)ushort.MaxValue),
            ("u16 0", MmdbValue.FromUInt16(0), 0),
            ("u32", MmdbValue.FromUInt32(uint.MaxValue), (long)uint.MaxValue),
            ("u64", MmdbValue.FromUInt64(ulong.MaxValue), ulong.MaxValue),
            ("u64 256", MmdbValue.FromUInt64(256), 256UL),
            ("u128", MmdbValue.FromUInt128(UInt128.MaxValue - 1), BigInteger.Parse("340282366920938463463374607431768211454")),
            ("i32 min", MmdbValue.FromInt32(int.MinValue), int.MinValue),
            ("i32 -1", MmdbValue.FromInt32(-1), -1),
            ("i32 max", MmdbValue.FromInt32(int.MaxValue), int.MaxValue),
            ("i32 5", MmdbValue.FromInt32(5), 5),
            ("double", MmdbValue.FromDouble(-Math.PI), -Math.PI),
            ("nan", MmdbValue.FromDouble(double.NaN), double.NaN),
            ("float", MmdbValue.FromSingle(1.1f), 1.1f),
            ("array", MmdbValue.FromArray(MmdbValue.FromInt32(1), MmdbValue.FromString("x")), new List<object> { 1, "x" }),
            ("no items", MmdbValue.FromArray(), new List<object>()),
            ("map", s_value, new Dictionary<string, object>(StringComparer.Ordinal) { ["key"] = "value" }),
            ("no keys", MmdbValue.FromMap(), new Dictionary<string, object>(StringComparer.Ordinal)),
        ];
        using var reader = Databases.Read(Databases.Write([(IPPrefix.Parse("192.0.2.1"), MmdbValue.FromMap([.. cases.Select(one => (one.Key, one.Value))]))]));
        var found = Assert.IsType<Dictionary<string, object>>(Databases.Find(reader, "192.0.2.1"));
        Assert.Equal(cases.Length, found.Count);
        foreach (var (key, _, expected) in cases)
        {
            Assert.Equal(expected, found[key]);
            Assert.Equal(expected.GetType(), found[key].GetType());
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(28)]
    [InlineData(29)]
    [InlineData(284)]
    [InlineData(285)]
    [InlineData(65_820)]
    [InlineData(65_821)]
    [InlineData(300_000)]
    public void Sizes_around_those_where_the_form_changes_come_back(int size)
    {
        var text = new string('x', size);
        var items = new MmdbValue[Math.Min(size, 50_000)]; // MaxMind.Db refuses records of more than 65,536 values.
        Array.Fill(items, MmdbValue.FromBoolean(true));
        using var reader = Databases.Read(Databases.Write([(IPPrefix.Parse("192.0.2.1"), MmdbValue.FromMap(("text", MmdbValue.FromString(text)), ("items", MmdbValue.FromArray(items))))]));
        var found = Assert.IsType<Dictionary<string, object>>(Databases.Find(reader, "192.0.2.1"));
        Assert.Equal(text, found["text"]);
        Assert.Equal(items.Length, Assert.IsType<List<object>>(found["items"]).Count);
    }

    [Theory]
    [InlineData(100)] // pointers of two bytes
    [InlineData(3_000)] // of three
    [InlineData(600_000)] // of four
    [InlineData(135_000_000)] // of five
    public void A_text_that_comes_again_is_a_pointer_of_whatever_length(int fill)
    {
        // Records of up to 1 MB, of which MaxMind.Db still reads one, one behind the other: the texts lie ever farther away.
        var records = (fill / 1_000_000) + 1;
        var database = Databases.Write(Enumerable.Range(0, records).Select(i => (IPPrefix.Parse($"192.0.2.{i}"), (MmdbValue?)RecordOf(i))), Databases.Options with { IsIPv4Only = true });
        using var reader = Databases.Read(database);
        for (var i = 0; i < records; i++)
        {
            var found = Assert.IsType<List<object>>(Databases.Find(reader, $"192.0.2.{i}"));
            Assert.Equal([$"the text of record {i}:", $"the text of record {i}:"], found[1..]);
            Assert.Equal(1, database.AsSpan().Count(Encoding.UTF8.GetBytes($"the text of record {i}:")));
        }

        MmdbValue RecordOf(int i)
        {
            var text = MmdbValue.FromString($"the text of record {i}:");
            return MmdbValue.FromArray(MmdbValue.FromBytes([.. new byte[Math.Min(fill, 1_000_000)], (byte)i]), text, text);
        }
    }

    [Theory]
    [InlineData(24)]
    [InlineData(28)]
    [InlineData(32)]
    public void All_sizes_of_records_say_the_same(int size)
    {
        (IPPrefix, MmdbValue?)[] entries = [.. Enumerable.Range(0, 5_000).Select(i => (IPPrefix.Host(IPAddressValue.FromIPv4((uint)i * 2_654_435_761)), (MmdbValue?)MmdbValue.FromInt32(i)))];
        var database = Databases.Write(entries, Databases.Options with { RecordSize = size });
        using var reader = Databases.Read(database);
        Assert.Equal(size, Databases.RecordSize(database));
        for (var i = 0; i < entries.Length; i++)
        {
            Assert.Equal(i, reader.Find<object>(entries[i].Item1.Address.ToIPAddress()));
        }
    }

    [Fact]
    public void Records_of_28_bits_carry_what_24_cannot_and_are_chosen_by_need()
    {
        // The last values begin behind 16 MB.
        (IPPrefix, MmdbValue?)[] entries = [.. Enumerable.Range(0, 20).Select(i => (IPPrefix.Parse($"192.0.2.{i}"), (MmdbValue?)MmdbValue.FromBytes([(byte)i, .. new byte[1_000_000]])))];
        var database = Databases.Write(entries);
        using var reader = Databases.Read(database);
        Assert.Equal(28, Databases.RecordSize(database));
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(i, Assert.IsType<byte[]>(Databases.Find(reader, $"192.0.2.{i}"))[0]);
        }

        using var wide = Databases.Read(Databases.Write(entries, Databases.Options with { RecordSize = 32 }));
        Assert.Equal(19, Assert.IsType<byte[]>(Databases.Find(wide, "192.0.2.19"))[0]);
        using var stream = new MemoryStream();
        var writer = new MmdbWriter(Databases.Options with { RecordSize = 24 });
        Array.ForEach(entries, entry => writer.Add(entry.Item1, entry.Item2));
        var e = Assert.Throws<InvalidOperationException>(() => writer.WriteTo(stream));
        Assert.Contains("too large for records of 24 bits", e.Message, StringComparison.Ordinal);
        Assert.Equal(0, stream.Length);
    }

    [Theory]
    [InlineData(0x00FF_FFFFL, null, 24)]
    [InlineData(0x0100_0000L, null, 28)]
    [InlineData(0x0FFF_FFFFL, null, 28)]
    [InlineData(0x1000_0000L, null, 32)]
    [InlineData(0xFFFF_FFFFL, null, 32)]
    [InlineData(1000L, 32, 32)]
    [InlineData(0x0FFF_FFFFL, 28, 28)]
    [InlineData(0x1_0000_0000L, null, 0)]
    [InlineData(0x1_0000_0000L, 32, 0)]
    [InlineData(0x1000_0000L, 28, 0)]
    public void The_size_of_records_goes_by_the_highest_number(long highest, int? wanted, int expected)
    {
        if (expected == 0)
        {
            var e = Assert.Throws<InvalidOperationException>(() => MmdbWriter.SizeOfRecords(100, highest - 116, wanted));
            Assert.Contains($"too large for records of {wanted ?? 32} bits", e.Message, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(expected, MmdbWriter.SizeOfRecords(100, highest - 116, wanted));
        }
    }

    [Fact]
    public void The_metadata_are_what_was_given()
    {
        var options = new MmdbWriterOptions
        {
            DatabaseType = "A-Type",
            BuildTime = new DateTimeOffset(2026, 8, 22, 23, 0, 0, 999, TimeSpan.FromHours(2)),
            Description = new Dictionary<string, string>(StringComparer.Ordinal) { ["en"] = "what", ["de"] = "was" },
            Languages = ["en", "de"],
        };
        var database = Databases.Write([(IPPrefix.Parse("192.0.2.1"), s_value)], options);
        using var reader = Databases.Read(database);
        var metadata = reader.Metadata;
        Assert.Equal((2, 0, 6, 24), (metadata.BinaryFormatMajorVersion, metadata.BinaryFormatMinorVersion, metadata.IPVersion, Databases.RecordSize(database)));
        Assert.Equal(new DateTime(2026, 8, 22, 21, 0, 0, DateTimeKind.Utc), metadata.BuildDate.ToUniversalTime());
        Assert.Equal("A-Type", metadata.DatabaseType);
        Assert.Equal(["de=was", "en=what"], metadata.Description.Select(text => $"{text.Key}={text.Value}").Order(StringComparer.Ordinal));
        Assert.Equal(["en", "de"], metadata.Languages);
        Assert.Equal(128 + 15 + 13 - 1, Databases.NodeCount(database)); // The host, the ways to the aliases; the last node before IPv4 is the same for ::/96 and 2002::/16.
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_database_without_prefixes_says_nothing_of_any_address(bool isIPv4Only)
    {
        var database = Databases.Write([], Databases.Options with { IsIPv4Only = isIPv4Only });
        using var reader = Databases.Read(database);
        Assert.Equal(1, Databases.NodeCount(database));
        Assert.Null(Databases.Find(reader, "192.0.2.1"));
    }

    [Fact]
    public void A_tree_of_IPv4_only_has_no_IPv6()
    {
        var writer = new MmdbWriter(Databases.Options with { IsIPv4Only = true });
        writer.Add(IPPrefix.Parse("192.0.2.1"), s_value);
        var database = Databases.Bytes(writer);
        using var reader = Databases.Read(database);
        Assert.Equal(4, reader.Metadata.IPVersion);
        Assert.Equal(32, Databases.NodeCount(database));
        Assert.NotNull(Databases.Find(reader, "192.0.2.1"));
        Assert.Throws<ArgumentException>(() => writer.Add(IPPrefix.Parse("2001:db8::1"), s_value));
    }

    [Fact]
    public void What_lies_inside_6to4_is_kept_and_the_rest_is_the_alias()
    {
        using var reader = Databases.Read(Databases.Write(
        [
            (IPPrefix.Parse("192.0.2.0/24"), MmdbValue.FromString("IPv4")),
            (IPPrefix.Parse("2002:c000:201::1"), MmdbValue.FromString("a host in it")),
            (IPPrefix.Parse("2002:c633:6400::/40"), MmdbValue.FromString("another net")),
            (IPPrefix.Parse("2001:0:c000:201::1"), MmdbValue.FromString("Teredo")),
        ]));
        Assert.Equal("IPv4", Databases.Find(reader, "192.0.2.1"));
        Assert.Equal("IPv4", Databases.Find(reader, "::ffff:192.0.2.1"));
        Assert.Equal("IPv4", Databases.Find(reader, "2002:c000:201::2"));
        Assert.Equal("a host in it", Databases.Find(reader, "2002:c000:201::1"));
        Assert.Equal("another net", Databases.Find(reader, "2002:c633:6412:1::"));
        Assert.Null(Databases.Find(reader, "198.51.100.18"));
        Assert.Equal("Teredo", Databases.Find(reader, "2001:0:c000:201::1"));
        Assert.Null(Databases.Find(reader, "2001:0:c000:201::2"));
    }

    [Fact]
    public void The_families_are_apart()
    {
        using var reader = Databases.Read(Databases.Write([(IPPrefix.Parse("::/0"), MmdbValue.FromString("IPv6")), (IPPrefix.Parse("192.0.2.1"), MmdbValue.FromString("IPv4"))]));
        Assert.Equal("IPv4", Databases.Find(reader, "192.0.2.1"));
        Assert.Null(Databases.Find(reader, "192.0.2.2"));
        Assert.Null(Databases.Find(reader, "::ffff:192.0.2.2"));
        Assert.Equal("IPv6", Databases.Find(reader, "2001:db8::1"));
        Assert.Equal("IPv4", Databases.Find(reader, "2002:c000:201::"));
        Assert.Equal("IPv6", Databases.Find(reader, "2002:c000:202::")); // Where the alias has nothing, what covers it remains.
    }

    [Theory]
    [InlineData("::1/128", false)]
    [InlineData("::/96", false)]
    [InlineData("::1.2.3.0/120", false)]
    [InlineData("::/95", true)]
    [InlineData("::1:0:0:0/128", true)]
    [InlineData("192.0.2.1/32", true)]
    public void IPv6_where_IPv4_lies_is_refused(string prefix, bool isHeld)
    {
        Assert.Equal(isHeld, MmdbWriter.CanHold(IPPrefix.Parse(prefix)));
        var writer = new MmdbWriter(Databases.Options);
        Assert.Equal(isHeld, Record.Exception(() => writer.Add(IPPrefix.Parse(prefix), s_value)) is null);
    }

    [Fact]
    public void More_may_be_added_after_writing_and_values_that_lost_are_not_in_the_file()
    {
        var writer = new MmdbWriter(Databases.Options);
        writer.Add(IPPrefix.Parse("192.0.2.9"), MmdbValue.FromString("kept"));
        writer.Add(IPPrefix.Parse("192.0.2.1"), MmdbValue.FromString("replaced"));
        var before = Databases.Bytes(writer);
        Assert.Equal(before, Databases.Bytes(writer));
        writer.Add(IPPrefix.Parse("192.0.2.1"), MmdbValue.FromString("new"));
        var after = Databases.Bytes(writer);
        using var reader = Databases.Read(after);
        Assert.Equal("new", Databases.Find(reader, "192.0.2.1"));
        Assert.Equal("kept", Databases.Find(reader, "192.0.2.9"));
        Assert.True(before.AsSpan().IndexOf("replaced"u8) >= 0);
        Assert.True(after.AsSpan().IndexOf("replaced"u8) < 0);
    }

    [Fact]
    public void Equal_values_and_equal_keys_are_there_once()
    {
        // Made anew each time, with keys in either order.
        var database = Databases.Write(Enumerable.Range(0, 200).Select(i => (IPPrefix.Parse($"192.0.2.{i}"), (MmdbValue?)(i % 2 == 0
            ? MmdbValue.FromMap(("first_key", MmdbValue.FromString("some value")), ("second_key", MmdbValue.FromInt32(i % 4)))
            : MmdbValue.FromMap(("second_key", MmdbValue.FromInt32(i % 4)), ("first_key", MmdbValue.FromString("some value")))))));
        foreach (var text in new[] { "first_key", "second_key", "some value" })
        {
            Assert.Equal(1, database.AsSpan().Count(Encoding.UTF8.GetBytes(text)));
        }
    }

    [Fact]
    public void Touching_prefixes_of_one_value_are_as_one()
    {
        var halves = Databases.Write([(IPPrefix.Parse("192.0.2.0/25"), s_value), (IPPrefix.Parse("192.0.2.128/25"), s_value), (IPPrefix.Parse("192.0.2.7"), s_value)]);
        Assert.Equal(Databases.Write([(IPPrefix.Parse("192.0.2.0/24"), s_value)]), halves);
    }

    [Fact]
    public void Values_are_equal_by_type_and_content()
    {
        MmdbValue[] values =
        [
            MmdbValue.FromString("a"), MmdbValue.FromBytes("a"u8), MmdbValue.FromUInt16(1), MmdbValue.FromUInt32(1), MmdbValue.FromUInt64(1), MmdbValue.FromUInt128(1), MmdbValue.FromInt32(1),
            MmdbValue.FromBoolean(true), MmdbValue.FromBoolean(false), MmdbValue.FromDouble(1), MmdbValue.FromSingle(1), MmdbValue.FromArray(), MmdbValue.FromMap(), s_value, MmdbValue.FromArray(s_value),
        ];
        Assert.Equal(values.Length, values.Distinct().Count());
        Assert.Equal(s_value, MmdbValue.FromMap(("key", MmdbValue.FromString("value"))));
        Assert.Equal(s_value.GetHashCode(), MmdbValue.FromMap(("key", MmdbValue.FromString("value"))).GetHashCode());
        Assert.False(s_value.Equals(null));
    }

    [Fact]
    public void What_the_format_cannot_say_is_an_argument_error()
    {
        Assert.Throws<ArgumentException>(() => MmdbValue.FromBytes(new byte[16_843_037]));
        Assert.Equal(16_843_036, MmdbValue.FromBytes(new byte[16_843_036]).Bytes.Length);
        Assert.ThrowsAny<ArgumentException>(() => MmdbValue.FromString("\ud800"));
        Assert.Throws<ArgumentException>(() => MmdbValue.FromArray(s_value, null!));
        Assert.Throws<ArgumentException>(() => MmdbValue.FromMap(("a", null!)));
        Assert.Throws<ArgumentException>(() => MmdbValue.FromMap(("a", s_value), ("b", s_value), ("a", s_value)));
        var nested = MmdbValue.FromArray();
        for (var depth = 0; depth < 256; depth++)
        {
            nested = MmdbValue.FromArray(nested);
        }

        Assert.Throws<ArgumentException>(() => MmdbValue.FromArray(nested));
        Refuses("RecordSize", Databases.Options with { RecordSize = 16 });
        Refuses("BuildTime", Databases.Options with { BuildTime = DateTimeOffset.UnixEpoch });
        Refuses("DatabaseType", Databases.Options with { DatabaseType = null! });
        Refuses("DatabaseType", Databases.Options with { DatabaseType = "\ud800" });
        Refuses("Description", Databases.Options with { Description = null! });
        Refuses("Description", Databases.Options with { Description = new Dictionary<string, string>(StringComparer.Ordinal) { ["en"] = null! } });
        Refuses("Languages", Databases.Options with { Languages = null! });
        Refuses("Languages", Databases.Options with { Languages = ["en", null!] });
        Assert.Contains("half of a surrogate pair at 2", Assert.Throws<ArgumentException>(() => MmdbValue.FromString("ab\udc00")).Message, StringComparison.Ordinal);
        Assert.Contains("half of a surrogate pair", Assert.Throws<ArgumentException>(() => MmdbValue.FromMap(("\ud800", s_value))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new MmdbWriter(Databases.Options with { BuildTime = DateTimeOffset.UnixEpoch.AddSeconds(0.5) }));
        Assert.Throws<ArgumentException>(() => new MmdbWriter(Databases.Options with { DatabaseType = new string('x', 129 * 1024) }));

        static void Refuses(string property, MmdbWriterOptions options) => Assert.StartsWith(property, Assert.Throws<ArgumentException>(nameof(options), () => new MmdbWriter(options)).Message, StringComparison.Ordinal);
    }

    // The marker is to begin in the last 131,072 bytes, whatever the number of nodes.
    [Fact]
    public void Metadata_are_as_long_as_readers_look_for_them_and_no_longer()
    {
        var empty = Databases.Write([], Databases.Options with { DatabaseType = "" });
        var rest = empty.Length - empty.AsSpan().LastIndexOf(DatabaseMetadata.Marker);
        var longest = 128 * 1024;
        var length = longest - rest - 3 - 3; // the size of a long text, and of a larger number of nodes
        Assert.Throws<ArgumentException>(() => new MmdbWriter(Databases.Options with { DatabaseType = new string('x', length + 1) }));
        var hosts = Enumerable.Range(0, 100_000).Select(i => (IPPrefix.Host(IPAddressValue.FromIPv4((uint)i * 2_654_435_761)), (MmdbValue?)s_value));
        var database = Databases.Write(hosts, Databases.Options with { DatabaseType = new string('x', length) });
        Assert.InRange(database.Length - database.AsSpan().LastIndexOf(DatabaseMetadata.Marker), longest - 1, longest);
        using var file = new TemporaryFile(database);
        using var reader = Databases.Read(database);
        Assert.Equal(length, reader.Metadata.DatabaseType.Length);
        Assert.SkipUnless(LibMaxMindDb.IsAvailable, "opened by MaxMind.Db only: needs libmaxminddb0");
        using var c = new LibMaxMindDb(file.Path);
        Assert.True(c.TryFind(IPAddressValue.FromIPv4(2_654_435_761), out _));
    }

    [Fact]
    public void What_becomes_of_the_collections_of_the_options_later_makes_no_difference()
    {
        var description = new Dictionary<string, string>(StringComparer.Ordinal) { ["en"] = "as it was" };
        var writer = new MmdbWriter(Databases.Options with { Description = description });
        description["en"] = new string('x', 1 << 20);
        Assert.True(Databases.Bytes(writer).AsSpan().IndexOf("as it was"u8) >= 0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_was_overridden_leaves_no_trace(bool isIPv6)
    {
        const int Count = 1_500;
        var random = new Random(1);
        (IPPrefix Prefix, MmdbValue? Value)[] entries = [.. Enumerable.Range(0, Count).Select(i => (Host(i), (MmdbValue?)MmdbValue.FromInt32(i % 700)))];
        (IPPrefix Prefix, MmdbValue? Value)[] overridden = [.. Enumerable.Range(0, 20_000).Select(i => (Host(random.Next(Count)), (MmdbValue?)MmdbValue.FromString($"of old {i}")))];
        var expected = Databases.Write(entries);
        Assert.Equal(expected, Databases.Write([.. overridden, .. entries]));

        var writer = new MmdbWriter(Databases.Options);
        foreach (var part in new[] { overridden, entries[..700], overridden, entries })
        {
            foreach (var (prefix, value) in part)
            {
                writer.Add(prefix, value);
            }

            Databases.Bytes(writer);
        }

        Assert.Equal(expected, Databases.Bytes(writer));

        IPPrefix Host(int i) => IPPrefix.Host(isIPv6 ? IPAddressValue.FromIPv6(((UInt128)0x2001_0DB8 << 96) | ((uint)i * 2_654_435_761)) : IPAddressValue.FromIPv4((uint)i * 2_654_435_761));
    }

    // Many prefixes of few values, so that the ends of their paths are shared: against a search that knows of no tree.
    [Theory]
    [InlineData(false, 3)]
    [InlineData(false, 5_000)]
    [InlineData(true, 3)]
    public void Twenty_thousand_nested_prefixes_are_found_to_their_last_addresses(bool isIPv6, int values)
    {
        var random = new Random(values);
        Dictionary<IPPrefix, uint> prefixes = [];
        while (prefixes.Count < 20_000)
        {
            var length = isIPv6 ? random.Next(40, 129) : random.Next(18, 33);
            var host = isIPv6 ? ((UInt128)0x2001_0DB8 << 96) | ((UInt128)random.Next(1 << 20) << 68) | (UInt128)(ulong)random.NextInt64() : (uint)random.NextInt64(1L << 32);
            host &= UInt128.MaxValue << ((isIPv6 ? 128 : 32) - length);
            if (IPPrefix.TryCreate(isIPv6 ? IPAddressValue.FromIPv6(host) : IPAddressValue.FromIPv4((uint)host), length, out var prefix))
            {
                prefixes[prefix] = (uint)random.Next(values + 1); // 0 is nothing.
            }
        }

        var index = IPPrefixIndex.Create(prefixes);
        using var reader = Databases.Read(Databases.Write(prefixes.Select(pair => (pair.Key, pair.Value == 0 ? null : MmdbValue.FromUInt32(pair.Value)))));
        foreach (var address in prefixes.Keys.SelectMany(Databases.Around))
        {
            var expected = index.TryMatch(address, out var value) && value != 0 ? (object)(long)value : null;
            Assert.Equal(expected, reader.Find<object>(address.ToIPAddress()));
        }
    }

    [Fact]
    public async Task Values_whose_parts_are_shared_many_times_are_compared_soon()
    {
        static MmdbValue Nest(int depth, MmdbValue innermost)
        {
            for (; depth > 0; depth--)
            {
                innermost = MmdbValue.FromArray(innermost, innermost);
            }

            return innermost;
        }

        var (one, other, third) = (Nest(200, s_value), Nest(200, MmdbValue.FromMap(("key", MmdbValue.FromString("value")))), Nest(200, MmdbValue.FromString("else")));
        var equal = await Task.Run(() => (one.Equals(other), one.Equals(third))).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.Equal((true, false), equal);
    }

    [Fact]
    public void Room_for_prefixes_ends_where_arrays_do()
    {
        Assert.Equal(256, MmdbEntries4.SizeAfter(0));
        Assert.Equal(1 << 30, MmdbEntries4.SizeAfter(1 << 29));
        Assert.Equal(Array.MaxLength, MmdbEntries4.SizeAfter(1 << 30));
        Assert.Throws<InvalidOperationException>(() => MmdbEntries4.SizeAfter(Array.MaxLength));
    }

    [Fact]
    public void The_example_of_the_readme_does_what_it_says()
    {
        using var stream = new MemoryStream();

        // <write>
        var writer = new MmdbWriter(new MmdbWriterOptions { DatabaseType = "My-Networks", BuildTime = new DateTimeOffset(2026, 8, 22, 21, 0, 0, TimeSpan.Zero) });
        writer.Add(IPPrefix.Parse("192.0.2.0/24"), MmdbValue.FromMap(("site", MmdbValue.FromString("Bern")), ("vlan", MmdbValue.FromUInt16(7))));
        writer.Add(IPPrefix.Parse("192.0.2.128/25"), null); // Nothing is known of this half.
        writer.WriteTo(stream);
        // </write>
        using var reader = Databases.Read(stream.ToArray());
        Assert.Equal("Bern", Assert.IsType<Dictionary<string, object>>(Databases.Find(reader, "192.0.2.1"))["site"]);
        Assert.Null(Databases.Find(reader, "192.0.2.129"));
    }

    [Fact]
    public void Bytes_of_a_small_database_are_those_of_the_specification()
    {
        var database = Databases.Write([(IPPrefix.Parse("128.0.0.0/1"), MmdbValue.FromString("x"))], Databases.Options with { IsIPv4Only = true });

        // One node: nothing on the left (1, the number of nodes), on the right 1 + 16 + 0; then 16 zeros, the text, the marker.
        byte[] expected = [0, 0, 1, 0, 0, 17, .. new byte[16], 0x41, (byte)'x', 0xAB, 0xCD, 0xEF, .. "MaxMind.com"u8];
        Assert.Equal(expected, database[..expected.Length]);
        Assert.Equal(0xE9, database[expected.Length]); // A map of nine.
        Assert.Equal((ulong)Databases.Time.ToUnixTimeSeconds(), BinaryPrimitives.ReadUInt32BigEndian(database.AsSpan(database.AsSpan().IndexOf("build_epoch"u8) + 13)));
    }
}
