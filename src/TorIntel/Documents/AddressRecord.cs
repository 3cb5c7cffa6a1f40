using System.Runtime.InteropServices;

namespace TorIntel;

/// <summary>One entry of a list that says something about addresses without naming a relay by its fingerprint.</summary>
/// <param name="Prefix">The address, or the prefix of addresses.</param>
/// <param name="Roles">The roles that the list gives it; <see cref="RelayRoles.None"/> if it gives none.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct AddressRecord(IPPrefix Prefix, RelayRoles Roles)
{
    /// <summary>Gets the OR port; 0 if the list does not tell it.</summary>
    public ushort OrPort { get; init; }

    /// <summary>Gets the directory port; 0 if there is none, or the list does not tell it.</summary>
    public ushort DirectoryPort { get; init; }
}
