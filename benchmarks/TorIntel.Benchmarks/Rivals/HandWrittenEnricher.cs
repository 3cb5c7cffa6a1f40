using System.Collections.Frozen;
using System.Net;
using Serilog.Core;
using Serilog.Events;

namespace TorIntel.Benchmarks;

/// <summary>What a user of Serilog writes who has a list of exit addresses: one property, one set, one word.</summary>
internal sealed class HandWrittenEnricher(RelaySet exits) : ILogEventEnricher
{
    private static readonly LogEventProperty s_tag = new("Tor", new ScalarValue("exit"));

    private readonly FrozenSet<string> _texts = exits.Addresses.Select(address => address.ToString()).ToFrozenSet(StringComparer.Ordinal);
    private readonly FrozenSet<IPAddress> _addresses = exits.ToIPAddresses().ToFrozenSet();

    public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
    {
        if (logEvent.Properties.TryGetValue("ClientIp", out var value) && value is ScalarValue scalar
            && (scalar.Value is string text ? _texts.Contains(text) : scalar.Value is IPAddress address && _addresses.Contains(address)))
        {
            logEvent.AddPropertyIfAbsent(s_tag);
        }
    }
}
