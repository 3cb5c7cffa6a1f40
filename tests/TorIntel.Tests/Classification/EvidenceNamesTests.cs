namespace TorIntel.Tests;

public sealed class EvidenceNamesTests
{
    [Fact]
    public void Every_kind_of_evidence_has_the_name_of_the_schema()
    {
        Assert.Equal(
            [
                "none", "source-exit", "source-exit-policy-rejects", "source-relay", "destination-or-endpoint", "destination-authority",
                "destination-directory-port", "destination-guard", "destination-relay", "own-relay", "domain-onion-v3", "domain-onion-v2",
                "domain-onion-invalid", "domain-tor2web", "domain-tor-project", "tls-name-tor-link", "port-relay", "port-client", "process-tor",
            ],
            Enum.GetValues<EvidenceKind>().Select(EvidenceNames.NameOf));
        Assert.All(Enum.GetValues<EvidenceKind>().Skip(1), kind => Assert.Equal(kind, EvidenceNames.Parse(EvidenceNames.NameOf(kind))));
        Assert.Throws<InvalidOperationException>(() => EvidenceNames.Parse("none"));
        Assert.Throws<InvalidOperationException>(() => EvidenceNames.Parse("source exit"));
    }

    [Fact]
    public void Every_name_is_that_of_its_kind() => Assert.All(
        Enum.GetValues<EvidenceKind>(),
        kind => Assert.Equal(kind.ToString().ToLowerInvariant(), EvidenceNames.NameOf(kind).Replace("-", "", StringComparison.Ordinal)));

    [Fact]
    public void Confidences_and_directions_are_spelled_in_lower_case()
    {
        Assert.Equal(["none", "low", "medium", "high", "confirmed"], Enum.GetValues<Confidence>().Select(EvidenceNames.NameOf));
        Assert.Equal(["unknown", "inbound", "outbound", "internal", "external"], Enum.GetValues<TorDirection>().Select(EvidenceNames.NameOf));
    }

    [Fact]
    public void Roles_are_spelled_in_the_order_of_the_schema()
    {
        Assert.Equal(["relay", "guard", "exit", "authority", "bridge"], EvidenceNames.NamesOf((RelayRoles)31));
        Assert.Equal(["relay", "exit"], EvidenceNames.NamesOf(RelayRoles.Exit | RelayRoles.Relay));
        Assert.Empty(EvidenceNames.NamesOf(RelayRoles.None));
    }
}
