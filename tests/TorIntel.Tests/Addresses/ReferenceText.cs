using System.Numerics;
using System.Text.RegularExpressions;

namespace TorIntel.Tests;

/// <summary>Reads addresses, endpoints and prefixes slowly and obviously: splits, counts, and checks every piece with a pattern.</summary>
internal static class ReferenceText
{
    public static BigInteger? Address(string text) => IPv4(text) is { } ipv4 ? Mapped(ipv4) : IPv6(text);

    /// <summary>IPv6 with or without a zone, which is dropped.</summary>
    public static BigInteger? IPv6(string text)
    {
        var zone = text.IndexOf('%', StringComparison.Ordinal);
        return zone < 0 ? IPv6WithoutZone(text)
            : Regex.IsMatch(text[(zone + 1)..], @"\A[!-~-[%/\[\]]]{1,64}\z") ? IPv6WithoutZone(text[..zone])
            : null;
    }

    public static uint? IPv4(string text)
    {
        var octets = text.Split('.');
        if (octets.Length != 4 || !octets.All(octet => Regex.IsMatch(octet, @"\A(0|[1-9][0-9]{0,2})\z") && int.Parse(octet) <= 255))
        {
            return null;
        }

        return octets.Aggregate(0u, (sum, octet) => (sum * 256) + uint.Parse(octet));
    }

    public static (BigInteger Address, int Port)? Endpoint(string text)
    {
        var colon = text.LastIndexOf(':');
        if (colon < 0 || Number(text[(colon + 1)..]) is not { } port || port > 65535)
        {
            return null;
        }

        var host = text[..colon];
        var bracketed = host.StartsWith('[') && host.EndsWith(']') && host.Length > 1;
        var address = bracketed ? IPv6(host[1..^1]) : IPv4(host) is { } ipv4 ? Mapped(ipv4) : null;
        return address is null ? null : (address.Value, port);
    }

    /// <summary>The first address and the prefix length, counted in the family of the address.</summary>
    public static (BigInteger Address, int Length)? Prefix(string text)
    {
        var parts = text.Split('/');
        if (parts.Length > 2 || parts[0].Contains('%', StringComparison.Ordinal) || Address(parts[0]) is not { } address)
        {
            return null;
        }

        var isIPv4 = address >> 32 == 0xFFFF;
        var writtenAsIPv4 = !parts[0].Contains(':', StringComparison.Ordinal);
        var width = writtenAsIPv4 ? 32 : 128;
        if ((parts.Length == 1 ? width : Number(parts[1])) is not { } length || length > width)
        {
            return null;
        }

        // Bits behind the prefix length, and a mapped prefix must hold the whole mapping.
        if ((address & ((BigInteger.One << (width - length)) - 1)) != 0)
        {
            return null;
        }

        return (address, isIPv4 && !writtenAsIPv4 ? length - 96 : length);
    }

    public static BigInteger Mapped(uint ipv4) => (BigInteger)0xFFFF_0000_0000 + ipv4;

    private static int? Number(string text) => Regex.IsMatch(text, @"\A(0|[1-9][0-9]{0,4})\z") ? int.Parse(text) : null;

    private static BigInteger? IPv6WithoutZone(string text)
    {
        if (text.Contains('.', StringComparison.Ordinal))
        {
            var tail = text.LastIndexOf(':') + 1;
            if (tail == 0 || IPv4(text[tail..]) is not { } ipv4)
            {
                return null;
            }

            text = $"{text[..tail]}{ipv4 >> 16:x}:{ipv4 & 0xFFFF:x}";
        }

        var gap = text.IndexOf("::", StringComparison.Ordinal);
        if (gap < 0)
        {
            return Join(text.Split(':'), 8);
        }

        if (gap != text.LastIndexOf("::", StringComparison.Ordinal))
        {
            return null;
        }

        var head = Groups(text[..gap]);
        var tailGroups = Groups(text[(gap + 2)..]);
        var missing = 8 - head.Length - tailGroups.Length;
        return missing < 1 ? null : Join([.. head, .. Enumerable.Repeat("0", missing), .. tailGroups], 8);
    }

    private static string[] Groups(string text) => text.Length == 0 ? [] : text.Split(':');

    private static BigInteger? Join(string[] groups, int count)
    {
        if (groups.Length != count || !groups.All(group => Regex.IsMatch(group, @"\A[0-9a-fA-F]{1,4}\z")))
        {
            return null;
        }

        return groups.Aggregate(BigInteger.Zero, (sum, group) => (sum * 65536) + Convert.ToUInt16(group, 16));
    }
}
