using System.Runtime.CompilerServices;

namespace TorIntel.MaxMind;

/// <summary>Pairs of values, the same if both are the same objects.</summary>
internal sealed class PairsByReference : IEqualityComparer<(MmdbValue, MmdbValue)>
{
    public static PairsByReference Instance { get; } = new();

    public bool Equals((MmdbValue, MmdbValue) x, (MmdbValue, MmdbValue) y) => ReferenceEquals(x.Item1, y.Item1) && ReferenceEquals(x.Item2, y.Item2);

    public int GetHashCode((MmdbValue, MmdbValue) obj) => HashCode.Combine(RuntimeHelpers.GetHashCode(obj.Item1), RuntimeHelpers.GetHashCode(obj.Item2));
}
