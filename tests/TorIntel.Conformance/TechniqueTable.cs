namespace TorIntel.Conformance;

/// <summary>The ATT&amp;CK techniques that a piece of evidence supports; evidence below medium supports none.</summary>
internal static class TechniqueTable
{
    private const string MultiHopProxy = "T1090.003";
    private const string AsymmetricCryptography = "T1573.002";
    private const string NonStandardPort = "T1571";

    public static ExpectedSet For(ExpectedEvidence evidence, string direction)
    {
        string[] unusual = evidence.Port is 80 or 443 ? [] : [NonStandardPort];
        return evidence.Confidence < Confidence.Medium ? ExpectedSet.Empty : evidence.Name switch
        {
            // The source table asks for "destination ours" and "internal source": only then is the technique beyond doubt.
            "source-exit" => ExpectedSet.Open([MultiHopProxy], [], direction == "inbound" ? [MultiHopProxy] : []),
            "destination-or-endpoint" => ExpectedSet.Open(
                [MultiHopProxy, AsymmetricCryptography, .. unusual], [], direction == "outbound" ? [MultiHopProxy, AsymmetricCryptography] : []),
            "destination-authority" => ExpectedSet.Exactly(MultiHopProxy),
            "destination-guard" => ExpectedSet.Open([MultiHopProxy, AsymmetricCryptography], unusual),
            "own-relay" => ExpectedSet.Open(["T1496"], [MultiHopProxy]),
            "domain-onion-v3" => ExpectedSet.Exactly(MultiHopProxy),
            "domain-onion-v2" => ExpectedSet.Open([MultiHopProxy], []),
            "domain-onion-invalid" => ExpectedSet.Open([], [MultiHopProxy]),
            "domain-tor2web" => ExpectedSet.Open([MultiHopProxy, "T1071.001"], ["T1090.002"], "T1071.001"),
            "domain-tor-project" => ExpectedSet.Open(["T1588.002"], [MultiHopProxy, "T1090.004", "T1665"]),
            "tls-name-tor-link" => ExpectedSet.Exactly(MultiHopProxy, AsymmetricCryptography),
            _ => ExpectedSet.Empty,
        };
    }
}
