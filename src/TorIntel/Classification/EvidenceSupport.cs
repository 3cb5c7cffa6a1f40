namespace TorIntel;

/// <summary>Goes back from evidence to what supports it: the relays at the address, and whether signed lists say so.</summary>
internal sealed class EvidenceSupport(AddressJudge judge)
{
    /// <summary>Gives the distinct relays that a verdict's evidence rests on.</summary>
    public List<TorRelay> RelaysOf(TorNetwork network, in TorEvent torEvent, in TorVerdict verdict)
    {
        List<TorRelay> relays = [];
        foreach (var evidence in verdict.Evidence)
        {
            if (evidence.Row < 0)
            {
                continue;
            }

            var port = PortOf(torEvent, evidence);
            foreach (var attachment in network.AddressData.At(evidence.Row))
            {
                var relay = new TorRelay(network, attachment.Relay);
                if (Supports(attachment, relay.Roles, evidence.Kind, port) && !judge.IsIgnored(relay.Fingerprint) && !relays.Contains(relay))
                {
                    relays.Add(relay);
                }
            }
        }

        return relays;
    }

    /// <summary>Tells whether all that a verdict's evidence rests on is in verified lists.</summary>
    public bool IsVerified(TorNetwork network, in TorEvent torEvent, in TorVerdict verdict)
    {
        var isOfLists = false;
        foreach (var evidence in verdict.Evidence)
        {
            // The table of authorities is part of the program.
            if (evidence.Row < 0 || evidence.Kind == EvidenceKind.DestinationAuthority)
            {
                continue;
            }

            isOfLists = true;
            if (!IsVerified(network, evidence, PortOf(torEvent, evidence)))
            {
                return false;
            }
        }

        return isOfLists || network.IsVerified;
    }

    private static ushort PortOf(in TorEvent torEvent, TorEvidence evidence) => evidence.Field == EventField.Source ? torEvent.SourcePort : torEvent.DestinationPort;

    private bool IsVerified(TorNetwork network, TorEvidence evidence, ushort port)
    {
        if (evidence.Kind == EvidenceKind.SourceExitPolicyRejects)
        {
            return network.IsVerified; // The policy that lowers it may be from any list.
        }

        foreach (var attachment in network.AddressData.At(evidence.Row))
        {
            var relay = new TorRelay(network, attachment.Relay);
            if (attachment.IsVerified && Supports(attachment, relay.VerifiedRoles | (relay.Roles & ~RelayTable.VerifiableRoles), evidence.Kind, port) && !judge.IsIgnored(relay.Fingerprint))
            {
                return true;
            }
        }

        return false;
    }

    // Whether a relay at an address is one that a piece of evidence is about.
    private static bool Supports(Attachment attachment, RelayRoles roles, EvidenceKind kind, ushort port) => kind switch
    {
        EvidenceKind.DestinationOrEndpoint => attachment.Kind == AttachmentKind.OrEndpoint && attachment.Port == port,
        EvidenceKind.DestinationDirectoryPort => attachment.Kind == AttachmentKind.DirectoryEndpoint && attachment.Port == port,
        EvidenceKind.DestinationAuthority => (roles & RelayRoles.Authority) != 0,
        EvidenceKind.DestinationGuard => attachment.Kind != AttachmentKind.ExitAddress && (roles & RelayRoles.Guard) != 0,
        EvidenceKind.SourceExit or EvidenceKind.SourceExitPolicyRejects => attachment.Kind == AttachmentKind.ExitAddress || (roles & RelayRoles.Exit) != 0,
        _ => true,
    };
}
