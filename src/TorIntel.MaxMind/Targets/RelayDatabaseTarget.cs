using TorIntel.Controls;

namespace TorIntel.MaxMind;

/// <summary>All that a view knows of its addresses, whatever the policy, without what is allowed.</summary>
/// <remarks>
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
    protected override void WriteBytes(ControlOutput output, Stream stream, string file)
    {
        var options = output.Plan.Options;
        var writer = TargetDatabase.Begin(output.Plan, "TorIntel-Relays", "Tor relays");
        var network = output.Plan.Network;
        HashSet<RelayFingerprint> allowedRelays = [.. options.AllowedRelays];
        List<ControlAddress> rows = [];
        Dictionary<IPPrefix, int> numbers = [];
        foreach (var (prefix, number) in network.Index.ToList())
        {
            var listed = new ListedAddress(network, (int)number, prefix.Address);
            var (roles, relays) = (listed.RolesAt(network.Time), listed.Relays);
            IReadOnlyList<TorRelay> others = [.. relays.Where(relay => !allowedRelays.Contains(relay.Fingerprint))];
            if (roles != RelayRoles.None && (relays.Count == 0 || others.Count != 0) && !options.AllowedNetworks.Any(allowed => allowed.Contains(prefix)))
            {
                Check(prefix, options);
                rows.Add(new ControlAddress(prefix, roles, others));
                numbers.Add(prefix, (int)number);
            }
        }

        foreach (var row in output.TakeRows(rows))
        {
            TargetDatabase.Add(writer, row.Prefix, ValueOf(row, network.AddressData.At(numbers[row.Prefix])));
            foreach (var allowed in options.AllowedNetworks)
            {
                if (row.Prefix.Contains(allowed))
                {
                    TargetDatabase.Add(writer, allowed, value: null);
                }
            }
        }

        writer.WriteTo(stream);
    }

    private static void Check(IPPrefix prefix, ControlOptions options)
    {
        foreach (var network in options.ProtectedNetworks)
        {
            if (network.Contains(prefix) || prefix.Contains(network))
            {
                throw new ControlRefusedException($"The view has {prefix}, which is in {network}, a network that no list may have. Find out why it is listed, or allow it, which leaves it out.");
            }
        }
    }

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
