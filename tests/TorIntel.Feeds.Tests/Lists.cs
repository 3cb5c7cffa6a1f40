using System.IO.Compression;
using System.Text;

namespace TorIntel.Feeds.Tests;

/// <summary>Short ways to load lists that are written down in a test, with addresses of the documentation ranges.</summary>
internal static class Lists
{
    public const string A = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    public const string B = "BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB";

    public static RelayCsv ReadCsv(string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return RelayCsvReader.Read(stream);
    }

    /// <summary>The rows as "fingerprint's first letter, endpoint".</summary>
    public static string[] Texts(this RelayCsv csv) => [.. csv.Rows.Select(row => $"{row.Fingerprint.ToString()[0]} {row.Endpoint}")];

    /// <summary>The errors as "line: reason".</summary>
    public static string[] Texts(this IEnumerable<LineError> errors) => [.. errors.Select(error => $"{error.Line}: {error.Reason}")];

    public static TorListReport Load(string text, RelayRoles? role = null) => Load(Encoding.UTF8.GetBytes(text), role);

    public static TorListReport Load(byte[] bytes, RelayRoles? role = null) => Load(bytes, new TorNetworkBuilder { IncludeSpecialPurpose = true }, role);

    public static TorListReport Load(string text, TorNetworkBuilder builder, RelayRoles? role = null) => Load(Encoding.UTF8.GetBytes(text), builder, role);

    public static TorListReport Load(byte[] bytes, TorNetworkBuilder builder, RelayRoles? role = null)
    {
        using var stream = new MemoryStream(bytes);
        return new TorListLoader(builder).Load(stream, "list", role);
    }

    public static byte[] Gzip(ReadOnlySpan<byte> bytes)
    {
        using var result = new MemoryStream();
        using (var gzip = new GZipStream(result, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return result.ToArray();
    }

    public static RelayRoles RolesOf(this TorNetworkBuilder builder, string address) =>
        builder.Build().TryFind(IPAddressValue.Parse(address), out var listed) ? listed.RolesAt(null) : RelayRoles.None;
}
