namespace TorIntel;

/// <summary>Tells how surely a request itself comes over Tor, which is less than what a finding may hold: a relay of which no traffic of Tor leaves can have other clients at its address.</summary>
internal static class RequestOrigin
{
    /// <summary>Gives the confidence that a request comes over Tor.</summary>
    public static Confidence Of(TorFinding finding) => Of(finding, byAddressOnly: false);

    /// <summary>Gives the same by the client's address alone, which a client cannot choose freely.</summary>
    public static Confidence OfAddress(TorFinding finding) => Of(finding, byAddressOnly: true);

    private static Confidence Of(TorFinding finding, bool byAddressOnly)
    {
        var best = Confidence.None;
        foreach (var evidence in finding.Verdict.Evidence)
        {
            var confidence = evidence.Kind switch
            {
                EvidenceKind.SourceExit or EvidenceKind.SourceExitPolicyRejects => evidence.Confidence,

                // Confirmed is that the relay is there. That this request comes out of it is as sure as with any other exit.
                EvidenceKind.OwnRelay when !evidence.IsAuthorised && evidence.Field == EventField.Source && CanExit(finding, evidence) => Confidence.High,

                // The Tor Project's own names are asked for by anybody.
                >= EvidenceKind.DomainOnionV3 and <= EvidenceKind.DomainTor2web when !byAddressOnly => evidence.Confidence,
                _ => Confidence.None,
            };
            best = confidence > best ? confidence : best;
        }

        return best;
    }

    // As the classifier has it: by the role of a relay, by an exit address of its own, or as an exit address in a list of bare ones.
    private static bool CanExit(TorFinding finding, in TorEvidence evidence)
    {
        if ((finding.Roles & RelayRoles.Exit) != 0)
        {
            return true;
        }

        var addresses = finding.Network.AddressData;
        foreach (var attachment in addresses.At(evidence.Row))
        {
            if (attachment.Kind == AttachmentKind.ExitAddress && finding.Relays.Contains(new TorRelay(finding.Network, attachment.Relay)))
            {
                return true;
            }
        }

        return (addresses.Flags[evidence.Row] & AddressFlags.ExitAddress) != 0;
    }
}
