namespace TorIntel.Tests;

/// <summary>Verdicts as a line of text: <c>outbound confirmed: destination-or-endpoint confirmed, port-relay low</c>.</summary>
internal static class VerdictText
{
    public static string Of(in TorVerdict verdict)
    {
        List<string> evidence = [];
        foreach (var item in verdict.Evidence)
        {
            evidence.Add($"{EvidenceNames.NameOf(item.Kind)} {EvidenceNames.NameOf(item.Confidence)}{(item.IsAuthorised ? " authorised" : "")}");
        }

        var summary = $"{EvidenceNames.NameOf(verdict.Direction)} {EvidenceNames.NameOf(verdict.Confidence)}";
        Assert.Equal(evidence.Count != 0, verdict.HasEvidence);
        return verdict.HasEvidence ? summary + ": " + string.Join(", ", evidence) : summary;
    }

    /// <summary>The verdict on an event by the view of <see cref="SampleNetwork"/>.</summary>
    public static string Of(in TorEvent torEvent, TorClassifierOptions? options = null) =>
        Of(new TorClassifier(options).Classify(SampleNetwork.View, torEvent));

    public static string Of(string source, string destination, TransportProtocol transport = TransportProtocol.Tcp) =>
        Of(Events.Between(source, destination) with { Transport = transport });
}
