using System.Runtime.InteropServices;

namespace TorIntel;

/// <summary>What a row of the view says about an address once ignored relays are taken away.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct AddressFacts
{
    /// <summary>A list has the address, with or without a relay's name.</summary>
    public bool IsListed;

    /// <summary>Exit traffic leaves here, or a relay here can exit.</summary>
    public bool CanExit;

    /// <summary>A relay here is a guard.</summary>
    public bool IsGuard;

    /// <summary>Some list gives a port for the address.</summary>
    public bool HasPort;

    /// <summary>A relay here that can exit may reach the port, or its policy is not known, or no such relay is known by name.</summary>
    public bool MayReachPort;

    /// <summary>The given port is an OR port here.</summary>
    public bool IsOrEndpoint;

    /// <summary>The given port is a directory port here.</summary>
    public bool IsDirectoryEndpoint;

    /// <summary>All relays here, of which there is at least one, are authorised.</summary>
    public bool IsAuthorised;

    /// <summary>All relays here that can exit, of which at least one is known by name, are authorised.</summary>
    public bool IsExitAuthorised;

    /// <summary>All guards here, of which at least one is known by name, are authorised.</summary>
    public bool IsGuardAuthorised;

    /// <summary>All relays here with that OR port are authorised.</summary>
    public bool IsOrEndpointAuthorised;

    /// <summary>All relays here with that directory port are authorised.</summary>
    public bool IsDirectoryEndpointAuthorised;
}
