using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace TorIntel;

/// <summary>One line of an exit policy: <c>accept *:80</c>, <c>reject 10.0.0.0/8:*</c> (dir-spec section 2.1.3).</summary>
/// <param name="IsAccept">Whether the exit connects there.</param>
/// <param name="Destinations">The addresses that the rule is about; <c>0.0.0.0/0</c> for <c>*</c>.</param>
/// <param name="FirstPort">The first port, from 1.</param>
/// <param name="LastPort">The last port, included.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ExitPolicyRule(bool IsAccept, IPPrefix Destinations, ushort FirstPort, ushort LastPort)
{
    private static readonly IPPrefix s_everywhere = IPPrefix.Parse("0.0.0.0/0");

    /// <summary>Reads a rule: keyword, addresses (<c>*</c>, IPv4 with a prefix length or a mask, IPv6 in brackets) and ports.</summary>
    /// <remarks>Bits behind a prefix length are cleared, as Tor does it. A mask with holes is no rule.</remarks>
    /// <param name="utf8Text">The text.</param>
    /// <param name="result">The rule, or <c>default</c>.</param>
    /// <returns>Whether the text is a rule.</returns>
    public static bool TryParse(ReadOnlySpan<byte> utf8Text, out ExitPolicyRule result)
    {
        result = default;
        var isAccept = utf8Text.StartsWith("accept "u8);
        if (!isAccept && !utf8Text.StartsWith("reject "u8))
        {
            return false;
        }

        var pattern = utf8Text["accept ".Length..];
        var colon = pattern.LastIndexOf((byte)':');
        if (colon < 1 || !TryParseDestinations(pattern[..colon], out var destinations) || !ExitPolicySummary.TryParseRange(pattern[(colon + 1)..], out var first, out var last))
        {
            return false;
        }

        result = new ExitPolicyRule(isAccept, destinations, first, last);
        return true;
    }

    /// <summary>Tells whether the rule is about a destination.</summary>
    /// <param name="destination">The address.</param>
    /// <param name="port">The port.</param>
    public bool Matches(IPAddressValue destination, ushort port) => HasPort(port) && Destinations.Contains(destination);

    /// <summary>Writes the rule as a descriptor has it.</summary>
    public override string ToString()
    {
        var addresses = Destinations == s_everywhere ? "*"
            : Destinations.IsIPv4 ? (Destinations.IsHost ? Destinations.Address.ToString() : Destinations.ToString())
            : string.Create(CultureInfo.InvariantCulture, $"[{Destinations.Address}]{(Destinations.IsHost ? "" : "/" + Destinations.Length.ToString(CultureInfo.InvariantCulture))}");
        var ports = this is { FirstPort: 1, LastPort: ushort.MaxValue } ? "*"
            : FirstPort == LastPort ? FirstPort.ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{FirstPort}-{LastPort}");
        return $"{(IsAccept ? "accept" : "reject")} {addresses}:{ports}";
    }

    internal bool HasPort(ushort port) => port >= FirstPort && port <= LastPort;

    private static bool TryParseDestinations(ReadOnlySpan<byte> text, out IPPrefix result)
    {
        if (text.SequenceEqual("*"u8))
        {
            result = s_everywhere;
            return true;
        }

        result = default;
        var slash = text.LastIndexOf((byte)'/');
        var addressText = slash < 0 ? text : text[..slash];
        var isBracketed = addressText is [(byte)'[', .., (byte)']'];
        if (!IPAddressValue.TryParse(isBracketed ? addressText[1..^1] : addressText, out var address) || address.IsIPv4 == isBracketed)
        {
            return false;
        }

        var length = address.IsIPv4 ? 32 : 128;
        return (slash < 0 || TryParseLength(text[(slash + 1)..], length, out length)) && TryMask(address, length, out result);
    }

    private static bool TryParseLength(ReadOnlySpan<byte> text, int longest, out int length)
    {
        if (AddressText.TryParsePort(text, out var number) && number <= longest)
        {
            length = number;
            return true;
        }

        // 255.255.0.0, in documents of long ago: ones, then zeros.
        length = 0;
        if (longest != 32 || !IPAddressValue.TryParse(text, out var mask) || !mask.IsIPv4)
        {
            return false;
        }

        var bits = (uint)mask.Low;
        length = BitOperations.LeadingZeroCount(~bits);
        return length == 32 || bits << length == 0;
    }

    private static bool TryMask(IPAddressValue address, int length, out IPPrefix result)
    {
        var host = IPPrefix.Host(address);
        var bits = host.Bits & IPPrefix.Mask(length);
        var first = host.IsIPv4 ? IPAddressValue.FromIPv4((uint)(bits >> 96)) : IPAddressValue.FromIPv6(bits);
        return IPPrefix.TryCreate(first, length, out result);
    }
}
