using System.Runtime.CompilerServices;

namespace TorIntel;

/// <summary>A set of networks of the user's. IPv4 networks of /16 and shorter, the usual ones, are answered by one load.</summary>
internal sealed class NetworkSet
{
    private readonly ulong[] _whole = new ulong[65536 / 64];
    private readonly IPPrefixIndex _index;

    public NetworkSet(IReadOnlyList<IPPrefix> networks)
    {
        _index = IPPrefixIndex.Create(networks.Select(network => KeyValuePair.Create(network, 0u)));
        foreach (var network in networks)
        {
            if (network is { IsIPv4: true, Length: <= 16 })
            {
                var first = (int)(network.Address.ToIPv4() >> 16);
                for (var i = first; i < first + (1 << (16 - network.Length)); i++)
                {
                    _whole[i / 64] |= 1ul << (i % 64);
                }
            }
        }
    }

    public bool IsEmpty => _index.Count == 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Contains(IPAddressValue address)
    {
        if (address.IsIPv4)
        {
            var top = (uint)address.Low >> 16;
            if (((_whole[(int)(top >> 6)] >> (int)top) & 1) != 0)
            {
                return true;
            }
        }

        return _index.Contains(address);
    }
}
