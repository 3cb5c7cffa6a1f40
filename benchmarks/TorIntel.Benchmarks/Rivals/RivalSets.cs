using System.Collections.Frozen;
using System.Net;
using MaxMind.Db;

namespace TorIntel.Benchmarks;

/// <summary>One relay set as every contestant keeps it.</summary>
internal sealed class RivalSets : IDisposable
{
    public IPPrefixIndex Index { get; private set; } = IPPrefixIndex.Empty;

    public FrozenSet<uint> FrozenV4 { get; private set; } = [];

    public FrozenSet<UInt128> FrozenV6 { get; private set; } = [];

    public uint[] SortedV4 { get; private set; } = [];

    public UInt128[] SortedV6 { get; private set; } = [];

    public FrozenSet<IPAddress> FrozenAddresses { get; private set; } = [];

    public HashSet<IPAddress> HashedAddresses { get; private set; } = [];

    public FrozenSet<string> FrozenStrings { get; private set; } = [];

    /// <summary>Gets the database, or null if none can be written here.</summary>
    public Reader? MaxMind { get; private set; }

    public void Fill(RelaySet set)
    {
        Index = set.ToIndex();
        FrozenV4 = set.V4.ToFrozenSet();
        FrozenV6 = set.V6.ToFrozenSet();
        SortedV4 = set.V4;
        SortedV6 = set.V6;
        FrozenAddresses = set.ToIPAddresses().ToFrozenSet();
        HashedAddresses = [.. set.ToIPAddresses()];
        FrozenStrings = set.Addresses.Select(address => address.ToString()).ToFrozenSet(StringComparer.Ordinal);
        MaxMind = MaxMindDatabase.IsAvailable ? MaxMindDatabase.Open(set) : null;
    }

    public void Dispose() => MaxMind?.Dispose();
}
