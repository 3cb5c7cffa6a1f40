namespace TorIntel;

/// <summary>What is called otherwise in the Elastic Common Schema.</summary>
internal static class EcsNames
{
    private static readonly string[] s_guard = ["tor-guard"];

    /// <summary>Gives the words in <c>tags</c> that a finding is found by, each once.</summary>
    public static IEnumerable<string> TagsOf(TorFinding finding)
    {
        // Which kind of relay an endpoint is, its address alone does not say.
        var isGuard = (finding.Roles & RelayRoles.Guard) != 0 && finding.Evidence.Any(evidence => evidence.Kind == EvidenceKind.DestinationOrEndpoint);
        return finding.Evidence.Select(evidence => TagOf(evidence.Kind)).OfType<string>().Prepend("tor").Concat(isGuard ? s_guard : []).Distinct(StringComparer.Ordinal);
    }

    /// <summary>Gives the word in <c>tags</c> that evidence of a kind is found by.</summary>
    public static string? TagOf(EvidenceKind kind) => kind switch
    {
        EvidenceKind.SourceExit or EvidenceKind.SourceExitPolicyRejects => "tor-exit",
        EvidenceKind.SourceRelay or EvidenceKind.DestinationOrEndpoint or EvidenceKind.DestinationDirectoryPort or EvidenceKind.DestinationRelay => "tor-relay",
        EvidenceKind.DestinationAuthority => "tor-authority",
        EvidenceKind.DestinationGuard => "tor-guard",
        EvidenceKind.OwnRelay => "tor-own-relay",
        EvidenceKind.DomainOnionV3 or EvidenceKind.DomainOnionV2 or EvidenceKind.DomainOnionInvalid => "tor-onion",
        EvidenceKind.DomainTor2web => "tor2web",
        EvidenceKind.DomainTorProject => "tor-project",
        EvidenceKind.TlsNameTorLink => "tor-link",
        EvidenceKind.PortRelay or EvidenceKind.PortClient => "tor-port",
        EvidenceKind.ProcessTor => "tor-process",
        _ => null,
    };
}
