using System.Text;

namespace TorIntel.Tests;

/// <summary>Short ways to read lists that are written down in a test.</summary>
internal static class ListText
{
    public static AddressList Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    public static AddressList Read(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return AddressListReader.Read(stream);
    }

    public static string[] Texts(this AddressList list) => [.. list.Entries.Select(entry => entry.ToString())];

    /// <summary>The errors as "line: reason".</summary>
    public static string[] ErrorTexts(this AddressList list) => [.. list.Errors.Select(error => $"{error.Line}: {error.Reason}")];
}
