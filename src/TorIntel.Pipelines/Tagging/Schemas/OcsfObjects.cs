using System.Text;

namespace TorIntel.Pipelines;

/// <summary>The objects that OCSF has for what is known of an event from elsewhere, each with the attributes that it requires.</summary>
internal static class OcsfObjects
{
    /// <summary>Writes an <c>enrichment</c> for each piece of evidence; name, value and data are required.</summary>
    public static void WriteEnrichments(ReadOnlySpan<byte> text, TagFacts facts, ByteBuffer output)
    {
        var start = output.Length;
        foreach (var evidence in facts.Verdict.Evidence)
        {
            output.Write(output.Length == start ? "{\"name\":\""u8 : ",{\"name\":\""u8);
            output.Write(EvidenceText.FieldOf(facts.Record, evidence).Field.Path);
            output.Write("\",\"value\":\""u8);
            output.WriteEscaped(EvidenceText.IsOfAddress(evidence.Kind) ? facts.HostOf(text, evidence) : facts.ValueOf(text, evidence));
            output.Write("\",\"type\":\"tor\""u8);
            WriteSource(facts, output);
            output.Write(",\"data\":{\"evidence\":\""u8);
            output.Write(EvidenceText.Of(evidence.Kind));
            output.Write("\",\"confidence\":\""u8);
            output.Write(EvidenceText.Of(evidence.Confidence));
            output.Write(evidence.IsAuthorised ? "\",\"authorised\":true}}"u8 : "\"}}"u8);
        }
    }

    /// <summary>Writes an <c>osint</c> for each address and name of the evidence; type_id and value are required.</summary>
    public static void WriteOsint(ReadOnlySpan<byte> text, TagFacts facts, ByteBuffer output)
    {
        var start = output.Length;
        foreach (var evidence in facts.Verdict.Evidence)
        {
            if (!EvidenceText.IsOfAddress(evidence.Kind) && !EvidenceText.IsOfName(evidence.Kind))
            {
                continue;
            }

            output.Write(output.Length == start ? "{\"type_id\":"u8 : ",{\"type_id\":"u8);
            output.Write(EvidenceText.IsOfAddress(evidence.Kind) ? "1,\"type\":\"IP Address\""u8
                : evidence.Field == EventField.DnsQuery ? "2,\"type\":\"Domain\""u8
                : "3,\"type\":\"Hostname\""u8);
            output.Write(",\"value\":\""u8);
            output.WriteEscaped(facts.HostOf(text, evidence));
            output.Write("\",\"name\":\""u8);
            output.Write(EvidenceText.FieldOf(facts.Record, evidence).Field.Path);
            output.Write("\",\"category\":\"tor\",\"confidence_id\":"u8);
            output.Write(ConfidenceScale.Ocsf(evidence.Confidence));
            output.Write(",\"confidence\":\""u8);
            output.Write(ConfidenceScale.Ecs(evidence.Confidence));
            output.Write("\",\"labels\":[\""u8);
            output.Write(EvidenceText.Of(evidence.Kind));
            output.Write("\"]"u8);
            if (facts.Source is { } source)
            {
                output.Write(",\"vendor_name\":\""u8);
                output.WriteEscaped(Encoding.UTF8.GetBytes(source));
                output.Write((byte)'"');
            }

            WriteCreated(facts, output);
            output.Write((byte)'}');
        }
    }

    /// <summary>Writes an <c>attack</c> for each technique and tactic of it.</summary>
    public static void WriteAttacks(TagFacts facts, ByteBuffer output)
    {
        var start = output.Length;
        foreach (var technique in facts.Techniques)
        {
            foreach (var tactic in technique.Tactics.Select(AttackTable.TacticOf))
            {
                output.Write(output.Length == start ? "{\"tactic\":"u8 : ",{\"tactic\":"u8);
                WriteEntry(output, tactic.Id, tactic.Name, AttackText.AddressOf(tactic));
                var parent = AttackText.ParentOf(technique.Id);
                output.Write(",\"technique\":"u8);
                WriteEntry(output, parent, AttackTable.NameOf(parent), AttackText.AddressOf(parent));
                if (AttackText.IsSub(technique.Id))
                {
                    output.Write(",\"sub_technique\":"u8);
                    WriteEntry(output, technique.Id, AttackTable.NameOf(technique.Id), AttackText.AddressOf(technique.Id));
                }

                output.Write(",\"version\":\""u8);
                output.Write(AttackTable.Version);
                output.Write("\"}"u8);
            }
        }
    }

    private static void WriteEntry(ByteBuffer output, string id, string name, string address)
    {
        output.Write("{\"uid\":\""u8);
        output.Write(id);
        output.Write("\",\"name\":\""u8);
        output.Write(name);
        output.Write("\",\"src_url\":\""u8);
        output.Write(address);
        output.Write("\"}"u8);
    }

    private static void WriteSource(TagFacts facts, ByteBuffer output)
    {
        if (facts.Source is { } source)
        {
            output.Write(",\"provider\":\""u8);
            output.WriteEscaped(Encoding.UTF8.GetBytes(source));
            output.Write((byte)'"');
        }

        WriteCreated(facts, output);
    }

    // When the list was made, in milliseconds as all times of OCSF.
    private static void WriteCreated(TagFacts facts, ByteBuffer output)
    {
        if (facts.Network.Time is { } time)
        {
            output.Write(",\"created_time\":"u8);
            output.Write(time.ToUnixTimeMilliseconds());
        }
    }
}
