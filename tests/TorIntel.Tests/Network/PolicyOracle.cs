using System.Globalization;
using System.Net;

namespace TorIntel.Tests;

/// <summary>An exit policy as plain text work: split, compare numbers, the first rule that matches decides.</summary>
internal static class PolicyOracle
{
    public static bool Accepts(string policy, string address, int port)
    {
        foreach (var rule in policy.Split(','))
        {
            var words = rule.Split(' ');
            var colon = words[1].LastIndexOf(':');
            if (HasAddress(words[1][..colon], address) && HasPort(words[1][(colon + 1)..], port))
            {
                return words[0] == "accept";
            }
        }

        return true;
    }

    private static bool HasAddress(string pattern, string address)
    {
        if (pattern == "*")
        {
            return !address.Contains(':');
        }

        var parts = pattern.Split('/');
        var (network, bits) = (Bits(parts[0].Trim('[', ']')), Bits(address));
        var length = parts.Length == 1 ? network.Length : parts[1].Contains('.') ? Bits(parts[1]).Count(bit => bit == '1') : int.Parse(parts[1], CultureInfo.InvariantCulture);
        return network.Length == bits.Length && network[..length] == bits[..length];
    }

    private static bool HasPort(string pattern, int port)
    {
        var ends = pattern.Split('-').Select(end => end == "*" ? -1 : int.Parse(end, CultureInfo.InvariantCulture)).ToArray();
        return ends[0] == -1 || (port >= ends[0] && port <= ends[^1]);
    }

    private static string Bits(string address) => string.Concat(IPAddress.Parse(address).GetAddressBytes().Select(part => Convert.ToString(part, 2).PadLeft(8, '0')));
}
