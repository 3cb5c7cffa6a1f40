namespace TorIntel.Tests;

public sealed class AttackTableTests
{
    [Fact]
    public void Evidence_below_medium_supports_no_technique()
    {
        foreach (var kind in Enum.GetValues<EvidenceKind>())
        {
            foreach (var port in new ushort[] { 0, 80, 443, 9001, 65535 })
            {
                Assert.Equal(default, AttackTable.SupportedBy(kind, Confidence.None, port));
                Assert.Equal(default, AttackTable.SupportedBy(kind, Confidence.Low, port));
            }
        }
    }

    [Theory]
    [InlineData(EvidenceKind.None, "")]
    [InlineData(EvidenceKind.SourceExit, "T1090.003")]
    [InlineData(EvidenceKind.SourceExitPolicyRejects, "")]
    [InlineData(EvidenceKind.SourceRelay, "")]
    [InlineData(EvidenceKind.DestinationOrEndpoint, "T1090.003 T1573.002")]
    [InlineData(EvidenceKind.DestinationAuthority, "T1090.003")]
    [InlineData(EvidenceKind.DestinationDirectoryPort, "T1090.003")]
    [InlineData(EvidenceKind.DestinationGuard, "T1090.003")]
    [InlineData(EvidenceKind.DestinationRelay, "")]
    [InlineData(EvidenceKind.OwnRelay, "T1496")]
    [InlineData(EvidenceKind.DomainOnionV3, "T1090.003")]
    [InlineData(EvidenceKind.DomainOnionV2, "T1090.003")]
    [InlineData(EvidenceKind.DomainOnionInvalid, "")]
    [InlineData(EvidenceKind.DomainTor2web, "T1071.001 T1090.003")]
    [InlineData(EvidenceKind.DomainTorProject, "T1588.002")]
    [InlineData(EvidenceKind.TlsNameTorLink, "T1090.003 T1573.002")]
    [InlineData(EvidenceKind.PortRelay, "")]
    [InlineData(EvidenceKind.PortClient, "")]
    [InlineData(EvidenceKind.ProcessTor, "T1090.003")]
    public void Evidence_from_medium_on_supports_the_techniques_of_the_table(EvidenceKind kind, string expected)
    {
        foreach (var confidence in new[] { Confidence.Medium, Confidence.High, Confidence.Confirmed })
        {
            foreach (var port in new ushort[] { 0, 80, 443 })
            {
                Assert.Equal(expected, Ids(AttackTable.SupportedBy(kind, confidence, port)));
            }

            foreach (var port in new ushort[] { 1, 79, 81, 442, 444, 9001, 65535 })
            {
                var withPort = kind == EvidenceKind.DestinationOrEndpoint ? "T1090.003 T1571 T1573.002" : expected;
                Assert.Equal(withPort, Ids(AttackTable.SupportedBy(kind, confidence, port)));
            }
        }
    }

    [Fact]
    public void Techniques_are_distinct_in_ascending_order_and_have_tactics()
    {
        var ids = AttackTable.Techniques.Select(technique => technique.Id).ToList();
        Assert.Equal(ids.Order(StringComparer.Ordinal).Distinct(), ids);
        Assert.All(ids, id => Assert.Matches(@"^T1[0-9]{3}(\.[0-9]{3})?$", id));
        Assert.All(AttackTable.Techniques, technique => Assert.NotEmpty(technique.Tactics));
        Assert.Equal("18", AttackTable.Version);
    }

    [Fact]
    public void Every_technique_its_parent_and_its_tactics_have_names()
    {
        foreach (var technique in AttackTable.Techniques)
        {
            Assert.NotEmpty(AttackTable.NameOf(technique.Id));
            Assert.NotEmpty(AttackTable.NameOf(technique.Id.Split('.')[0]));
            Assert.All(technique.Tactics, tactic => Assert.Matches("^TA00[0-9]{2}$", AttackTable.TacticOf(tactic).Id));
        }

        Assert.Equal("Multi-hop Proxy", AttackTable.NameOf("T1090.003"));
        Assert.Equal(new AttackTactic("TA0011", "command-and-control", "Command and Control"), AttackTable.TacticOf("command-and-control"));
    }

    [Fact]
    public void Every_technique_is_supported_by_some_evidence()
    {
        var all = default(TechniqueSet);
        foreach (var kind in Enum.GetValues<EvidenceKind>())
        {
            all = all.Union(AttackTable.SupportedBy(kind, Confidence.Confirmed, 9001));
        }

        Assert.Equal(AttackTable.Techniques.Count, all.Count);
    }

    [Theory]
    [InlineData("T1048")] // exfiltration is not shown by a gateway's name
    [InlineData("T1071.003")] // nor mail by the Tor Project's
    [InlineData("T1071.004")] // a leaked query is no channel
    [InlineData("T1486")]
    [InlineData("T1190")]
    [InlineData("T1090")]
    public void Techniques_that_others_claim_without_ground_are_absent(string id) => Assert.DoesNotContain(AttackTable.Techniques, technique => technique.Id == id);

    private static string Ids(TechniqueSet set)
    {
        List<string> ids = [];
        foreach (var technique in set)
        {
            ids.Add(technique.Id);
        }

        return string.Join(' ', ids);
    }
}
