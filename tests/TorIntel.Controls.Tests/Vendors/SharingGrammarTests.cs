using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace TorIntel.Controls.Tests.Vendors;

/// <summary>What is shared is such as the specifications of STIX, MISP and Sigma have it.</summary>
public sealed partial class SharingGrammarTests
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    public static TheoryData<ControlPolicy> Policies => [.. Enum.GetValues<ControlPolicy>()];

    [Theory]
    [MemberData(nameof(Policies))]
    public void A_bundle_has_what_STIX_requires_and_no_dangling_reference(ControlPolicy policy)
    {
        using var document = JsonDocument.Parse(VendorPlans.Write("stix", policy));
        Assert.Equal("bundle", document.RootElement.GetProperty("type").GetString());
        var objects = document.RootElement.GetProperty("objects").EnumerateArray().ToArray();
        var ids = objects.Select(item => item.GetProperty("id").GetString()!).ToArray();
        Assert.Equal(ids.Distinct(StringComparer.Ordinal), ids);
        Assert.All([.. ids, document.RootElement.GetProperty("id").GetString()!], id => Assert.Matches(StixId(), id));
        foreach (var item in objects)
        {
            Assert.Equal("2.1", item.GetProperty("spec_version").GetString());
            Assert.StartsWith(item.GetProperty("type").GetString() + "--", item.GetProperty("id").GetString(), StringComparison.Ordinal);
            Assert.Matches(StixTime(), item.GetProperty("created").GetString());
            Assert.Matches(StixTime(), item.GetProperty("modified").GetString());
            Assert.True(string.CompareOrdinal(item.GetProperty("created").GetString(), item.GetProperty("modified").GetString()) <= 0);
            Assert.All(item.EnumerateObject().Where(property => property.Name.EndsWith("_ref", StringComparison.Ordinal)), property => Assert.Contains(property.Value.GetString(), ids));
        }

        var indicators = objects.Where(item => item.GetProperty("type").GetString() == "indicator").ToArray();
        Assert.Equal(VendorPlans.Plan(policy).Count, indicators.Length);
        Assert.Equal(indicators.Length, objects.Count(item => item.GetProperty("type").GetString() == "relationship"));
        foreach (var indicator in indicators)
        {
            Assert.Matches(StixPattern(), indicator.GetProperty("pattern").GetString());
            Assert.Equal("stix", indicator.GetProperty("pattern_type").GetString());
            Assert.InRange(indicator.GetProperty("confidence").GetInt32(), 0, 100);
            Assert.True(string.CompareOrdinal(indicator.GetProperty("valid_from").GetString(), indicator.GetProperty("valid_until").GetString()) < 0);
        }
    }

    [Fact]
    public void An_indicator_of_an_endpoint_has_address_and_port()
    {
        var text = VendorPlans.Write("stix", ControlPolicy.BlockOutbound);

        Assert.Contains("[network-traffic:dst_ref.type = 'ipv4-addr' AND network-traffic:dst_ref.value = '192.0.2.10' AND network-traffic:dst_port = 9001]", text, StringComparison.Ordinal);
        Assert.Contains("[ipv6-addr:value ISSUBSET '2001:db8:9::/126']", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_object_keeps_its_id_in_the_next_list()
    {
        var later = new TorNetworkBuilder { IncludeSpecialPurpose = true };
        later.AddSource(new TorListSource("later", VendorPlans.Options(ControlPolicy.BlockInbound).Now));
        later.AddExitAddress(IPPrefix.Parse("198.51.100.99/32"));
        var before = Indicator(VendorPlans.Write("stix", ControlPolicy.BlockInbound));
        var after = Indicator(VendorPlans.Write(VendorPlans.Target("stix"), VendorPlans.Plan(ControlPolicy.BlockInbound, later.Build())));

        Assert.Equal(before.Id, after.Id);
        Assert.Equal(before.Created, after.Created);
        Assert.NotEqual(before.Modified, after.Modified);

        static (string? Id, string? Created, string? Modified) Indicator(string text)
        {
            using var document = JsonDocument.Parse(text);
            var item = document.RootElement.GetProperty("objects").EnumerateArray().Single(item => item.TryGetProperty("name", out var name) && name.GetString() == "Tor exit 198.51.100.99");
            return (item.GetProperty("id").GetString(), item.GetProperty("created").GetString(), item.GetProperty("modified").GetString());
        }
    }

    [Fact]
    public void An_address_that_is_a_source_and_a_destination_is_one_indicator()
    {
        var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
        builder.AddSource(new TorListSource("bare", VendorPlans.Options(ControlPolicy.Blended).Now));
        builder.AddExitAddress(IPPrefix.Parse("203.0.113.1/32"));
        builder.AddRelayAddress(IPPrefix.Parse("203.0.113.1/32"), RelayRoles.Relay | RelayRoles.Guard);
        var plan = VendorPlans.Plan(ControlPolicy.Blended, builder.Build());
        Assert.Single(plan.DestinationsWithoutPort);

        Assert.Equal(1, Regex.Count(VendorPlans.Write(VendorPlans.Target("stix"), plan), @"ipv4-addr:value = '203\.0\.113\.1'", RegexOptions.None, TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public void Named_UUIDs_are_those_of_RFC_9562() =>
        Assert.Equal(new Guid("2ed6657d-e927-568b-95e1-2665a8aea6a2"), NamedUuid.Of(new Guid("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), "www.example.com")); // RFC 9562, A.4

    [Theory]
    [MemberData(nameof(Policies))]
    public void A_feed_has_manifest_hashes_and_the_event_that_they_name(ControlPolicy policy)
    {
        var target = VendorPlans.Target("misp-feed");
        var plan = VendorPlans.Plan(policy);
        var files = target.FilesOf(plan);
        Assert.Equal(["manifest.json", "hashes.csv"], files.Take(2));
        var uuid = files[2].Replace(".json", "", StringComparison.Ordinal);

        using var manifest = JsonDocument.Parse(VendorPlans.Write(target, plan, files[0]));
        using var document = JsonDocument.Parse(VendorPlans.Write(target, plan, files[2]));
        var entry = manifest.RootElement.GetProperty(uuid);
        var item = document.RootElement.GetProperty("Event");
        Assert.Equal(uuid, item.GetProperty("uuid").GetString());
        Assert.All(["info", "date", "timestamp"], name => Assert.Equal(item.GetProperty(name).GetString(), entry.GetProperty(name).GetString()));
        Assert.Matches("^[0-9]{10}$", item.GetProperty("timestamp").GetString());
        Assert.Equal(JsonValueKind.String, item.GetProperty("threat_level_id").ValueKind);
        Assert.True(Guid.TryParse(item.GetProperty("Orgc").GetProperty("uuid").GetString(), out _));

        var attributes = item.GetProperty("Attribute").EnumerateArray().ToArray();
        var uuids = attributes.Select(attribute => attribute.GetProperty("uuid").GetString()).ToArray();
        Assert.Equal(uuids.Distinct(StringComparer.Ordinal), uuids);
        List<string> values = [];
        foreach (var attribute in attributes)
        {
            var value = attribute.GetProperty("value").GetString()!;
            Assert.True(attribute.GetProperty("type").GetString() switch
            {
                "ip-src" or "ip-dst" => IPAddressValue.TryParse(value, out _) || IPPrefix.TryParse(value, out _),
                "ip-dst|port" => value.Split('|') is [var address, var port] && IPAddressValue.TryParse(address, out _) && ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out _),
                "domain" => value.Contains('.', StringComparison.Ordinal),
                _ => false,
            }, value);
            values.AddRange(value.Split('|'));
        }

        var hashes = VendorPlans.Write(target, plan, files[1]).TrimEnd('\n').Split('\n');
#pragma warning disable CA5351 // The format has MD5.
        Assert.Equal(values.Distinct(StringComparer.Ordinal).Select(value => $"{Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(value)))},{uuid}"), hashes);
#pragma warning restore CA5351
    }

    [Fact]
    public void A_source_is_an_ip_src_and_an_endpoint_an_ip_dst_with_its_port()
    {
        var target = VendorPlans.Target("misp-feed");
        var plan = VendorPlans.Plan(ControlPolicy.Blended);
        var text = VendorPlans.Write(target, plan, target.FilesOf(plan)[2]);

        Assert.Matches("\"type\": \"ip-src\",\\s+\"category\": \"Network activity\",\\s+\"value\": \"198.51.100.99\"", text);
        Assert.Matches("\"type\": \"ip-dst\\|port\",\\s+\"category\": \"Network activity\",\\s+\"value\": \"192.0.2.10\\|9001\"", text);
        Assert.DoesNotMatch("\"type\": \"ip-src\",\\s+\"category\": \"Network activity\",\\s+\"value\": \"192.0.2.10\"", text);
    }

    [Fact]
    public void What_TorIntel_writes_for_STIX_and_MISP_it_reads_as_the_same_exits()
    {
        var plan = VendorPlans.Plan(ControlPolicy.BlockInbound);
        var misp = VendorPlans.Target("misp-feed");
        var stix = StixReader.Read(Stream("stix", null), plan.Options.Now);
        var lists = new[] { stix, MispReader.Read(Stream("misp-feed", misp.FilesOf(plan)[2])) };

        foreach (var list in lists)
        {
            Assert.Null(list.Refusal);
            Assert.Equal(0, list.ErrorCount);
            Assert.Equal(plan.Network.Time, list.Time);
            Assert.Equal(plan.Sources.Select(row => row.Prefix), list.Entries.Select(entry => entry.Prefix).Order());
        }

        Assert.All(lists[1].Entries, entry => Assert.Equal(RelayRoles.Relay | RelayRoles.Exit, entry.Roles));
        Assert.Empty(StixReader.Read(Stream("stix", null), plan.Expires).Entries);

        MemoryStream Stream(string target, string? file) => new(Encoding.UTF8.GetBytes(VendorPlans.Write(VendorPlans.Target(target), plan, file)));
    }

    [Fact]
    public void What_TorIntel_writes_for_MISP_it_reads_as_the_same_endpoints()
    {
        var plan = VendorPlans.Plan(ControlPolicy.BlockOutbound);
        var target = VendorPlans.Target("misp-feed");
        var list = MispReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(VendorPlans.Write(target, plan, target.FilesOf(plan)[2]))));

        Assert.Equal(0, list.ErrorCount);
        var endpoints = list.Entries.Where(entry => entry.OrPort != 0).Select(entry => $"{entry.Prefix.Address} {entry.OrPort}");
        Assert.Equal(plan.Destinations.Select(row => $"{row.Endpoint.Address} {row.Endpoint.Port}").Order(StringComparer.Ordinal), endpoints.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void Sigma_rules_have_what_the_specification_requires(ControlPolicy policy)
    {
        var text = string.Join('\n', VendorPlans.Entries("sigma", policy));
        HashSet<string> ids = new(StringComparer.Ordinal);
        foreach (var rule in text.Split("\n---\n"))
        {
            foreach (var key in new[] { "title: [A-Z][^\n]{1,255}", "status: experimental", "description: \"[^\"\n]+\"", "date: [0-9]{4}-[0-9]{2}-[0-9]{2}", "level: (medium|low|informational)", "    condition: (selection|1 of selection_\\*)", "    category: (firewall|dns|dns_query)" })
            {
                Assert.Single(Regex.Matches(rule, $"^{key}$", RegexOptions.Multiline, TimeSpan.FromSeconds(5)));
            }

            var id = Regex.Match(rule, "^id: (?<id>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)).Groups["id"].Value;
            Assert.True(Guid.TryParse(id, out _) && ids.Add(id), rule);
            foreach (var line in rule.Split('\n'))
            {
                Assert.Matches(YamlLine(), line);
            }
        }
    }

    [Fact]
    public void Sigma_has_the_addresses_of_a_port_with_that_port()
    {
        var text = VendorPlans.Write("sigma", ControlPolicy.BlockOutbound);

        Assert.Contains("        - dst_port: 9001\n          dst_ip|cidr:\n              - \"192.0.2.10/32\"\n              - \"2001:db8::10/128\"\n        - dst_port: 9030\n", text, StringComparison.Ordinal);
        Assert.Contains("        query|endswith:\n            - \".onion\"\n", text, StringComparison.Ordinal);
    }

    [GeneratedRegex("^[a-z-]+--[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", Options, 1000)]
    private static partial Regex StixId();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", Options, 1000)]
    private static partial Regex StixTime();

    [GeneratedRegex(
        @"^\[(domain-name:value = '[a-z0-9.-]+' OR domain-name:value LIKE '%\.[a-z0-9.-]+'|ipv[46]-addr:value (=|ISSUBSET) '[0-9a-f.:/]+'|network-traffic:dst_ref\.type = 'ipv[46]-addr' AND network-traffic:dst_ref\.value = '[0-9a-f.:]+' AND network-traffic:dst_port = \d+)\]$",
        Options,
        1000)]
    private static partial Regex StixPattern();

    [GeneratedRegex(@"^(---|(    )*(  )?(- )?([A-Za-z_|]+:( (\S.*))?|""[^""\\]*""|[a-z]+[a-z.0-9-]*|[0-9]+|https://\S+|[A-Z][A-Za-z ]+))$", Options, 1000)]
    private static partial Regex YamlLine();
}
