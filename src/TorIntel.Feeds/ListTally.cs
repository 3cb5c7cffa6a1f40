namespace TorIntel.Feeds;

/// <summary>Counts what of a list the builder takes.</summary>
internal sealed class ListTally(TorNetworkBuilder builder)
{
    private int _taken;
    private int _leftOut;
    private string? _firstLeftOut;

    /// <summary>Adds a relay. It is taken unless all its addresses are left out; one that has none is taken too.</summary>
    public void Add(TorRelayDescription relay)
    {
        var before = builder.LeftOut;
        var isWhole = builder.AddRelay(relay);
        var leftOut = builder.LeftOut - before;
        var addresses = relay.OrEndpoints.Count + relay.DirectoryEndpoints.Count + relay.ExitAddresses.Count;
        _taken += addresses == 0 || leftOut < addresses ? 1 : 0;
        if (!isWhole)
        {
            _leftOut += Math.Max(leftOut, 1);
            _firstLeftOut ??= Describe(IPPrefix.Host(FirstLeftOut(relay)));
        }
    }

    /// <summary>Counts an entry.</summary>
    public void Count(bool taken, IPPrefix prefix)
    {
        if (taken)
        {
            _taken++;
            return;
        }

        _leftOut++;
        _firstLeftOut ??= Describe(prefix);
    }

    public TorListReport Report(string name, TorListKind kind, long errorCount, IReadOnlyList<LineError> errors, string? refusal)
    {
        refusal ??= _taken != 0 ? null
            : _firstLeftOut is null ? "it has no entries"
            : $"none of its entries can be used ({_firstLeftOut})";
        return new TorListReport(name, kind, _taken, _leftOut, _firstLeftOut, errorCount, errors, refusal);
    }

    private static string Describe(IPPrefix prefix) => $"{prefix}: {SpecialPurposeRanges.Describe(prefix) ?? "too many relays at one address"}";

    private static IPAddressValue FirstLeftOut(TorRelayDescription relay)
    {
        IPAddressValue[] addresses = [.. relay.OrEndpoints.Concat(relay.DirectoryEndpoints).Select(endpoint => endpoint.Address), .. relay.ExitAddresses];
        var special = Array.FindIndex(addresses, address => !SpecialPurposeRanges.IsGloballyReachable(address));
        return addresses[Math.Max(special, 0)];
    }
}
