using System.Runtime.InteropServices;

namespace TorIntel;

/// <summary>An address or prefix that is in both views with other roles, joined over its relays and what lists of addresses say.</summary>
/// <param name="Address">The address.</param>
/// <param name="Before">The roles in the earlier view.</param>
/// <param name="After">The roles in the later view.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct AddressRoleChange(IPPrefix Address, RelayRoles Before, RelayRoles After)
{
    /// <summary>Gets the roles that it has now and had not.</summary>
    public RelayRoles Gained => After & ~Before;

    /// <summary>Gets the roles that it had and has no more.</summary>
    public RelayRoles Lost => Before & ~After;
}
