namespace TorIntel;

/// <summary>What lists have of a view, by address and by endpoint; authorities that no list has are left out.</summary>
internal sealed class ListedRows
{
    private readonly TorNetwork _network;
    private readonly Dictionary<IPPrefix, int> _rows;

    public ListedRows(TorNetwork network)
    {
        _network = network;
        _rows = new Dictionary<IPPrefix, int>(network.AddressCount);
        foreach (var (prefix, row) in network.Index.ToList())
        {
            if ((network.AddressData.Flags[row] & AddressFlags.Listed) != 0 || !network.AddressData.At((int)row).IsEmpty)
            {
                _rows.Add(prefix, (int)row);
            }
        }
    }

    public IEnumerable<IPPrefix> Addresses => _rows.Keys;

    public bool Has(IPPrefix address) => _rows.ContainsKey(address);

    /// <summary>Gives the roles of what is listed at an address; none if it is not.</summary>
    public RelayRoles RolesAt(IPPrefix address) =>
        _rows.TryGetValue(address, out var row) ? new ListedAddress(_network, row, address.Address).ListedRoles : RelayRoles.None;

    public IReadOnlyList<TorRelay> RelaysAt(IPPrefix address) => new ListedAddress(_network, _rows[address], address.Address).Relays;

    public IEnumerable<RelayEndpoint> OrEndpoints()
    {
        foreach (var (address, row) in _rows)
        {
            for (var i = _network.AddressData.FirstAttachments[row]; i < _network.AddressData.FirstAttachments[row + 1]; i++)
            {
                var attachment = _network.AddressData.Attachments[i];
                if (attachment.Kind == AttachmentKind.OrEndpoint)
                {
                    yield return new RelayEndpoint(new TorRelay(_network, attachment.Relay), new IPEndpointValue(address.Address, attachment.Port));
                }
            }
        }
    }
}
