using System.Globalization;
using System.IO.Compression;
using System.Text;
using TorIntel.Testing;

namespace TorIntel.Tests;

/// <summary>Short ways to read documents that are written down in a test, and real ones.</summary>
internal static class RelayText
{
    public const string A = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    public const string B = "BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB";

    public static ExitAddressesReader ExitAddresses(string text) => new(new MemoryStream(Encoding.UTF8.GetBytes(text)));

    public static OnionooReader Onionoo(string text) => new(Encoding.UTF8.GetBytes(text));

    public static ServerDescriptorReader Descriptors(string text) => new(new MemoryStream(Encoding.UTF8.GetBytes(text)));

    public static AddressRecordList TorNodes(string text) => TorNodesReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)));

    public static AddressRecordList Misp(string text) => MispReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)));

    public static AddressRecordList Stix(string text, DateTimeOffset? at = null) => StixReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), at);

    /// <summary>A shared document, decompressed; skips the running test if it is not there.</summary>
    public static byte[] Shared(string path)
    {
        using var gzip = new GZipStream(File.OpenRead(SharedData.PathOrSkip("data/" + path)), CompressionMode.Decompress);
        using var whole = new MemoryStream();
        gzip.CopyTo(whole);
        return whole.ToArray();
    }

    public static List<TorRelayDescription> ReadAll(this RelayDocumentReader reader)
    {
        List<TorRelayDescription> relays = [];
        while (reader.Read())
        {
            relays.Add(reader.Relay.ToDescription());
        }

        return relays;
    }

    /// <summary>The relays as text, everything that is known, and nothing else.</summary>
    public static string[] Texts(this RelayDocumentReader reader) => [.. reader.ReadAll().Select(Text)];

    /// <summary>The errors as "line: reason".</summary>
    public static string[] ErrorTexts(this RelayDocumentReader reader) => [.. reader.Errors.Select(error => $"{error.Line}: {error.Reason}")];

    public static string[] Texts(this AddressRecordList list) => [.. list.Entries.Select(entry =>
        $"{(entry.Prefix.IsHost ? entry.Prefix.Address : entry.Prefix)} {entry.Roles}{(entry.OrPort != 0 ? $" or {entry.OrPort}" : "")}{(entry.DirectoryPort != 0 ? $" dir {entry.DirectoryPort}" : "")}")];

    public static string[] ErrorTexts(this AddressRecordList list) => [.. list.Errors.Select(error => $"{error.Line}: {error.Reason}")];

    public static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    public static string Text(TorRelayDescription relay)
    {
        List<string> parts = [relay.Fingerprint.ToString()[..2], relay.Roles.ToString()];
        Add("nick", relay.Nickname);
        Add("or", string.Join(' ', relay.OrEndpoints));
        Add("dir", string.Join(' ', relay.DirectoryEndpoints));
        Add("exit", string.Join(' ', relay.ExitAddresses));
        Add("policy", relay.ExitPolicy?.ToString());
        Add("v4", relay.ExitPolicySummary?.ToString());
        Add("v6", relay.ExitPolicySummaryIPv6?.ToString());
        Add("first", relay.FirstSeen is { } first ? TimeText.ToIso(first) : null);
        Add("last", relay.LastSeen is { } last ? TimeText.ToIso(last) : null);
        return string.Join("; ", parts);

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                parts.Add($"{name} {value}");
            }
        }
    }
}
