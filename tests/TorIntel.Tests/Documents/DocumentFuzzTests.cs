using System.Text;
using TorIntel.Testing;

namespace TorIntel.Tests;

/// <summary>Damaged documents: never an exception, every error in a line that is there, and nothing that is cut is taken as whole.</summary>
public sealed class DocumentFuzzTests
{
    private const int Rounds = 4_000;

    private static readonly byte[][] s_tokens =
    [
        [.. "\n"u8], [.. "\r\n"u8], [0], [0xFF, 0xFE], [.. "\uFEFF"u8], [.. "\""u8], [.. "{"u8], [.. "}"u8], [.. "["u8], [.. "]"u8], [.. ","u8], [.. ":"u8], [.. "\\"u8], [.. "\\ud800"u8], [.. "null"u8],
        [.. "|"u8], [.. "'"u8], [.. " OR "u8], [.. "router "u8], [.. "ExitNode "u8], [.. "-----BEGIN X-----\n"u8], [.. "-----END X-----\n"u8], [.. "accept *:*\n"u8], [.. "0.0.0.0/0"u8], new byte[1100],
    ];

    private static readonly Dictionary<string, (string Text, Func<Stream, (IReadOnlyList<LineError> Errors, long ErrorCount, int Count, string? Refusal)> Read)> s_documents = new()
    {
        ["exit-addresses"] = (
            $"@type tordnsel 1.0\nDownloaded 2018-11-01 00:02:01\nExitNode {RelayText.A}\nPublished 2018-10-31 05:08:21\nLastStatus 2018-10-31 06:02:24\nExitAddress 192.0.2.1 2018-10-31 06:03:23\n"
                + $"ExitNode {RelayText.B}\nPublished 2018-10-31 05:08:21\nLastStatus 2018-10-31 06:02:24\nExitAddress 192.0.2.1 2018-10-31 06:03:23\n",
            stream => Read(new ExitAddressesReader(stream))),
        ["descriptors"] = (
            "@type server-descriptor 1.0\nrouter Example 192.0.2.1 9001 0 9030\nor-address [2001:db8::1]:443\npublished 2014-12-08 14:01:26\nfingerprint AAAA AAAA AAAA AAAA AAAA AAAA AAAA AAAA AAAA AAAA\n"
                + "onion-key\n-----BEGIN RSA PUBLIC KEY-----\nMIGJ\n-----END RSA PUBLIC KEY-----\nreject 10.0.0.0/8:*\naccept *:80-443\nreject *:*\nipv6-policy accept 80\nrouter-signature\n-----BEGIN SIGNATURE-----\nx\n-----END SIGNATURE-----\n",
            stream => Read(new ServerDescriptorReader(stream))),
        ["onionoo"] = (
            "{\"version\":\"8.0\",\n\"relays_published\":\"2026-08-22 15:00:00\",\n\"relays\":[\n{\"nickname\":\"Example\",\"fingerprint\":\"" + RelayText.A
                + "\",\"or_addresses\":[\"192.0.2.1:9001\"],\"running\":true,\"flags\":[\"Exit\"],\"exit_policy\":[\"accept *:443\"],\n\"exit_policy_summary\":{\"accept\":[\"443\",\"80\"]},\"x\":[{}]},\n{\"fingerprint\":\""
                + RelayText.B + "\"}],\n\"bridges\":[]}",
            stream => Read(new OnionooReader(stream))),
        ["tornodes"] = (
            "<html>\n__BEGIN_TOR_NODE_LIST__\n192.0.2.1|Example|9001|9030|EFGHRSDV|123456|Tor 0.4.8.12|mail<br>\n2001:db8::1|Other|443|0|FRV|10|Tor|\n__END_TOR_NODE_LIST__\n",
            stream => Read(TorNodesReader.Read(stream))),
        ["misp"] = (
            "{\"Event\":{\"timestamp\":\"1535000000\",\n\"Attribute\":[{\"type\":\"ip-src\",\"value\":\"192.0.2.1\",\"to_ids\":true,\"Tag\":[{\"name\":\"tor:tor-relay-type=\\\"exit-relay\\\"\"}]},\n{\"type\":\"ip-dst|port\",\"value\":\"192.0.2.1|443\"}]}}",
            stream => Read(MispReader.Read(stream))),
        ["stix"] = (
            "{\"type\":\"bundle\",\"objects\":[\n{\"type\":\"indicator\",\"pattern\":\"[ipv4-addr:value = '192.0.2.1' OR ipv6-addr:value IN ('2001:db8::1','2001:db8::2')] OR [ipv4-addr:value ISSUBSET '192.0.2.0/24']\",\n\"valid_from\":\"2026-08-22T00:00:00Z\"}]}",
            stream => Read(StixReader.Read(stream, RelayText.Time("2026-08-23")))),
    };

    public static TheoryData<string> Names => [.. s_documents.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Any_bytes_give_a_report_and_never_an_exception(string name)
    {
        var (text, read) = s_documents[name];
        var mutator = new Mutator(1, s_tokens);
        var good = Encoding.UTF8.GetBytes(text);
        for (var i = 0; i < Rounds; i++)
        {
            var bytes = mutator.Mutate(good);
            using var stream = new MemoryStream(bytes);
            using var pieces = new ChunkedStream(bytes, seed: i);
            var report = read(stream);
            var lines = bytes.Count(c => c == '\n') + 1;

            Assert.True(report.Refusal is { Length: > 0 } || report.Count > 0);
            Assert.Equal(Math.Min(report.ErrorCount, 100), report.Errors.Count);
            Assert.All(report.Errors, error => Assert.InRange(error.Line, 1, lines));
            var again = read(pieces);
            Assert.Equal((report.ErrorCount, report.Count, report.Refusal), (again.ErrorCount, again.Count, again.Refusal));
            Assert.Equal(report.Errors, again.Errors);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_document_that_is_cut_is_refused_or_the_cut_is_reported(string name)
    {
        var (text, read) = s_documents[name];
        var bytes = Encoding.UTF8.GetBytes(text);
        using var whole = new MemoryStream(bytes);
        Assert.Equal((0, null), (read(whole).ErrorCount, read(new MemoryStream(bytes)).Refusal));
        for (var length = 0; length < bytes.Length - 1; length++)
        {
            using var cut = new MemoryStream(bytes, 0, length);
            var report = read(cut);

            // Where nothing but whole entries is left, or the end of the line alone is missing, nobody can tell.
            var isBetween = name == "exit-addresses" && bytes[length - 1 < 0 ? 0 : length - 1] == '\n' && report.Count > 0;
            var isEndOfPage = name == "tornodes" && text[..length].Contains("__END_TOR_NODE_LIST__", StringComparison.Ordinal);
            Assert.True(report.Refusal is not null || report.ErrorCount > 0 || isBetween || isEndOfPage, $"{name} cut at {length}");
        }
    }

    private static (IReadOnlyList<LineError> Errors, long ErrorCount, int Count, string? Refusal) Read(RelayDocumentReader reader)
    {
        var count = reader.ReadAll().Count;
        Assert.Equal(count, reader.RelayCount);
        return (reader.Errors, reader.ErrorCount, count, reader.Refusal);
    }

    private static (IReadOnlyList<LineError> Errors, long ErrorCount, int Count, string? Refusal) Read(AddressRecordList list) =>
        (list.Errors, list.ErrorCount, list.Entries.Count, list.Refusal);
}
