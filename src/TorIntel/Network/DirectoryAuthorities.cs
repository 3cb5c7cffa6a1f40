using System.Globalization;

namespace TorIntel;

/// <summary>The dated table of the directory authorities that vote on the consensus.</summary>
/// <remarks>Data with a version of its own: addresses change between Tor releases. Where a date of change is unknown the intervals overlap.</remarks>
public static class DirectoryAuthorities
{
    private static readonly (string Version, DirectoryAuthority[] Rows) s_table = Read();

    private static readonly Dictionary<IPAddressValue, DirectoryAuthority[]> s_byAddress =
        s_table.Rows.GroupBy(row => row.Address).ToDictionary(group => group.Key, group => group.ToArray());

    /// <summary>Gets the version of the table: the year and month of its last change.</summary>
    public static string Version => s_table.Version;

    /// <summary>Gets all rows, one for each authority and address.</summary>
    public static IReadOnlyList<DirectoryAuthority> All => s_table.Rows;

    internal static IEnumerable<IPAddressValue> Addresses => s_byAddress.Keys;

    /// <summary>Finds the authority that listens on an endpoint at an instant: OR or directory port, IPv6 the OR port only.</summary>
    /// <param name="address">The address.</param>
    /// <param name="port">The port.</param>
    /// <param name="instant">The instant; null for the newest state.</param>
    /// <returns>The authority, or null.</returns>
    public static DirectoryAuthority? Find(IPAddressValue address, ushort port, DateTimeOffset? instant)
    {
        if (port == 0 || !s_byAddress.TryGetValue(address, out var rows))
        {
            return null;
        }

        foreach (var row in rows)
        {
            if ((row.OrPort == port || row.DirectoryPort == port) && row.IsValidAt(instant))
            {
                return row;
            }
        }

        return null;
    }

    internal static bool IsAuthority(IPAddressValue address, DateTimeOffset? instant) =>
        s_byAddress.TryGetValue(address, out var rows) && Array.Exists(rows, row => row.IsValidAt(instant));

    internal static bool IsAuthority(RelayFingerprint fingerprint) => Array.Exists(s_table.Rows, row => row.Fingerprint == fingerprint);

    private static (string Version, DirectoryAuthority[] Rows) Read()
    {
        var version = "";
        List<DirectoryAuthority> rows = [];
        foreach (var words in EmbeddedTable.ReadRows("authorities.txt"))
        {
            if (words is ["version", var text])
            {
                version = text;
                continue;
            }

            rows.Add(new DirectoryAuthority(
                words[0],
                RelayFingerprint.Parse(words[1]),
                RelayFingerprint.Parse(words[2]),
                IPAddressValue.Parse(words[3]),
                ushort.Parse(words[4], CultureInfo.InvariantCulture),
                ushort.Parse(words[5], CultureInfo.InvariantCulture),
                ReadDate(words[6]),
                ReadDate(words[7])));
        }

        return (version, [.. rows]);
    }

    private static DateTimeOffset? ReadDate(string text) => string.Equals(text, "-", StringComparison.Ordinal)
        ? null
        : DateTimeOffset.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
