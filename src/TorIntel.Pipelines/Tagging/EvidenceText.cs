using System.Text;

namespace TorIntel.Pipelines;

/// <summary>How evidence is spelled, as UTF-8, and where in a record it was seen.</summary>
internal static class EvidenceText
{
    private static readonly byte[][] s_kinds = [.. Enum.GetValues<EvidenceKind>().Select(kind => Encoding.ASCII.GetBytes(EvidenceNames.NameOf(kind)))];
    private static readonly byte[][] s_confidences = [.. Enum.GetValues<Confidence>().Select(confidence => Encoding.ASCII.GetBytes(EvidenceNames.NameOf(confidence)))];
    private static readonly byte[][] s_directions = [.. Enum.GetValues<TorDirection>().Select(direction => Encoding.ASCII.GetBytes(EvidenceNames.NameOf(direction)))];

    public static ReadOnlySpan<byte> Of(EvidenceKind kind) => s_kinds[(int)kind];

    public static ReadOnlySpan<byte> Of(Confidence confidence) => s_confidences[(int)confidence];

    public static ReadOnlySpan<byte> Of(TorDirection direction) => s_directions[(int)direction];

    public static bool IsOfAddress(EvidenceKind kind) => kind is > EvidenceKind.None and <= EvidenceKind.OwnRelay;

    public static bool IsOfName(EvidenceKind kind) => kind is >= EvidenceKind.DomainOnionV3 and <= EvidenceKind.DomainTorProject;

    public static FieldSlice FieldOf(EventRecord record, TorEvidence evidence) => evidence.Field switch
    {
        EventField.Source => record.Slice(record.IsForwarded ? EventMember.ForwardedFor : EventMember.Source),
        EventField.SourcePort => record.Slice(record.Has(EventMember.SourcePort) ? EventMember.SourcePort : EventMember.Source),
        EventField.Destination => record.Slice(EventMember.Destination),
        EventField.DestinationPort => record.Slice(record.Has(EventMember.DestinationPort) ? EventMember.DestinationPort : EventMember.Destination),
        EventField.ProcessImage => record.Slice(EventMember.ProcessImage),
        EventField.TlsSubject => record.Slice(EventMember.TlsSubject),
        _ => record.NameOf(evidence),
    };

    public static IPAddressValue AddressOf(EventRecord record, TorEvidence evidence) =>
        evidence.Field == EventField.Source ? record.Event.Source : record.Event.Destination;

    public static ushort PortOf(EventRecord record, TorEvidence evidence) =>
        evidence.Field is EventField.Source or EventField.SourcePort ? record.Event.SourcePort : record.Event.DestinationPort;

    /// <summary>Writes the address that evidence is about in its canonical form, with the port if the evidence names an endpoint.</summary>
    public static void WriteAddress(ByteBuffer output, EventRecord record, TorEvidence evidence)
    {
        var namesEndpoint = NamesEndpoint(evidence.Kind);
        var address = AddressOf(record, evidence);
        Span<byte> buffer = stackalloc byte[48];
        address.TryFormat(buffer, out var length);
        var bracketed = namesEndpoint && !address.IsIPv4;
        output.Write(bracketed ? "["u8 : default);
        output.Write(buffer[..length]);
        output.Write(bracketed ? "]"u8 : default);
        if (namesEndpoint)
        {
            output.Write((byte)':');
            output.Write(PortOf(record, evidence));
        }
    }

    public static bool NamesEndpoint(EvidenceKind kind) =>
        kind is EvidenceKind.DestinationOrEndpoint or EvidenceKind.DestinationAuthority or EvidenceKind.DestinationDirectoryPort;
}
