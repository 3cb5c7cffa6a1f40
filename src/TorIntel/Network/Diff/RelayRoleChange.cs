using System.Runtime.InteropServices;

namespace TorIntel;

/// <summary>A relay that is in both views with other roles.</summary>
/// <param name="Before">The relay in the earlier view.</param>
/// <param name="After">The relay in the later view.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RelayRoleChange(TorRelay Before, TorRelay After)
{
    /// <summary>Gets the roles that it has now and had not.</summary>
    public RelayRoles Gained => After.Roles & ~Before.Roles;

    /// <summary>Gets the roles that it had and has no more.</summary>
    public RelayRoles Lost => Before.Roles & ~After.Roles;
}
