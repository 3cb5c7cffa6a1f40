using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorIntel;

/// <summary>Writes a view as one block.</summary>
internal static class ViewWriter
{
    public static byte[] Write(TorNetwork network)
    {
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("Views are stored little-endian, as they lie in memory.");
        }

        var (addresses, relays) = (network.AddressData, network.RelayData);
        var writer = new BlockWriter(Unsafe.SizeOf<ViewLayout>());
        var sources = SourceSection.Write(network.Sources);
        var layout = new ViewLayout
        {
            Magic = MemoryMarshal.Read<ulong>(ViewLayout.MagicBytes),
            Version = ViewLayout.CurrentVersion,
            IndexLength = network.Index.Block.Length,
            Index = writer.Add(network.Index.Block.Span),
            AddressCount = addresses.Flags.Length,
            Flags = writer.Add<AddressFlags>(addresses.Flags),
            FirstAttachments = writer.Add<int>(addresses.FirstAttachments),
            AttachmentCount = addresses.Attachments.Length,
            Attachments = writer.Add<Attachment>(addresses.Attachments),
            RelayCount = relays.Count,
            Fingerprints = writer.Add<RelayFingerprint>(relays.Fingerprints),
            Roles = writer.Add<byte>(relays.Roles),
            Policies = relays.Policies.Length == 0 ? 0 : writer.Add<RelayPolicies>(relays.Policies),
            Seen = relays.Seen.IsEmpty ? 0 : writer.Add(relays.Seen.Span),
            Nicknames = AddTexts(writer, relays.Nicknames),
            ExitPolicies = AddTexts(writer, relays.ExitPolicies),
            Summaries = AddTexts(writer, relays.Summaries),
            SourcesLength = sources.Length,
            Sources = writer.Add<byte>(sources),
        };
        layout.BlockLength = writer.Length;
        GC.KeepAlive(network); // A span of a mapped file does not keep it mapped.
        return writer.ToArray(in layout);
    }

    private static TextLayout AddTexts<T>(BlockWriter writer, TextTable<T> table)
        where T : class
    {
        return new TextLayout
        {
            Count = table.Count,
            Ends = writer.Add(table.Ends.Span),
            TextLength = table.Text.Length,
            Text = writer.Add(table.Text.Span),
        };
    }
}
