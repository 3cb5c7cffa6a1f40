namespace TorIntel.Pipelines;

/// <summary>The objects of <c>threat.enrichments</c>: one for each piece of evidence.</summary>
internal static class EcsEnrichments
{
    public static void Write(ReadOnlySpan<byte> text, TagFacts facts, ByteBuffer output)
    {
        var isFirst = true;
        foreach (var evidence in facts.Verdict.Evidence)
        {
            output.Write(isFirst ? "{\"indicator\":{"u8 : ",{\"indicator\":{"u8);
            isFirst = false;
            WriteIndicator(text, facts, evidence, output);
            output.Write("},\"matched\":{\"atomic\":\""u8);
            output.WriteEscaped(EvidenceText.IsOfAddress(evidence.Kind) ? facts.HostOf(text, evidence) : facts.ValueOf(text, evidence));
            output.Write("\",\"field\":\""u8);
            output.Write(EvidenceText.FieldOf(facts.Record, evidence).Field.Path);
            output.Write("\",\"type\":\"indicator_match_rule\"}}"u8);
        }
    }

    private static void WriteIndicator(ReadOnlySpan<byte> text, TagFacts facts, TorEvidence evidence, ByteBuffer output)
    {
        output.Write("\"type\":\""u8);
        output.Write(TypeOf(facts, evidence));
        output.Write("\",\"description\":\""u8);
        output.Write(EvidenceText.Of(evidence.Kind));
        output.Write("\",\"confidence\":\""u8);
        output.Write(ConfidenceScale.Ecs(evidence.Confidence));
        output.Write((byte)'"');
        if (EvidenceText.IsOfAddress(evidence.Kind))
        {
            Member(output, "ip", facts.HostOf(text, evidence));
            if (EvidenceText.NamesEndpoint(evidence.Kind))
            {
                WritePort(output, EvidenceText.PortOf(facts.Record, evidence));
            }

            WriteListed(facts, output);
        }
        else if (EvidenceText.IsOfName(evidence.Kind))
        {
            output.Write(",\"url\":{\"domain\":\""u8);
            output.WriteEscaped(facts.HostOf(text, evidence));
            output.Write("\"}"u8);
        }
        else if (evidence.Kind is EvidenceKind.PortRelay or EvidenceKind.PortClient)
        {
            WritePort(output, EvidenceText.PortOf(facts.Record, evidence));
        }
    }

    private static ReadOnlySpan<byte> TypeOf(TagFacts facts, TorEvidence evidence) => evidence.Kind switch
    {
        _ when EvidenceText.IsOfAddress(evidence.Kind) => EvidenceText.AddressOf(facts.Record, evidence).IsIPv4 ? "ipv4-addr"u8 : "ipv6-addr"u8,
        _ when EvidenceText.IsOfName(evidence.Kind) => "domain-name"u8,
        EvidenceKind.PortRelay or EvidenceKind.PortClient => "port"u8,
        EvidenceKind.TlsNameTorLink when evidence.Field == EventField.TlsServerName => "domain-name"u8,
        EvidenceKind.TlsNameTorLink => "x509-certificate"u8,
        _ => "software"u8,
    };

    // What the lists say of the relays.
    private static void WriteListed(TagFacts facts, ByteBuffer output)
    {
        if (facts.Source is { } source)
        {
            Member(output, "provider", System.Text.Encoding.UTF8.GetBytes(source));
        }

        if (facts.Relays is [{ Nickname: { } nickname }])
        {
            Member(output, "name", System.Text.Encoding.UTF8.GetBytes(nickname));
        }

        WriteTime(output, "first_seen", facts.Relays.Min(relay => relay.FirstSeen));
        WriteTime(output, "last_seen", facts.Relays.Max(relay => relay.LastSeen));
    }

    private static void WriteTime(ByteBuffer output, string name, DateTimeOffset? time)
    {
        if (time is { } value)
        {
            Member(output, name, System.Text.Encoding.ASCII.GetBytes(TimeText.ToIso(value)));
        }
    }

    private static void WritePort(ByteBuffer output, ushort port)
    {
        output.Write(",\"port\":"u8);
        output.Write(port);
    }

    private static void Member(ByteBuffer output, string name, ReadOnlySpan<byte> value)
    {
        output.Write(",\""u8);
        output.Write(name);
        output.Write("\":\""u8);
        output.WriteEscaped(value);
        output.Write((byte)'"');
    }
}
