using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace TorIntel.Conformance;

/// <summary>Address text, naively: strict reading, the IPv4-mapped rule, and many spellings of one address.</summary>
public static class Addresses
{
    /// <summary>Reads an address; an IPv4-mapped IPv6 address is the IPv4 address, a zone is dropped, anything odd is null.</summary>
    public static IPAddress? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (!text.Contains(':', StringComparison.Ordinal))
        {
            // IPAddress accepts 1.2, 010.0.0.1 and 0x7f.1: only the canonical text survives the round trip.
            return IPAddress.TryParse(text, out var v4) && v4.ToString() == text ? v4 : null;
        }

        var zone = text.IndexOf('%', StringComparison.Ordinal);
        if (text[0] == '[' || !IPAddress.TryParse(zone < 0 ? text : text[..zone], out var v6))
        {
            return null;
        }

        return v6.IsIPv4MappedToIPv6 ? v6.MapToIPv4() : v6;
    }

    /// <summary>Whether one of the networks holds the address.</summary>
    public static bool InAny(IPAddress address, IEnumerable<IPNetwork> networks) => networks.Any(network => network.Contains(address));

    /// <summary>A random address of the network.</summary>
    public static IPAddress Pick(IPNetwork network, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var bytes = network.BaseAddress.GetAddressBytes();
        for (var bit = network.PrefixLength; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] |= (byte)(random.Next(2) << (7 - (bit % 8)));
        }

        return new IPAddress(bytes);
    }

    /// <summary>A 6to4, NAT64 or Teredo address (as server or client) that embeds the IPv4 address, and is another address.</summary>
    public static IPAddress Embed(IPAddress v4, Random random)
    {
        var b = v4.GetAddressBytes();
        byte[] bytes = random.Next(4) switch
        {
            0 => [0x20, 0x02, .. b, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
            1 => [0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0, .. b],
            2 => [0x20, 0x01, 0, 0, .. b, 0, 0, 0x3f, 0xff, 0x12, 0x34, 0x56, 0x78],
            _ => [0x20, 0x01, 0, 0, 0x41, 0xd0, 0x70, 0x1b, 0, 0, 0x3f, 0xff, .. b.Select(octet => (byte)~octet)],
        };
        return new IPAddress(bytes);
    }

    /// <summary>One of the legal spellings of the address, the usual one most of the time.</summary>
    public static string Spell(IPAddress address, Random random)
    {
        var usual = address.ToString();
        if (random.NextDouble() < 0.6)
        {
            return usual;
        }

        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            var b = address.GetAddressBytes();
            var hex = string.Create(CultureInfo.InvariantCulture, $"{b[0]:x2}{b[1]:x2}:{b[2]:x2}{b[3]:x2}");
            return random.Next(10) switch
            {
                0 => "::ffff:" + usual,
                1 => "::FFFF:" + usual,
                2 => "::ffff:" + hex,
                3 => "0:0:0:0:0:ffff:" + hex.ToUpperInvariant(),
                4 => "0000:0000:0000:0000:0000:ffff:" + usual,
                5 => "::0:FfFf:" + hex,
                _ => usual,
            };
        }

        var groups = Groups(address);
        return random.Next(6) switch
        {
            0 => usual.ToUpperInvariant(),
            1 => string.Join(':', groups.Select(g => g.ToString("x", CultureInfo.InvariantCulture))),
            2 => string.Join(':', groups.Select(g => g.ToString("x4", CultureInfo.InvariantCulture))),
            3 => string.Join(':', groups.Select(g => g.ToString("X4", CultureInfo.InvariantCulture))),
            4 => CompressOne(groups, random),
            _ => string.Concat(usual.Select(c => random.Next(2) == 0 ? char.ToUpperInvariant(c) : c)),
        };
    }

    private static int[] Groups(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        return [.. Enumerable.Range(0, 8).Select(i => (bytes[2 * i] << 8) | bytes[(2 * i) + 1])];
    }

    /// <summary>Puts "::" in the place of one zero group only, which RFC 5952 discourages and RFC 4291 allows.</summary>
    private static string CompressOne(int[] groups, Random random)
    {
        var zeros = Enumerable.Range(0, 8).Where(i => groups[i] == 0).ToArray();
        var text = groups.Select(g => g.ToString("x", CultureInfo.InvariantCulture)).ToArray();
        if (zeros.Length == 0)
        {
            return string.Join(':', text);
        }

        var at = zeros[random.Next(zeros.Length)];
        return string.Join(':', text[..at]) + "::" + string.Join(':', text[(at + 1)..]);
    }
}
