using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;

namespace TorIntel;

/// <summary>An address and a port, the counterpart of <see cref="System.Net.IPEndPoint"/> that never allocates.</summary>
/// <param name="Address">The address.</param>
/// <param name="Port">The port, 0 to 65535; 0 stands for "no port".</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct IPEndpointValue(IPAddressValue Address, ushort Port)
{
    /// <summary>Reads <c>192.0.2.1:443</c> or <c>[2001:db8::1]:443</c> from UTF-8 text, as strictly as <see cref="IPAddressValue"/>; the port has no leading zero.</summary>
    /// <param name="utf8Text">The text, the whole of which must be the endpoint.</param>
    /// <param name="result">The endpoint, or <c>default</c>.</param>
    /// <returns>Whether the text is an endpoint.</returns>
    public static bool TryParse(ReadOnlySpan<byte> utf8Text, out IPEndpointValue result) => AddressText.TryParseEndpoint(utf8Text, out result);

    /// <summary>Reads an endpoint from UTF-16 text, by the rules of <see cref="TryParse(ReadOnlySpan{byte}, out IPEndpointValue)"/>.</summary>
    /// <param name="text">The text, the whole of which must be the endpoint.</param>
    /// <param name="result">The endpoint, or <c>default</c>.</param>
    /// <returns>Whether the text is an endpoint.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out IPEndpointValue result)
    {
        Span<byte> buffer = stackalloc byte[AddressText.MaxLength];
        result = default;
        return AddressText.TryNarrow(text, buffer, out var utf8) && TryParse(utf8, out result);
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, out IPEndpointValue)"/>
    public static bool TryParse([NotNullWhen(true)] string? text, out IPEndpointValue result) => TryParse(text.AsSpan(), out result);

    /// <summary>Writes <c>192.0.2.1:443</c> or <c>[2001:db8::1]:443</c>.</summary>
    public override string ToString() =>
        Address.IsIPv4 ? string.Create(CultureInfo.InvariantCulture, $"{Address}:{Port}") : string.Create(CultureInfo.InvariantCulture, $"[{Address}]:{Port}");
}
