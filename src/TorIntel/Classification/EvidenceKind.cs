namespace TorIntel;

/// <summary>The kinds of evidence, each worth what its remarks say before it is raised or lowered.</summary>
public enum EvidenceKind
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The initiator's address is an exit address, or an OR address of a relay that can exit. High.</summary>
    SourceExit = 1,

    /// <summary>As <see cref="SourceExit"/>, but every such relay's policy is known and refuses the destination port. Low.</summary>
    SourceExitPolicyRejects = 2,

    /// <summary>The initiator's address is a relay's that cannot exit: Tor traffic does not leave there. Low.</summary>
    SourceRelay = 3,

    /// <summary>The responder's address and port are an OR endpoint, over TCP. Confirmed.</summary>
    DestinationOrEndpoint = 4,

    /// <summary>The responder is a directory authority, on its OR or directory port, over TCP. Confirmed.</summary>
    DestinationAuthority = 5,

    /// <summary>The responder's address and port are a relay's directory port, over TCP. Confirmed.</summary>
    DestinationDirectoryPort = 6,

    /// <summary>The responder's address is a guard's, and the event has no port or no list gives one for the address, over TCP. Medium.</summary>
    DestinationGuard = 7,

    /// <summary>The responder's address is a relay's or an exit address, and nothing better is known. Low.</summary>
    DestinationRelay = 8,

    /// <summary>An address of ours is in the relay list. Confirmed; low if the relay is authorised.</summary>
    OwnRelay = 9,

    /// <summary>A name under a v3 onion address with a valid checksum. Confirmed.</summary>
    DomainOnionV3 = 10,

    /// <summary>A name under a 16-character onion address. High.</summary>
    DomainOnionV2 = 11,

    /// <summary>Any other name under <c>.onion</c>. Medium.</summary>
    DomainOnionInvalid = 12,

    /// <summary>A name under a Tor2web gateway. High with an onion address in front of it, else medium.</summary>
    DomainTor2web = 13,

    /// <summary>A name of the Tor Project. Medium for those that clients and downloads need, else low.</summary>
    DomainTorProject = 14,

    /// <summary>A certificate, or a server name together with a relay's address, of the form that Tor makes for its links. Medium.</summary>
    TlsNameTorLink = 15,

    /// <summary>The responder is not ours and the port is a customary port of relays, over TCP. Low.</summary>
    PortRelay = 16,

    /// <summary>The responder is ours and the port is a customary port of Tor clients. Low.</summary>
    PortClient = 17,

    /// <summary>The process is Tor or Tor Browser. High.</summary>
    ProcessTor = 18,
}
