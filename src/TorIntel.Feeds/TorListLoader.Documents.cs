namespace TorIntel.Feeds;

/// <content>Documents that know more than addresses.</content>
public sealed partial class TorListLoader
{
    private static AddressRecordList? ReadRecords(ReadOnlySpan<byte> head, Stream stream, DateTimeOffset? time, out TorListKind kind)
    {
        kind = ListForm.KindOf(head);
        return kind switch
        {
            TorListKind.TorNodes => TorNodesReader.Read(stream),
            TorListKind.Misp => MispReader.Read(stream),
            TorListKind.Stix => StixReader.Read(stream, time),
            _ => null,
        };
    }

    private TorListReport LoadRelays(RelayDocumentReader reader, TorListKind kind, TorListSource source, RelayRoles? role)
    {
        // Nothing is taken before the whole document was read: it may turn out to be cut.
        var relays = ReadAll(reader);
        var tally = new ListTally(builder);
        if (reader.Refusal is null)
        {
            foreach (var relay in relays)
            {
                tally.Add(relay with { Roles = role is { } given && !reader.KnowsRoles ? RelayRoles.Relay | given : relay.Roles, IsVerified = source.IsVerified });
            }
        }

        return Named(tally.Report(source.Name, kind, reader.ErrorCount, reader.Errors, reader.Refusal) with
        {
            KnowsRoles = reader.KnowsRoles,
            Time = reader.Time ?? source.Time,
            ValidUntil = reader.ValidUntil,
            PassedOver = (reader as OnionooReader)?.NotRunningCount ?? 0,
        }, source);
    }

    // Of several descriptors of a relay the one that it published last: those before it may have other addresses.
    private static List<TorRelayDescription> ReadAll(RelayDocumentReader reader)
    {
        List<TorRelayDescription> relays = [];
        Dictionary<RelayFingerprint, (int Number, DateTimeOffset? Published)>? newest = reader is ServerDescriptorReader ? [] : null;
        while (reader.Read())
        {
            var relay = reader.Relay;
            if (newest is null || !newest.TryGetValue(relay.Fingerprint, out var known))
            {
                newest?.Add(relay.Fingerprint, (relays.Count, relay.Published));
                relays.Add(relay.ToDescription());
            }
            else if (known.Published is null || relay.Published >= known.Published)
            {
                newest[relay.Fingerprint] = (known.Number, relay.Published);
                relays[known.Number] = relay.ToDescription();
            }
        }

        return relays;
    }

    // The builder has no place for the port of a relay that nobody has named.
    private TorListReport LoadRecords(AddressRecordList list, TorListKind kind, TorListSource source, RelayRoles? role)
    {
        var tally = new ListTally(builder);
        var knowsRoles = true;
        foreach (var entry in list.Entries)
        {
            knowsRoles &= entry.Roles != RelayRoles.None;
            var roles = entry.Roles != RelayRoles.None ? entry.Roles : role ?? RelayRoles.Exit;
            tally.Count(roles == RelayRoles.Exit ? builder.AddExitAddress(entry.Prefix) : builder.AddRelayAddress(entry.Prefix, roles), entry.Prefix);
        }

        return Named(tally.Report(source.Name, kind, list.ErrorCount, list.Errors, list.Refusal) with
        {
            KnowsRoles = knowsRoles,
            Time = list.Time ?? source.Time,
            PassedOver = list.PassedOver,
        }, source);
    }
}
