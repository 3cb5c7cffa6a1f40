using System.Net;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using TorIntel.Testing;

namespace TorIntel.Tests;

/// <summary>What holds for any event.</summary>
public sealed class TorEnricherPropertyTests
{
    private static readonly TorEnricher s_enricher = new(new TorNetworkStore(AdapterViews.Usual));

    private static readonly object?[] s_values =
    [
        null, "", " ", ":", "[", "]", "[]", "[]:1", "%", "9001", "443", "0", "-1", "65536", 40000, 50000, "51514", 9001, 9050, 443, -1, int.MaxValue, long.MinValue, (ushort)9030, 9150u, (short)9051, 1.5, true,
        AdapterViews.Exit, AdapterViews.ExitIPv6, AdapterViews.Guard, AdapterViews.Unlisted, AdapterViews.Guard + ":9001", "10.1.2.3", "10.1.2.3:9050", "::1", "[2001:db8::99]:443", "fe80::1%eth0",
        IPAddress.Loopback, IPAddress.IPv6Any, IPAddress.Parse(AdapterViews.Guard), new IPEndPoint(IPAddress.Parse(AdapterViews.Guard), 9001), new DnsEndPoint("x.onion", 80),
        "x.onion", AdapterViews.Onion, "www.torproject.org", "onion", ".onion", "www.abcdefgh.com", "CN=www.abcdefgh.net", "CN=www.abcdefgh.com", "tor.exe", "/opt/Tor Browser/x", "tcp", "udp", "quic", "sctp",
        "http://x.onion/", "https://a@b@x.onion:1/?", "://", "http://", new Uri("http://x.onion/"), new Uri("/relative", UriKind.Relative), new string('a', 5000), "http://" + new string('a', 5000) + "@x.onion/",
        Array.Empty<string>(), new string?[] { null }, new[] { AdapterViews.Exit }, new object(), "ünïcode.onion", "\0", "\ud800",
    ];

    private static readonly Arbitrary<TorProperty[]> s_events = (
        from count in Gen.Choose(0, 6)
        from properties in Gen.ArrayOf(
            from field in Gen.Elements(Enum.GetValues<TorField>())
            from value in Gen.Elements(s_values)
            select new TorProperty("p" + field, field, value), count)
        select properties).ToArbitrary();

    [Property(MaxTest = 20_000)]
    public Property An_event_of_which_nothing_may_concern_has_no_evidence() => Prop.ForAll(s_events, properties =>
        properties.Any(property => TorEnricher.MayConcern(AdapterViews.Usual, property.Field, property.Value)) || s_enricher.Find(AdapterViews.Usual, properties, null) is null);

    [Property(MaxTest = 5_000)]
    public Property A_finding_names_properties_of_the_event_and_can_be_written() => Prop.ForAll(s_events, properties =>
    {
        if (s_enricher.Find(AdapterViews.Usual, properties, AdapterViews.ListTime) is not { } finding)
        {
            return true;
        }

        using var json = System.Text.Json.JsonDocument.Parse(finding.ToJson(AdapterViews.ListTime));
        var flat = new TorAttributes(TorSchema.Flat).Describe(finding);
        return finding.Evidence.Count != 0
            && finding.Evidence.All(evidence => properties.Any(property => property.Name == evidence.Field))
            && json.RootElement.GetProperty("evidence").GetArrayLength() == finding.Evidence.Count
            && flat[0] is { Key: "tor_confidence", Value: string confidence } && confidence == json.RootElement.GetProperty("confidence").GetString();
    });

    [Property(MaxTest = 5_000)]
    public Property A_finding_that_was_made_before_is_the_one_that_would_be_made_now() => Prop.ForAll(s_events, properties =>
    {
        var fresh = new TorEnricher(new TorNetworkStore(AdapterViews.Usual));
        return s_enricher.Find(AdapterViews.Usual, properties, null)?.ToJson() == fresh.Find(AdapterViews.Usual, properties, null)?.ToJson();
    });

    [Property(MaxTest = 5_000)]
    public Property A_list_is_judged_as_its_properties_are() => Prop.ForAll(s_events, properties =>
    {
        // One property a field, by its customary name.
        var list = properties.DistinctBy(property => property.Field).Where(property => property.Field != TorField.None).ToArray();
        var names = Enum.GetValues<TorField>().Where(field => field != TorField.None).ToDictionary(field => "p" + field, field => field);
        var options = new TorEnrichmentOptions { Fields = names };
        var enricher = new TorEnricher(new TorNetworkStore(AdapterViews.Usual), options);
        AttributeState attributes = new([new("other", AdapterViews.Exit), .. list.Select(property => new KeyValuePair<string, object?>(property.Name, property.Value)), new("{OriginalFormat}", "template")]);

        var one = enricher.Find(AdapterViews.Usual, list, null)?.ToJson();
        var two = enricher.Find(AdapterViews.Usual, attributes, null)?.ToJson();
        return one == two;
    });
}
