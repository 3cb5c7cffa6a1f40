namespace TorIntel;

/// <summary>Reads the page <c>tornodes</c> of dan.me.uk: lines of <c>address|name|router-port|directory-port|flags|uptime|version|contact</c> between two marks in HTML.</summary>
/// <remarks>
/// The page names no fingerprints. Its flag letters give the roles: E, X or B an exit, G a guard, A an authority; every line is a relay. What stands behind the flags is
/// not looked at, since a contact may hold anything. A line that cannot be used is reported. Without the first mark it is another page, and without the second it is cut: both are
/// refused. Memory is bounded; pure and safe to call from several threads.
/// </remarks>
public static class TorNodesReader
{
    private const int MaxLineLength = 1024;
    private const int FieldsNeeded = 5;

    private static ReadOnlySpan<byte> BeginMark => "__BEGIN_TOR_NODE_LIST__"u8;

    private static ReadOnlySpan<byte> EndMark => "__END_TOR_NODE_LIST__"u8;

    /// <summary>Reads a page to its end.</summary>
    /// <param name="utf8">The page. It is read, not closed.</param>
    /// <returns>What was read; also for a refused page, with the reason. The page has no time.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="utf8"/> is null.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static AddressRecordList Read(Stream utf8)
    {
        ArgumentNullException.ThrowIfNull(utf8);
        var lines = new LineReader(utf8, MaxLineLength);
        var list = new AddressRecordList();
        var (isInList, isEnded) = (false, false);
        while (!isEnded && list.Refusal is null && lines.TryRead(out var line))
        {
            isEnded = isInList && line.IndexOf(EndMark) >= 0;
            if (isInList && !isEnded)
            {
                ReadLine(line, lines.LineNumber, list);
            }

            isInList |= line.IndexOf(BeginMark) >= 0;
        }

        if (!isInList)
        {
            list.Refuse("it is no page of Tor nodes: nothing in it begins the list");
        }
        else if (!isEnded)
        {
            list.Refuse("it is cut: nothing in it ends the list");
        }

        list.RefuseIfEmpty("relay");
        return list;
    }

    /// <summary>Tells whether a list of nodes begins in the first part of a page.</summary>
    /// <param name="head">The first part, as much as there is; some thousand bytes will do.</param>
    public static bool IsPage(ReadOnlySpan<byte> head) => head.IndexOf(BeginMark) >= 0;

    private static void ReadLine(ReadOnlySpan<byte> line, long number, AddressRecordList list)
    {
        line = line.Trim(" \t"u8);
        if (line.IsEmpty || line is [(byte)'<', ..])
        {
            return; // The mark's own comment goes on, or a tag stands between.
        }

        if (line.Count((byte)'|') < FieldsNeeded - 1)
        {
            list.AddError(number, $"'{PrintableText.Of(line)}' is no address|name|router-port|directory-port|flags");
            return;
        }

        var addressText = NextField(ref line);
        NextField(ref line);
        var orPortText = NextField(ref line);
        var directoryPortText = NextField(ref line);
        var flags = NextField(ref line);
        if (!IPAddressValue.TryParse(addressText, out var address))
        {
            list.AddError(number, $"'{PrintableText.Of(addressText)}' is no address");
        }
        else if (!AddressText.TryParsePort(orPortText, out var orPort) || !AddressText.TryParsePort(directoryPortText, out var directoryPort))
        {
            list.AddError(number, $"'{PrintableText.Of(orPortText)}' or '{PrintableText.Of(directoryPortText)}' is no port");
        }
        else
        {
            list.Add(new AddressRecord(IPPrefix.Host(address), RolesOf(flags)) { OrPort = orPort, DirectoryPort = directoryPort });
        }
    }

    private static ReadOnlySpan<byte> NextField(ref ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOf((byte)'|');
        var field = end < 0 ? rest : rest[..end];
        rest = end < 0 ? default : rest[(end + 1)..];
        return field;
    }

    private static RelayRoles RolesOf(ReadOnlySpan<byte> flags)
    {
        var roles = RelayRoles.Relay;
        roles |= flags.ContainsAny("EX"u8) ? RelayRoles.Exit : RelayRoles.None;
        roles |= flags.Contains((byte)'G') ? RelayRoles.Guard : RelayRoles.None;
        roles |= flags.Contains((byte)'A') ? RelayRoles.Authority : RelayRoles.None;
        return roles;
    }
}
