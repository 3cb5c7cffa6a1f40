using System.Globalization;
using System.Text;
using System.Text.Json;
using TorIntel.Testing;

namespace TorIntel.Pipelines.Tests;

/// <summary>The same event gets the same tag, whether a stream or a logger brings it.</summary>
public sealed class AdapterTagTests
{
    private static readonly DateTimeOffset s_time = AdapterViews.ListTime.AddSeconds(372);

    private static readonly Dictionary<string, TorField> s_fields = new(StringComparer.Ordinal)
    {
        ["src_ip"] = TorField.Client, ["src_port"] = TorField.ClientPort, ["dest_ip"] = TorField.Server, ["dest_port"] = TorField.DestinationPort, ["proto"] = TorField.Transport,
        ["dns.rrname"] = TorField.DnsQuery, ["tls.sni"] = TorField.TlsServerName,
    };

    public static TheoryData<string> Events =>
    [
        """ "event_type":"flow","src_ip":"10.20.1.23","src_port":51514,"dest_ip":"192.0.2.10","dest_port":9001,"proto":"TCP" """,
        """ "event_type":"flow","src_ip":"10.20.1.23","src_port":51514,"dest_ip":"192.0.2.10","dest_port":123,"proto":"UDP" """,
        """ "event_type":"flow","src_ip":"198.51.100.99","src_port":51514,"dest_ip":"10.20.1.23","dest_port":443,"proto":"TCP" """,
        """ "event_type":"flow","src_ip":"198.51.100.99","src_port":51514,"dest_ip":"10.20.1.23","dest_port":25,"proto":"TCP" """,
        """ "event_type":"flow","src_ip":"2001:db8::99","src_port":51514,"dest_ip":"203.0.113.1","dest_port":22,"proto":"TCP" """,
        """ "event_type":"flow","src_ip":"10.20.1.23","src_port":51514,"dest_ip":"203.0.113.1","dest_port":9030,"proto":"TCP" """,
        """ "event_type":"flow","src_ip":"10.20.1.23","src_port":51514,"dest_ip":"128.31.0.39","dest_port":9201,"proto":"TCP" """,
        """ "event_type":"dns","src_ip":"10.20.1.23","src_port":51514,"dest_ip":"10.0.0.53","dest_port":53,"proto":"UDP","dns":{"type":"query","rrname":"check.torproject.org"} """,
        $$""" "event_type":"tls","src_ip":"10.20.1.23","src_port":51514,"dest_ip":"192.0.2.10","dest_port":443,"proto":"TCP","tls":{"sni":"www.abcdefgh.com"} """,
    ];

    [Theory]
    [MemberData(nameof(Events))]
    public void The_object_is_the_same(string members)
    {
        var (tagged, finding) = Judge(members, TagSchema.Tor);

        Assert.Equal(tagged.GetProperty("tor").GetRawText(), finding.ToJson(s_time));
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void Plain_properties_are_the_same(string members)
    {
        var (tagged, finding) = Judge(members, TagSchema.Flat);
        Assert.Equal(Flatten(tagged, "tor_"), Flatten(finding, TorSchema.Flat));

        (tagged, finding) = Judge(members, TagSchema.OpenTelemetry);
        Assert.Equal(Flatten(tagged, "torintel.", "security_rule."), Flatten(finding, TorSchema.OpenTelemetry));
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void Ecs_fields_are_the_same_but_for_the_objects_of_enrichments(string members)
    {
        var (tagged, finding) = Judge(members, TagSchema.Ecs);

        var expected = Flatten(tagged, "tor.", "tags", "network.", "threat.", "related.");
        Assert.True(expected.Remove("threat.enrichments"));
        Assert.Equal(expected, Flatten(finding, TorSchema.Ecs));
    }

    private static (JsonElement Tagged, TorFinding Finding) Judge(string members, TagSchema schema)
    {
        var line = $$"""{"timestamp":"{{s_time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}}",{{members.Trim()}}}""" + "\n";
        var output = new MemoryStream();
        new LogEnricher(AdapterViews.Usual, new TorClassifier(), new LogEnricherOptions { Schema = schema }).Enrich(new MemoryStream(Encoding.UTF8.GetBytes(line)), output, "eve.json");

        using var json = JsonDocument.Parse(line);
        var properties = Flatten(json.RootElement, "").Where(pair => s_fields.ContainsKey(pair.Key)).Select(pair => new TorProperty(pair.Key, s_fields[pair.Key], pair.Value)).ToArray();
        var finding = new TorEnricher(new TorNetworkStore(AdapterViews.Usual), new TorEnrichmentOptions { Fields = s_fields }).Find(AdapterViews.Usual, properties, s_time);
        Assert.NotNull(finding);
        return (JsonDocument.Parse(output.ToArray()).RootElement, finding);
    }

    private static SortedDictionary<string, string> Flatten(TorFinding finding, TorSchema schema)
    {
        var attributes = new TorAttributes(schema);
        KeyValuePair<string, object?>[] all =
            [.. attributes.Describe(finding), new(attributes.AgeName, finding.AgeAt(s_time)!.Value), new(attributes.StaleName, finding.IsStaleAt(s_time))];
        return new SortedDictionary<string, string>(
            all.ToDictionary(pair => pair.Key, pair => pair.Value is string[] several ? string.Join('|', several) : Convert.ToString(pair.Value, CultureInfo.InvariantCulture)!),
            StringComparer.Ordinal);
    }

    private static SortedDictionary<string, string> Flatten(JsonElement element, params string[] starts)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Add("", element);
        return values;

        void Add(string path, JsonElement part)
        {
            if (part.ValueKind == JsonValueKind.Object)
            {
                foreach (var member in part.EnumerateObject())
                {
                    Add(path.Length == 0 ? member.Name : path + "." + member.Name, member.Value);
                }
            }
            else if (starts.Any(start => path.StartsWith(start, StringComparison.Ordinal)))
            {
                values[path] = part.ValueKind == JsonValueKind.Array ? string.Join('|', part.EnumerateArray().Select(item => item.ToString())) : part.ToString();
            }
        }
    }
}
