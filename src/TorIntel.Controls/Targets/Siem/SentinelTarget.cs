using System.Globalization;
using System.Text;

namespace TorIntel.Controls;

/// <summary>A watchlist for Microsoft Sentinel, with the column <c>SearchKey</c>. Rows are looked up whole, so there are no prefixes.</summary>
internal sealed class SentinelTarget() : AddressCsvTarget("sentinel-watchlist", "watchlist for Microsoft Sentinel", "SearchKey", new ControlTargetTraits
{
    FileName = "tor-watchlist.csv",
    Comment = null,
    Prefixes = false,
    Endpoints = true,
    Limits = "3.8 MB",
    CheckedBy = "grammar test, from Microsoft's documentation of watchlists",
})
{
    private const int MaxBytes = 3_800_000;

    protected override void WriteBytes(ControlOutput output, Stream stream, string file)
    {
        var buffer = new MemoryStream();
        using (var writer = new StreamWriter(buffer, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" })
        {
            WriteTable(output, writer);
        }

        if (buffer.Length > MaxBytes)
        {
            throw new ControlRefusedException(ControlRefusal.TooLarge, string.Create(CultureInfo.InvariantCulture, $"{Name}: the file would have {buffer.Length} bytes, and {MaxBytes} are taken. Write one direction or family at a time."));
        }

        stream.Write(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
