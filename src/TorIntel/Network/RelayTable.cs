using System.Runtime.CompilerServices;

namespace TorIntel;

/// <summary>The relays of a view, column by column.</summary>
/// <param name="Fingerprints">The fingerprints.</param>
/// <param name="Roles">The roles, as <see cref="RelayRoles"/>.</param>
/// <param name="Details">The rest; null if no list of the view knows any.</param>
internal sealed record RelayTable(RelayFingerprint[] Fingerprints, byte[] Roles, RelayDetails?[]? Details)
{
    public int Count => Fingerprints.Length;

    public long SizeInBytes => (Count * (Unsafe.SizeOf<RelayFingerprint>() + 1L)) + ((Details?.Length ?? 0) * (long)Unsafe.SizeOf<nint>());
}
