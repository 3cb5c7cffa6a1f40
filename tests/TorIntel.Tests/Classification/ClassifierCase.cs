namespace TorIntel.Tests;

/// <summary>A small network, a site and an event, as plain data.</summary>
internal sealed record ClassifierCase
{
    /// <summary>Gets what the lists say about relays.</summary>
    public required IReadOnlyList<TorRelayDescription> Relays { get; init; }

    /// <summary>Gets what the lists say about addresses without naming a relay; the role exit alone means an exit address.</summary>
    public required IReadOnlyList<(IPPrefix Prefix, RelayRoles Roles)> Addresses { get; init; }

    public required DateTimeOffset? ViewTime { get; init; }

    public required TorClassifierOptions Options { get; init; }

    /// <summary>Gets the event, without names.</summary>
    public TorEvent Event { get; init; }

    /// <summary>Gets a value indicating whether the event has a server name of the form that Tor makes up.</summary>
    public bool HasLinkName { get; init; }

    public bool HasLinkCertificate { get; init; }

    public TorNetwork BuildView()
    {
        var builder = Sketch.Builder([.. Relays]);
        foreach (var (prefix, roles) in Addresses)
        {
            _ = roles == RelayRoles.Exit ? builder.AddExitAddress(prefix) : builder.AddRelayAddress(prefix, roles);
        }

        builder.AddSource(new TorListSource("case", ViewTime));
        return builder.Build();
    }

    public TorEvent BuildEvent()
    {
        var torEvent = HasLinkName ? Event.WithName(EventField.TlsServerName, "www.abcdef.com") : Event;
        return HasLinkCertificate ? torEvent.WithCertificate("CN=www.abcdefgh.net", "CN=www.abcdefgh.com") : torEvent;
    }

    public override string ToString()
    {
        var torEvent = Event;
        List<string> lines =
        [
            $"event {torEvent.Source} {torEvent.SourcePort} -> {torEvent.Destination} {torEvent.DestinationPort} {torEvent.Transport}, initiator {torEvent.Initiator}, "
                + $"service {torEvent.IsServiceLog}, time {torEvent.Time:yyyy} of view {ViewTime:yyyy}, name {HasLinkName}, certificate {HasLinkCertificate}",
            $"ours {string.Join(' ', Options.InternalNetworks)}; ignored {string.Join(' ', Options.IgnoredNetworks)} {string.Join(' ', Options.IgnoredRelays)}; own {string.Join(' ', Options.OwnRelays)}",
            .. Relays.Select(relay => $"relay {relay.Fingerprint} {relay.Roles}: OR {string.Join(' ', relay.OrEndpoints)}, directory {string.Join(' ', relay.DirectoryEndpoints)}, "
                + $"exit {string.Join(' ', relay.ExitAddresses)}, policies {relay.ExitPolicy} {relay.ExitPolicySummary?.Accepts(80)}/{relay.ExitPolicySummary?.Accepts(443)} {relay.ExitPolicySummaryIPv6?.Accepts(80)}/{relay.ExitPolicySummaryIPv6?.Accepts(443)}"),
            .. Addresses.Select(entry => $"address {entry.Prefix} {entry.Roles}"),
        ];
        return string.Join('\n', lines);
    }
}
