using System.Text;
using TorIntel.Testing;

namespace TorIntel.Pipelines.Tests;

public sealed class JsonEventReaderTests
{
    private const string Event = "\"event_type\":\"flow\",\"dest_ip\":\"192.0.2.10\",\"dest_port\":9001";

    private static readonly JsonKeyMap s_map = JsonKeyMap.Create(
    [
        Member("src_ip", EventMember.Source),
        Member("dest_ip", EventMember.Destination),
        Member("dest_port", EventMember.DestinationPort),
        Member("dns.rrname", EventMember.DnsQuery),
        Member("dns.queries.rrname", EventMember.DnsQuery),
        Member("tls.sni", EventMember.TlsServerName),
        Member("id.orig_h", EventMember.Condition0),
        Member("id", EventMember.Condition1),
        Member("tor", EventMember.Tag),
    ]);

    private static readonly byte[][] s_tokens =
    [
        [.. "{"u8], [.. "}"u8], [.. "["u8], [.. "]"u8], [.. ":"u8], [.. ","u8], [.. "\""u8], [.. "\\"u8], [.. "\\\""u8], [.. "\\u0041"u8], [.. "null"u8], [.. "0"u8], [.. "-"u8], [.. "1.5"u8], [.. " "u8], [.. "\n"u8],
        [.. "{}"u8], [.. "[]"u8], [.. "\"a\":1,"u8], [.. ",\"a\":[]"u8], [0], [0xFF], [0xC3, 0xA4], [0xC3], [.. "\u2028"u8], [.. Enumerable.Repeat((byte)'[', 70)], [.. Enumerable.Repeat((byte)'\\', 65)], new byte[64],
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_valid_object_is_never_refused(int seed)
    {
        var forge = new JsonForge(seed);
        for (var i = 0; i < 20_000; i++)
        {
            var text = forge.Object();
            Assert.True(JsonForge.IsObject(text));
            Assert.Null(Problem(text));
            Assert.Null(Problem(text, isStrict: true));
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void What_is_refused_is_no_valid_object(int seed)
    {
        var forge = new JsonForge(seed);
        var mutator = new Mutator(seed, s_tokens);
        var (valid, missed) = (0, 0);
        for (var i = 0; i < 50_000; i++)
        {
            var text = mutator.Mutate(forge.Object());
            var isObject = JsonForge.IsObject(text);
            var problem = Problem(text);
            Assert.True(!isObject || problem is null, $"{problem}: {Encoding.UTF8.GetString(text)}");
            Assert.Equal(isObject, Problem(text, isStrict: true) is null);
            valid += isObject ? 1 : 0;
            missed += !isObject && problem is null ? 1 : 0;
        }

        Assert.InRange(valid, 2_000, 45_000); // The mutations still leave both kinds.
        Assert.InRange(missed, 0, 15_000);
    }

    [Theory]
    [InlineData("{\"a\":01}")] // of a number only the ends are looked at
    [InlineData("{\"a\":1.2.3}")]
    [InlineData("{\"a\":-}", false)]
    [InlineData("{\"a\":1.}", false)]
    [InlineData("{\"a\":+1}", false)]
    [InlineData("{\"a\":NaN}", false)]
    [InlineData("{\"a\":\"b\" \"c\"}")] // of a string too
    [InlineData("{\"a\":\"b\"c\"d\"}")]
    [InlineData("{\"a\" \"b\":1}")]
    [InlineData("{\"a\":\"\\x\"}")] // escapes are not checked
    [InlineData("{\"a\":\"\\u12G4\"}")]
    [InlineData("{\"a\":{\"b\":tru,,}}")] // nor is what nothing is sought in
    [InlineData("{\"a\":[1 2 3]}")]
    [InlineData("{\"a\":tru}", false)]
    [InlineData("{\"a\":1,}", false)]
    [InlineData("{\"a\"}", false)]
    [InlineData("{\"a\":}", false)]
    [InlineData("{a:1}", false)]
    [InlineData("{'a':1}", false)]
    [InlineData("{,}", false)]
    [InlineData("{\"dns\":{\"b\":tru}}", false)]
    [InlineData("{\"a\":1:2}", false)]
    [InlineData("{\"a\":[1}}", false)]
    [InlineData("{\"a\":{]}}", false)]
    [InlineData("{\"a\":1]", false)]
    [InlineData("{\"a\":/* no */1}", false)]
    public void What_is_invalid_may_be_missed_where_there_is_no_evidence_and_is_never_tagged(string text, bool isMissed = true)
    {
        Assert.False(JsonForge.IsObject(Encoding.UTF8.GetBytes(text)));
        Assert.Equal(isMissed, Problem(Encoding.UTF8.GetBytes(text)) is null);
        Assert.NotNull(Problem(Encoding.UTF8.GetBytes(text), isStrict: true));

        var withEvidence = "{" + Event + "," + text[1..];
        var run = EnricherRun.Of(withEvidence + "\n", Formats.Eve);
        Assert.Equal(withEvidence + "\n", run.Text);
        Assert.Equal(1, run.Summary.BadLines);
    }

    [Theory]
    [InlineData("{\"src_ip\":\"x\"}", "x")]
    [InlineData("{\"src_ip\":123}", "123")]
    [InlineData("{\"src_ip\":true}", "true")]
    [InlineData("{\"src_ip\":\"\"}", null)] // stands for no value, as null does
    [InlineData("{\"src_ip\":null}", null)]
    [InlineData("{\"src_ip\":{\"src_ip\":\"x\"}}", null)]
    [InlineData("{\"a\":{\"src_ip\":\"x\"}}", null)]
    [InlineData("{\"src_ip\":[\"x\",\"y\"]}", "y")]
    [InlineData("{\"src_ip\":\"x\",\"a\":[{\"src_ip\":\"y\"}],\"src_ip\":\"z\"}", "z")]
    [InlineData("\t{ \"src_ip\" : \"x\" , \"a\" : [ ] } ", "x")]
    [InlineData("{\"\\u0073rc\\u005fip\":\"x\"}", "x")]
    [InlineData("{\"src_ip\\u0000\":\"x\"}", null)]
    [InlineData("{\"SRC_IP\":\"x\"}", null)]
    public void Read_captures_the_value_of_a_path(string text, string? expected)
    {
        var record = Record(text, out var utf8);

        Assert.Equal(expected is not null, record.Has(EventMember.Source));
        Assert.Equal(expected ?? "", Encoding.UTF8.GetString(record.Value(utf8, EventMember.Source)));
    }

    [Fact]
    public void Read_captures_names_wherever_arrays_are_on_their_way()
    {
        var record = Record(
            "{\"dns\":[{\"rrname\":\"a\"},{\"queries\":[{\"rrname\":\"b\"},[{\"rrname\":\"c\"}],{\"x\":{\"rrname\":\"no\"}}],\"rrname\":[\"d\",[\"e\"],{}]}],\"tls\":{\"sni\":\"f\"}}",
            out var utf8);

        Assert.Equal(["a", "b", "c", "d", "e", "f"], Enumerable.Range(0, record.NameCount).Select(i => Encoding.UTF8.GetString(utf8, record.Name(i).Start, record.Name(i).Length)));
        Assert.Equal("dns.queries.rrname", Encoding.UTF8.GetString(record.Name(1).Field.Path));
    }

    [Fact]
    public void A_key_may_have_a_value_and_members_of_its_own()
    {
        var record = Record("{\"id\":{\"orig_h\":\"x\"}}", out var utf8);
        Assert.Equal("x", Encoding.UTF8.GetString(record.Value(utf8, EventMember.Condition0)));
        Assert.False(record.Has(EventMember.Condition1));

        record = Record("{\"id\":\"y\"}", out utf8);
        Assert.Equal("y", Encoding.UTF8.GetString(record.Value(utf8, EventMember.Condition1)));
    }

    [Theory]
    [InlineData("{\"tor\":{}}")]
    [InlineData("{\"tor\":[]}")]
    [InlineData("{\"tor\":[{}]}")]
    [InlineData("{\"tor\":null}")]
    [InlineData("{\"tor\":false}")]
    [InlineData("{\"tor\":\"\"}")]
    [InlineData("{\"tor\":0}")]
    public void A_tag_is_seen_whatever_its_value(string text) => Assert.True(Record(text, out _).Has(EventMember.Tag));

    [Fact]
    public void The_first_64_names_of_a_record_are_kept()
    {
        var names = string.Join(',', Enumerable.Range(0, 200).Select(i => $"{{\"rrname\":\"name{i}\"}}"));
        var record = Record("{\"dns\":{\"queries\":[" + names + "]}}", out var utf8);

        Assert.Equal(64, record.NameCount);
        Assert.Equal("name63", Encoding.UTF8.GetString(utf8, record.Name(63).Start, record.Name(63).Length));
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void Nesting_is_read_up_to_64_levels(int depth, bool isRead)
    {
        string[] texts =
        [
            "{\"a\":" + new string('[', depth - 1) + new string(']', depth - 1) + "}", // passed over
            string.Concat(Enumerable.Repeat("{\"dns\":", depth - 1)) + "{}" + new string('}', depth - 1),
            "{\"dns\":" + new string('[', depth - 1) + new string(']', depth - 1) + "}", // walked through
            "{\"src_ip\":" + new string('[', depth - 1) + new string(']', depth - 1) + "}",
            string.Concat(Enumerable.Repeat("{\"a\":", depth - 1)) + "{}" + new string('}', depth - 1),
        ];
        foreach (var text in texts.Select(Encoding.UTF8.GetBytes))
        {
            Assert.Equal(isRead ? null : "nested deeper than 64 levels", Problem(text));
            Assert.Equal(isRead, JsonForge.IsObject(text)); // by the platform's reader with the same limit
        }
    }

    [Fact]
    public void A_million_brackets_are_no_danger()
    {
        foreach (var text in new[] { "{\"a\":" + new string('[', 1_000_000), "{\"dns\":" + new string('[', 1_000_000) + new string(']', 1_000_000) + "}", "{\"a\":" + string.Concat(Enumerable.Repeat("{\"a\":", 200_000)) })
        {
            Assert.NotNull(Problem(Encoding.UTF8.GetBytes(text)));
        }
    }

    [Fact]
    public void Text_is_read_alike_wherever_the_blocks_of_64_bytes_end()
    {
        for (var shift = 0; shift < 130; shift++)
        {
            var text = "{\"" + new string('k', shift) + "\":\"\\\\\\\"},{[" + new string('\\', shift / 2 * 2) + "\",\"src_ip\":\"x\\\"y\",\"a\":{\"b\":[{}]},\"dest_ip\":\"z\"}";
            var record = Record(text, out var utf8);
            Assert.True(JsonForge.IsObject(utf8));
            Assert.Equal("x\\\"y", Encoding.UTF8.GetString(record.Value(utf8, EventMember.Source)));
            Assert.Equal("z", Encoding.UTF8.GetString(record.Value(utf8, EventMember.Destination)));
            Assert.NotNull(Problem(utf8[..^1]));
        }
    }

    private static string? Problem(byte[] text, bool isStrict = false)
    {
        var reader = new JsonEventReader();
        return reader.Scan(text, text.Length) ?? reader.Read(text, s_map, new EventRecord(), isStrict);
    }

    private static EventRecord Record(string text, out byte[] utf8)
    {
        utf8 = Encoding.UTF8.GetBytes(text);
        var record = new EventRecord();
        var reader = new JsonEventReader();
        Assert.Null(reader.Scan(utf8, utf8.Length) ?? reader.Read(utf8, s_map, record));
        return record;
    }

    private static (string Path, MappedMember Member) Member(string path, EventMember member) => (path, new MappedMember(member, path));
}
