using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TorIntel.Cli;

/// <summary>Tells what the verification of a consensus found, for people or as JSON.</summary>
internal sealed record VerificationReport(string Path, ConsensusVerification Result, DateTimeOffset At)
{
    private static readonly JsonWriterOptions s_jsonOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string ToText()
    {
        var text = new StringBuilder();
        text.Append(Path).Append(": ").Append(ConsensusWords.Of(Result.Verdict)).Append('\n');
        if (Result.Malformation is { } malformation)
        {
            return text.Append(CultureInfo.InvariantCulture, $"  line {malformation.Line}: {malformation.Reason}\n").ToString();
        }

        var header = Result.Header!;
        text.Append(CultureInfo.InvariantCulture, $"  signatures: {Result.GoodCount} good, {Result.NeededCount} of {Result.TrustedCount} trusted authorities needed\n");
        text.Append("  flavor:     ").Append(ConsensusWords.Of(header.Flavor)).Append('\n');
        text.Append("  valid:      ").Append(TimeText.ToIso(header.ValidAfter)).Append(" to ").Append(TimeText.ToIso(header.ValidUntil)).Append("; judged at ").Append(TimeText.ToIso(At)).Append('\n');
        foreach (var signature in Result.Signatures)
        {
            text.Append("  signature:  ").Append(signature.Identity).Append(' ').Append(signature.Nickname ?? "-").Append(' ')
                .Append(signature.Algorithm).Append(' ').Append(ConsensusWords.Of(signature.Outcome)).Append('\n');
        }

        return text.ToString();
    }

    public void WriteJson(Stream output)
    {
        using (var json = new Utf8JsonWriter(output, s_jsonOptions))
        {
            json.WriteStartObject();
            json.WriteString("file", Path);
            json.WriteString("verdict", ConsensusWords.Of(Result.Verdict));
            json.WriteNumber("good", Result.GoodCount);
            json.WriteNumber("needed", Result.NeededCount);
            json.WriteNumber("trusted", Result.TrustedCount);
            json.WriteString("at", TimeText.ToIso(At));
            if (Result.Malformation is { } malformation)
            {
                json.WriteNumber("line", malformation.Line);
                json.WriteString("reason", malformation.Reason);
            }

            if (Result.Header is { } header)
            {
                WriteHeader(json, header);
                WriteSignatures(json);
            }

            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    private static void WriteHeader(Utf8JsonWriter json, ConsensusHeader header)
    {
        json.WriteString("flavor", ConsensusWords.Of(header.Flavor));
        json.WriteString("valid_after", TimeText.ToIso(header.ValidAfter));
        if (header.FreshUntil is { } freshUntil)
        {
            json.WriteString("fresh_until", TimeText.ToIso(freshUntil));
        }

        json.WriteString("valid_until", TimeText.ToIso(header.ValidUntil));
    }

    private void WriteSignatures(Utf8JsonWriter json)
    {
        json.WriteStartArray("signatures");
        foreach (var signature in Result.Signatures)
        {
            json.WriteStartObject();
            if (signature.Nickname is { } nickname)
            {
                json.WriteString("nickname", nickname);
            }

            json.WriteString("identity", signature.Identity.ToString());
            json.WriteString("signing_key_digest", signature.SigningKeyDigest.ToString());
            json.WriteString("algorithm", signature.Algorithm);
            json.WriteString("outcome", ConsensusWords.Of(signature.Outcome));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
