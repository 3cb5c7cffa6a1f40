namespace TorIntel.Feeds;

/// <summary>What a verified consensus says of the addresses that a list should have; read only if a list is doubted.</summary>
/// <param name="read">Reads the consensus into a builder; null if there is none.</param>
internal sealed class Witnesses(Func<TorNetworkBuilder?> read)
{
    private readonly Lazy<TorNetworkBuilder?> _consensus = new(read);

    /// <summary>Gives the sets that a list of these roles may agree with: with IPv6 and without, as lists differ in that.</summary>
    public IEnumerable<EntrySet> For(TorFeedSource source, TorListKind kind)
    {
        var isOfExits = kind == TorListKind.ExitAddresses || source.Role == RelayRoles.Exit || (source.Role is null && kind == TorListKind.AddressList);
        if (source.KeyLocation is not null || !(isOfExits || source.Role == RelayRoles.Relay) || _consensus.Value is not { } consensus)
        {
            yield break; // What a list is about that says nothing else, such as guards or a CSV without roles, nobody can tell.
        }

        var prefixes = isOfExits ? consensus.ExitPrefixes : consensus.Prefixes;
        yield return new EntrySet(prefixes.Where(prefix => prefix.IsIPv4));
        yield return new EntrySet(prefixes);
    }
}
