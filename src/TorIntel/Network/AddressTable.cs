using System.Runtime.CompilerServices;

namespace TorIntel;

/// <summary>What is known at each address of a view; the number of a row is the value in the index.</summary>
/// <param name="Flags">What lists say without naming a relay.</param>
/// <param name="FirstAttachments">Where each row's attachments begin, with one more entry that closes the last row.</param>
/// <param name="Attachments">Relays by address, sorted by kind, then port.</param>
internal sealed record AddressTable(AddressFlags[] Flags, int[] FirstAttachments, Attachment[] Attachments)
{
    public long SizeInBytes => Flags.Length + (FirstAttachments.Length * sizeof(int)) + (Attachments.Length * (long)Unsafe.SizeOf<Attachment>());

    public ReadOnlySpan<Attachment> At(int row) => Attachments.AsSpan(FirstAttachments[row], FirstAttachments[row + 1] - FirstAttachments[row]);
}
