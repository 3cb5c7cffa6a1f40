using System.Buffers;
using System.Buffers.Text;
using System.Globalization;

namespace TorIntel.Controls;

/// <summary>How many rows a file has, by direction and family: what the next one is compared with.</summary>
/// <remarks>
/// A file says it in its header or description, in words of its own that nothing from outside stands in front of; tables and indicators, which have no header, say the direction with each row. Nothing else is
/// understood of a file, so a broken one cannot do more than be misjudged.
/// </remarks>
internal readonly record struct RowCounts(int SourcesIPv4, int SourcesIPv6, int DestinationsIPv4, int DestinationsIPv6)
{
    private const int HeadLength = 64 * 1024;
    private const int TailLength = 128 * 1024; // where MaxMind databases have their description
    private const int FewestOfFamily = 20; // Fewer come and go by themselves.

    private static readonly byte[] s_metadataMarker = [0xAB, 0xCD, 0xEF, .. "MaxMind.com"u8];

    private static readonly SearchValues<byte> s_addressLetters = SearchValues.Create("0123456789abcdef.:/"u8);

    private int Sources => SourcesIPv4 + SourcesIPv6;

    private int Destinations => DestinationsIPv4 + DestinationsIPv6;

    /// <summary>Counts what a target writes of a plan.</summary>
    public static RowCounts Of(ControlPlan plan, bool hasInbound, bool hasOutbound, ControlFamily family)
    {
        var (sources4, sources6) = Count(hasInbound ? plan.Sources.Select(row => row.Prefix.IsIPv4) : [], family);
        var (destinations4, destinations6) = Count(hasOutbound ? plan.Destinations.Select(row => row.Endpoint.Address.IsIPv4).Concat(plan.DestinationsWithoutPort.Select(row => row.Prefix.IsIPv4)) : [], family);
        return new RowCounts(sources4, sources6, destinations4, destinations6);
    }

    /// <summary>Counts rows that are not those of a plan: exits as sources, relays as destinations. Authorities are always there.</summary>
    public static RowCounts Of(IReadOnlyList<ControlAddress> rows)
    {
        var (sources4, sources6) = Count(rows.Where(row => (row.Roles & RelayRoles.Exit) != 0).Select(row => row.Prefix.IsIPv4), ControlFamily.Both);
        var (destinations4, destinations6) = Count(rows.Where(row => (row.Roles & ~RelayRoles.Exit) != 0 && (row.Roles & RelayRoles.Authority) == 0).Select(row => row.Prefix.IsIPv4), ControlFamily.Both);
        return new RowCounts(sources4, sources6, destinations4, destinations6);
    }

    /// <summary>Finds the counts in a file.</summary>
    /// <returns>The counts; null if the file does not tell them.</returns>
    public static RowCounts? Read(ReadOnlySpan<byte> file)
    {
        // A MaxMind database has its description at its end.
        var tail = file[Math.Max(0, file.Length - TailLength)..];
        var metadata = tail.LastIndexOf(s_metadataMarker);
        return metadata >= 0 ? TryFind(tail[metadata..], out var ofDatabase) ? ofDatabase : null
            : TryFind(file[..Math.Min(file.Length, HeadLength)], out var counts) ? counts
            : CountDirections(file) ?? CountAddresses(file);
    }

    /// <summary>Tells whether less than half is left, in a direction that matters.</summary>
    public bool HasShrunkenTo(RowCounts now, bool inbound, bool outbound) =>
        (inbound && (now.Sources < Sources * 0.5 || IsLost(SourcesIPv4, now.SourcesIPv4) || IsLost(SourcesIPv6, now.SourcesIPv6)))
        || (outbound && (now.Destinations < Destinations * 0.5 || IsLost(DestinationsIPv4, now.DestinationsIPv4) || IsLost(DestinationsIPv6, now.DestinationsIPv6)));

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"rows: {SourcesIPv4} sources of IPv4, {SourcesIPv6} of IPv6, {DestinationsIPv4} destinations of IPv4, {DestinationsIPv6} of IPv6");

    private static bool IsLost(int before, int now) => before >= FewestOfFamily && now < before * 0.5;

    private static (int IPv4, int IPv6) Count(IEnumerable<bool> areIPv4, ControlFamily family)
    {
        var (ipv4, ipv6) = (0, 0);
        foreach (var isIPv4 in areIPv4)
        {
            ipv4 += isIPv4 ? 1 : 0;
            ipv6 += isIPv4 ? 0 : 1;
        }

        return (family == ControlFamily.IPv6 ? 0 : ipv4, family == ControlFamily.IPv4 ? 0 : ipv6);
    }

    private static bool TryFind(ReadOnlySpan<byte> text, out RowCounts counts)
    {
        counts = default;
        var start = text.IndexOf("rows: "u8);
        if (start < 0 || IsInTable(text[..start]))
        {
            return false;
        }

        var rest = text[start..];
        if (!TryRead(ref rest, "rows: "u8, out var sources4) || !TryRead(ref rest, " sources of IPv4, "u8, out var sources6)
            || !TryRead(ref rest, " of IPv6, "u8, out var destinations4) || !TryRead(ref rest, " destinations of IPv4, "u8, out var destinations6) || !rest.StartsWith(" of IPv6"u8))
        {
            return false;
        }

        counts = new RowCounts(sources4, sources6, destinations4, destinations6);
        return true;
    }

    // In a column, it is the name of a source. A database is no text, so what stands before is no line.
    private static bool IsInTable(ReadOnlySpan<byte> before) => !before.StartsWith(s_metadataMarker) && before[(before.LastIndexOf((byte)'\n') + 1)..].Contains((byte)',');

    private static bool TryRead(ref ReadOnlySpan<byte> text, ReadOnlySpan<byte> before, out int number)
    {
        number = 0;
        if (!text.StartsWith(before) || !Utf8Parser.TryParse(text[before.Length..], out number, out var length) || number < 0)
        {
            return false;
        }

        text = text[(before.Length + length)..];
        return true;
    }

    // Each row of a table says "inbound", "outbound" or "both", before the names of relays, which are anybody's text, and after the address or right before it. Names are rows too, and always the same.
    private static RowCounts? CountDirections(ReadOnlySpan<byte> file)
    {
        var (inbound4, inbound6, outbound4, outbound6) = (0, 0, 0, 0);
        foreach (var range in file.Split((byte)'\n'))
        {
            var line = file[range];
            var (inbound, outbound, both) = (Find(line, "inbound"u8), Find(line, "outbound"u8), Find(line, "both"u8));
            var first = Math.Min(inbound, Math.Min(outbound, both));
            if (first == int.MaxValue || line.StartsWith("name,"u8) || line.StartsWith("exception,"u8) || line.StartsWith("port,"u8))
            {
                continue;
            }

            var rest = line[first..];
            var isIPv6 = line[..first].Contains((byte)':') || FieldAfter(rest).Contains((byte)':');
            inbound4 += first != outbound && !isIPv6 ? 1 : 0;
            inbound6 += first != outbound && isIPv6 ? 1 : 0;
            outbound4 += first != inbound && !isIPv6 ? 1 : 0;
            outbound6 += first != inbound && isIPv6 ? 1 : 0;
        }

        return inbound4 + inbound6 + outbound4 + outbound6 == 0 ? null : new RowCounts(inbound4, inbound6, outbound4, outbound6);
    }

    private static ReadOnlySpan<byte> FieldAfter(ReadOnlySpan<byte> text)
    {
        var field = text[(text.IndexOf((byte)',') + 1)..];
        var end = field.IndexOf((byte)',');
        return end < 0 ? field : field[..end];
    }

    // A list of nothing but addresses, whose direction is that of the rule that uses it.
    private static RowCounts? CountAddresses(ReadOnlySpan<byte> file)
    {
        var (ipv4, ipv6) = (0, 0);
        foreach (var range in file.Split((byte)'\n'))
        {
            var line = file[range];
            if (line.ContainsAnyExcept(s_addressLetters))
            {
                return null;
            }

            ipv4 += line.IsEmpty || line.Contains((byte)':') ? 0 : 1;
            ipv6 += line.Contains((byte)':') ? 1 : 0;
        }

        return ipv4 + ipv6 == 0 ? null : new RowCounts(ipv4, ipv6, ipv4, ipv6);
    }

    private static int Find(ReadOnlySpan<byte> line, ReadOnlySpan<byte> word)
    {
        var start = line.IndexOf(word);
        var end = start + word.Length;
        return start > 0 && !IsOfWord(line[start - 1]) && (end == line.Length || !IsOfWord(line[end])) ? start : int.MaxValue;
    }

    private static bool IsOfWord(byte c) => char.IsAsciiLetterOrDigit((char)c) || c == (byte)'-';
}
