using TorIntel.Controls;

namespace TorIntel.MaxMind;

/// <summary>All that a view knows of its addresses, whatever the policy, without what is allowed.</summary>
/// <remarks>
/// What is checked of the rows of a plan is checked of all of them, and what is left out is cut out of what is around it. A plan of exits is refused for a view without any, though this database would have others.
/// A record has <c>roles</c>, and as far as lists tell it <c>relays</c> (<c>fingerprint</c>, <c>nickname</c>), <c>ports</c> (the OR ports), <c>first_seen</c> of the relay that was seen
/// first, <c>last_seen</c> of the one that was seen last.
/// </remarks>
internal sealed class RelayDatabaseTarget() : ControlTarget("mmdb-relays", "MaxMind database of all relays: roles, names, ports", new ControlTargetTraits
{
    FileName = "TorIntel-Relays.mmdb",
    Comment = null,
    Endpoints = true, // As data: a lookup is by address.
    CheckedBy = "mmdblookup (mmdb-bin), MaxMind.Db (NuGet)",
})
{
    internal override bool HasBothDirections => true; // whatever the policy

    protected override void WriteBytes(ControlOutput output, Stream stream, string file)
    {
        var options = output.Plan.Options;
        var network = output.Plan.Network;
        var rows = RowsOf(network, options, out var leftOut, out var numbers);
        var writer = TargetDatabase.Begin(output, "TorIntel-Relays", "Tor relays", RowCounts.Of(rows));

        // The plan has looked at the rows of its policy only.
        IReadOnlyList<IPPrefix> cutOut = [.. options.AllowedNetworks, .. leftOut];
        ControlPlanner.Check([.. rows.SelectMany(row => Without(row.Prefix, cutOut).Select(prefix => row with { Prefix = prefix }))], options);
        foreach (var row in output.TakeRows(rows))
        {
            TargetDatabase.Add(writer, row.Prefix, ValueOf(row, network.AddressData.At(numbers[row.Prefix])));
        }

        foreach (var prefix in leftOut)
        {
            TargetDatabase.CutOut(writer, prefix);
        }

        TargetDatabase.CutOutUntouchable(writer, output.Plan);
        writer.WriteTo(stream);
    }

    // What is left of each address without allowed relays and networks, and the prefixes of which nothing is.
    private static List<ControlAddress> RowsOf(TorNetwork network, ControlOptions options, out List<IPPrefix> leftOut, out Dictionary<IPPrefix, int> numbers)
    {
        HashSet<RelayFingerprint> allowedRelays = [.. options.AllowedRelays];
        List<ControlAddress> rows = [];
        (leftOut, numbers) = ([], []);
        foreach (var (prefix, number) in network.Index.ToList())
        {
            var listed = new ListedAddress(network, (int)number, prefix.Address);
            var (roles, relays) = (listed.RolesAt(network.Time), listed.Relays);
            IReadOnlyList<TorRelay> others = [.. relays.Where(relay => !allowedRelays.Contains(relay.Fingerprint))];
            if (others.Count != relays.Count)
            {
                roles = others.Count == 0 ? RelayRoles.None : listed.RolesWithout(allowedRelays);
            }

            if (!listed.IsListed && allowedRelays.Count != 0 && DirectoryAuthorities.All.Any(authority => allowedRelays.Contains(authority.Fingerprint)
                && authority.EndpointsAt(network.Time ?? options.Now).Any(endpoint => endpoint.Address == prefix.Address)))
            {
                roles = RelayRoles.None;
            }

            if (roles == RelayRoles.None || options.AllowedNetworks.Any(allowed => allowed.Contains(prefix)))
            {
                leftOut.Add(prefix);
                continue;
            }

            rows.Add(new ControlAddress(prefix, roles, others));
            numbers.Add(prefix, (int)number);
        }

        return rows;
    }

    private static IReadOnlyList<IPPrefix> Without(IPPrefix prefix, IReadOnlyList<IPPrefix> cutOut) =>
        cutOut.Any(prefix.Contains) ? PrefixCover.Of([prefix], cutOut.Where(prefix.Contains)) : [prefix];

    private static MmdbValue ValueOf(ControlAddress row, ReadOnlySpan<Attachment> attachments)
    {
        List<(string, MmdbValue)> record = [("roles", MmdbValue.FromArray([.. EvidenceNames.NamesOf(row.Roles).Select(MmdbValue.FromString)]))];
        if (row.Relays.Count != 0)
        {
            record.Add(("relays", MmdbValue.FromArray([.. row.Relays.Select(ValueOf)])));
        }

        SortedSet<ushort> ports = [];
        foreach (var attachment in attachments)
        {
            if (attachment is { Kind: AttachmentKind.OrEndpoint, Port: not 0 } && row.Relays.Any(relay => relay.Number == attachment.Relay))
            {
                ports.Add(attachment.Port);
            }
        }

        if (ports.Count != 0)
        {
            record.Add(("ports", MmdbValue.FromArray([.. ports.Select(MmdbValue.FromUInt16)])));
        }

        AddTime("first_seen", row.Relays.Min(relay => relay.FirstSeen));
        AddTime("last_seen", row.Relays.Max(relay => relay.LastSeen));
        return MmdbValue.FromMap([.. record]);

        void AddTime(string key, DateTimeOffset? time)
        {
            if (time is { } known)
            {
                record.Add((key, MmdbValue.FromString(TimeText.ToIso(known))));
            }
        }
    }

    private static MmdbValue ValueOf(TorRelay relay)
    {
        var fingerprint = ("fingerprint", MmdbValue.FromString(relay.Fingerprint.ToString()));
        return relay.Nickname is { } nickname ? MmdbValue.FromMap(fingerprint, ("nickname", MmdbValue.FromString(nickname))) : MmdbValue.FromMap(fingerprint);
    }
}
