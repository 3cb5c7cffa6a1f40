using System.Net;
using System.Text.Json;

namespace TorIntel.Conformance;

/// <summary>Says what the tool must make of an EVE line, straight from the table of evidence.</summary>
/// <remarks>
/// Slow on purpose: a DOM, strings and linear scans. Holds no state, so threads may share it. An event whose verdict hangs on an
/// authority's address at a time for which the sources do not give it ends in <see cref="NotSupportedException"/>.
/// </remarks>
public sealed class EveOracle(ConformanceLists lists, OracleOptions options)
{
    private const int FirstEphemeralPort = 32768;
    private static readonly int[] s_relayPorts = [9001, 9030];
    private static readonly int[] s_clientPorts = [9040, 9050, 9051, 9150, 9151, 9053];

    /// <summary>The verdict of the line; null if it must stay as it is.</summary>
    public ExpectedVerdict? Judge(string line)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(line);
        }
        catch (JsonException)
        {
            return null;
        }

        using (document)
        {
            return document.RootElement.ValueKind == JsonValueKind.Object ? Judge(new EveEvent(document.RootElement)) : null;
        }
    }

    private ExpectedVerdict? Judge(EveEvent e)
    {
        var (initiator, responder, rule) = Orient(e);
        var direction = Direction(initiator.Address, responder.Address);
        List<ExpectedEvidence> evidence = [.. OfInitiator(initiator), .. OfResponder(responder, e), .. OfPorts(responder, e), .. OfNames(e)];
        evidence.AddRange(OfTls(e, evidence));
        if (evidence.Count == 0)
        {
            return null;
        }

        var rows = new[] { initiator, responder }.SelectMany(side => lists.Find(side.Address)?.Rows ?? []);
        return new ExpectedVerdict(
            Raise(evidence),
            direction,
            rule,
            evidence,
            ExpectedSet.Union(evidence.Select(item => TechniqueTable.For(item, direction))),
            ExpectedSet.Union(evidence.Select(item => item.Relays)),
            rows.GroupBy(row => row.Fingerprint).ToDictionary(group => group.Key, group => lists.RolesOf(group.First())));
    }

    /// <summary>Who opened the connection, and by which rule that is known.</summary>
    private (EventSide Initiator, EventSide Responder, int Rule) Orient(EveEvent e)
    {
        var (source, destination) = (e.Source, e.Destination);
        if (!e.InitiatorIsOpen || source.Address is null || destination.Address is null)
        {
            return (source, destination, 0);
        }

        // 1: the event's own direction, flow or SYN flags.
        bool? sourceOpened = e.Direction switch
        {
            "to_server" => true,
            "to_client" => false,
            _ when e.FlowSource is { } opener && source.Address.Equals(destination.Address) => source.Address.Equals(opener) ? source.Port == e.FlowSourcePort : null,
            _ when e.FlowSource is { } opener => source.Address.Equals(opener) ? true : destination.Address.Equals(opener) ? false : null,
            _ when e.Syn == true => e.Ack != true,
            _ => null,
        };
        if (sourceOpened is { } opened)
        {
            return Sides(opened, 1);
        }

        // 2: a side that is a listed OR, directory or authority endpoint is the responder.
        if (IsTorEndpoint(source, e) != IsTorEndpoint(destination, e))
        {
            return Sides(IsTorEndpoint(destination, e), 2);
        }

        // 3: exactly one port from the ephemeral range.
        if (source.Port >= FirstEphemeralPort != destination.Port >= FirstEphemeralPort)
        {
            return Sides(source.Port >= FirstEphemeralPort, 3);
        }

        return Sides(true, 4);

        (EventSide, EventSide, int) Sides(bool sourceFirst, int rule) => sourceFirst ? (source, destination, rule) : (destination, source, rule);
    }

    private bool IsTorEndpoint(EventSide side, EveEvent e) => e.TcpOrNotStated && !IsIgnored(side.Address)
        && (VisibleRows(side.Address).Any(row => row.Port == side.Port) || Authority.Find(side.Address, side.Port, e.Date) is not null);

    private string Direction(IPAddress? initiator, IPAddress? responder) => initiator is null || responder is null
        ? "unknown"
        : (IsOurs(initiator), IsOurs(responder)) switch
        {
            (false, true) => "inbound",
            (true, false) => "outbound",
            (true, true) => "internal",
            _ => "external",
        };

    private IEnumerable<ExpectedEvidence> OfInitiator(EventSide side)
    {
        if (Visible(side.Address) is not { } entry)
        {
            yield break;
        }

        var rows = VisibleRows(side.Address);
        if (IsOurs(side.Address))
        {
            yield return Evidence("own-relay", Confidence.Confirmed, side, rows);
        }
        else if (entry.ExitAddress || rows.Any(lists.IsExit))
        {
            yield return Evidence("source-exit", Confidence.High, side, [.. rows.Where(lists.IsExit)]);
        }
        else
        {
            yield return Evidence("source-relay", Confidence.Low, side, rows);
        }
    }

    private IEnumerable<ExpectedEvidence> OfResponder(EventSide side, EveEvent e)
    {
        if (side.Address is null || IsIgnored(side.Address))
        {
            yield break;
        }

        var entry = Visible(side.Address);
        var rows = VisibleRows(side.Address);
        if (IsOurs(side.Address))
        {
            if (entry is not null)
            {
                yield return Evidence("own-relay", Confidence.Confirmed, side, rows);
            }

            yield break;
        }

        var atEndpoint = e.TcpOrNotStated ? rows.Where(row => row.Port == side.Port).ToList() : [];
        var authority = e.TcpOrNotStated ? Authority.Find(side.Address, side.Port, e.Date) : null;
        if (atEndpoint.Count > 0)
        {
            yield return Evidence("destination-or-endpoint", Confidence.Confirmed, side, atEndpoint);
        }

        if (authority is not null)
        {
            var evidence = Evidence("destination-authority", Confidence.Confirmed, side, []);
            yield return evidence with { Relays = ExpectedSet.Open([.. evidence.Relays.Chosen], [authority.Fingerprint]) };
        }

        if (entry is null || atEndpoint.Count > 0 || authority is not null)
        {
            yield break;
        }

        var guard = entry.GuardAddress || rows.Any(lists.IsGuard);
        yield return guard && e.TcpOrNotStated && (side.Port is null || entry.Rows.Count == 0)
            ? Evidence("destination-guard", Confidence.Medium, side, [.. rows.Where(lists.IsGuard)])
            : Evidence("destination-relay", Confidence.Low, side, rows);
    }

    private IEnumerable<ExpectedEvidence> OfPorts(EventSide responder, EveEvent e)
    {
        if (responder.Address is null || responder.Port is not { } port || IsIgnored(responder.Address))
        {
            yield break;
        }

        var ours = IsOurs(responder.Address);
        if (!ours && e.TcpOrNotStated && s_relayPorts.Contains(port))
        {
            yield return Evidence("port-relay", Confidence.Low, responder, null);
        }

        if (ours && s_clientPorts.Contains(port))
        {
            yield return Evidence("port-client", Confidence.Low, responder, null);
        }
    }

    private IEnumerable<ExpectedEvidence> OfNames(EveEvent e) =>
        from name in e.Names
        let judged = options.Ignore.Any(ignored => NameRules.IsAtOrBelow(name.Host, ignored)) ? null : NameRules.Judge(name.Host)
        where judged is not null
        select new ExpectedEvidence(judged.Value.Name, name.Field, name.Host, judged.Value.Confidence);

    private static IEnumerable<ExpectedEvidence> OfTls(EveEvent e, IReadOnlyList<ExpectedEvidence> found)
    {
        if (NameRules.IsLinkCertificate(e.Subject, e.Issuer))
        {
            yield return new ExpectedEvidence("tls-name-tor-link", "tls.subject", e.Subject!, Confidence.Medium);
        }

        foreach (var (field, sni) in e.ServerNames)
        {
            if (NameRules.IsLinkSni(sni) && Has(found, "destination-relay", "destination-guard"))
            {
                yield return new ExpectedEvidence("tls-name-tor-link", field, sni!, Confidence.Medium);
            }
        }
    }

    private static Confidence Raise(IReadOnlyList<ExpectedEvidence> evidence)
    {
        var highest = evidence.Max(item => item.Confidence);
        var raised = Has(evidence, "destination-relay", "destination-guard") && Has(evidence, "tls-name-tor-link") ? Confidence.High
            : Has(evidence, "destination-relay") && Has(evidence, "port-relay") ? Confidence.Medium
            : Confidence.None;
        return highest > raised ? highest : raised;
    }

    private static bool Has(IReadOnlyList<ExpectedEvidence> evidence, params string[] names) => evidence.Any(item => names.Contains(item.Name));

    /// <summary>Evidence about an address; the relays are those that it rests on, null if it rests on none.</summary>
    private ExpectedEvidence Evidence(string name, Confidence confidence, EventSide side, IReadOnlyList<RelayRow>? rows)
    {
        var there = rows is null ? [] : Fingerprints(VisibleRows(side.Address));
        var fingerprints = Fingerprints(rows ?? []);
        var authorised = fingerprints.Length > 0 && fingerprints.All(options.OwnRelays.Contains);
        var value = side.Port is { } port ? new IPEndPoint(side.Address!, port).ToString() : side.Address!.ToString();
        return new ExpectedEvidence(name, side.Field, value, authorised ? Confidence.Low : confidence)
        {
            Authorised = authorised,
            Port = side.Port,
            Relays = ExpectedSet.Open(fingerprints.Length > 0 ? fingerprints : there, there, fingerprints),
        };
    }

    private static string[] Fingerprints(IEnumerable<RelayRow> rows) => [.. rows.Select(row => row.Fingerprint).Distinct()];

    private bool IsOurs(IPAddress? address) => address is not null && Addresses.InAny(address, options.Ours);

    private bool IsIgnored(IPAddress? address) => address is not null && options.Ignore.Any(ignored => ignored.Contains('/', StringComparison.Ordinal)
        ? IPNetwork.Parse(ignored).Contains(address)
        : address.Equals(Addresses.Parse(ignored)));

    private IReadOnlyList<RelayRow> VisibleRows(IPAddress? address) =>
        [.. lists.Find(address)?.Rows.Where(row => !options.Ignore.Contains(row.Fingerprint)) ?? []];

    /// <summary>The entry of an address, unless it is ignored itself or all relays there are.</summary>
    private AddressEntry? Visible(IPAddress? address) =>
        IsIgnored(address) || lists.Find(address) is not { } entry || (entry.Rows.Count > 0 && VisibleRows(address).Count == 0) ? null : entry;
}
