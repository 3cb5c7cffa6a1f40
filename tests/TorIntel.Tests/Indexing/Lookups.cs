using System.Text;

namespace TorIntel.Tests;

/// <summary>Asks an index through every overload, which must all say the same.</summary>
internal static class Lookups
{
    public static uint? Match(IPPrefixIndex index, IPAddressValue address)
    {
        var text = address.ToString();
        var utf8 = Encoding.ASCII.GetBytes(text);
        var platform = address.ToIPAddress();
        var found = index.TryMatch(address, out var value);

        Assert.True(found || value == 0);
        Assert.Equal((found, value), (index.TryMatch(address.ToIPv6(), out var fromIPv6), fromIPv6));
        Assert.Equal((found, value), (index.TryMatch(platform, out var fromPlatform), fromPlatform));
        Assert.Equal((found, value), (index.TryMatch(platform.MapToIPv6(), out var fromMapped), fromMapped));
        Assert.Equal((found, value), (index.TryMatch(utf8, out var fromUtf8), fromUtf8));
        Assert.Equal((found, value), (index.TryMatch(text, out var fromUtf16), fromUtf16));
        Assert.Equal(found, index.Contains(address));
        Assert.Equal(found, index.Contains(address.ToIPv6()));
        Assert.Equal(found, index.Contains(platform));
        Assert.Equal(found, index.Contains(utf8));
        Assert.Equal(found, index.Contains(text));
        if (address.IsIPv4)
        {
            Assert.Equal((found, value), (index.TryMatch(address.ToIPv4(), out var fromIPv4), fromIPv4));
            Assert.Equal(found, index.Contains(address.ToIPv4()));
        }

        return found ? value : null;
    }
}
