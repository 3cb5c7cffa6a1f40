using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using YamlDotNet.Core;

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
            _ = StixPattern.Parse(indicator.GetProperty("pattern").GetString()!);
            Assert.Equal("stix", indicator.GetProperty("pattern_type").GetString());
            Assert.InRange(indicator.GetProperty("confidence").GetInt32(), 0, 100);
            Assert.True(string.CompareOrdinal(indicator.GetProperty("valid_from").GetString(), indicator.GetProperty("valid_until").GetString()) < 0);
        }
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void Patterns_compare_with_the_rows_of_the_plan_and_nothing_else(ControlPolicy policy)
    {
        var plan = VendorPlans.Plan(policy);
        var expected = plan.Sources.Concat(plan.DestinationsWithoutPort).Select(row => row.Prefix.IsHost ? $"{Family(row.Prefix.Address)}:value = {row.Prefix.Address}" : $"{Family(row.Prefix.Address)}:value ISSUBSET {row.Prefix}")
            .Concat(plan.Destinations.Select(row => $"network-traffic:dst_ref.type = {Family(row.Endpoint.Address)} & network-traffic:dst_ref.value = {row.Endpoint.Address} & network-traffic:dst_port = {row.Endpoint.Port}"))
            .Concat(plan.Names.Select(name => $"domain-name:value = {name.Suffix} | domain-name:value LIKE %.{name.Suffix}"));
        var written = Patterns(plan).Select(pattern => string.Join(" | ", pattern.Alternatives.Select(all => string.Join(" & ", all.Select(one => $"{one.Path} {one.Operator} {one.Value}")))));

        Assert.Equal(expected.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), written.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void Patterns_match_the_connections_and_names_of_the_plan_and_no_others(ControlPolicy policy)
    {
        var plan = VendorPlans.Plan(policy);
        var patterns = Patterns(plan);
        foreach (var address in Probes.Of(plan))
        {
            foreach (var port in new ushort[] { 22, 443, 9001, 9030 })
            {
                (string, string)[] observed = [("network-traffic:dst_ref.type", Family(address)), ("network-traffic:dst_ref.value", address.ToString()), ("network-traffic:dst_port", $"{port}"), (Family(address) + ":value", address.ToString())];
                var isListed = Probes.IsIn(plan.Sources, address) || Probes.IsIn(plan.DestinationsWithoutPort, address) || plan.Destinations.Any(row => row.Endpoint == new IPEndpointValue(address, port));
                Assert.Equal(isListed, patterns.Exists(pattern => pattern.Matches(observed)));
            }
        }

        foreach (var (name, isListed) in new[] { ("a.onion", true), ("onion.ws", true), ("a.b.onion.ws", true), ("fakeonion.ws", false), ("onion.ws.example", false) })
        {
            Assert.Equal(isListed && plan.Names.Count != 0, patterns.Exists(pattern => pattern.Matches([("domain-name:value", name)])));
        }
    }

    [Theory]
    [InlineData("[ipv4-addr:value = '192.0.2.1'")]
    [InlineData("ipv4-addr:value = '192.0.2.1'")]
    [InlineData("[ipv4-addr:value == '192.0.2.1']")]
    [InlineData("[ipv4-addr.value = '192.0.2.1']")]
    [InlineData("[ipv4-addr:value = '192.0.2.1'] x")]
    [InlineData("[ipv4-addr:value = 192.0.2.1]")]
    public void A_broken_pattern_is_not_taken(string pattern) => Assert.Throws<FormatException>(() => StixPattern.Parse(pattern));

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

        var all = item.GetProperty("Attribute").EnumerateArray().ToArray();
        Assert.StartsWith("rows: ", all[0].GetProperty("value").GetString(), StringComparison.Ordinal); // a comment, which nothing is looked up by
        Assert.False(all[0].GetProperty("to_ids").GetBoolean());
        var attributes = all[1..];
        var uuids = all.Select(attribute => attribute.GetProperty("uuid").GetString()).ToArray();
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
        Assert.Equal(values.Distinct(StringComparer.Ordinal).Count(), hashes.Length);
        Assert.All(hashes, line => Assert.Matches($"^[0-9a-f]{{32}},{uuid}$", line));
    }

    [Fact]
    public void Hashes_are_those_that_MISP_looks_for()
    {
        // As PyMISP makes them: md5 of the value, of both parts by themselves where the type has two. These are from md5sum.
        var plan = VendorPlans.Plan(ControlPolicy.Blended);
        var target = VendorPlans.Target("misp-feed");
        var hashes = VendorPlans.Write(target, plan, "hashes.csv").TrimEnd('\n').Split('\n').Select(line => line.Split(',')[0]).ToHashSet(StringComparer.Ordinal);

        Assert.All(["70f9add596561e9e62a198c34fb2a76c", "c3daba8ba04565423e12eb8cb6237b46", "7920ef9e1b70dc1653e1044c3f665275", "ad62796414800129758fdf1462f5d9a4", "71f0bf07708bb03b2aafd7dc8fb453aa"], hash => Assert.Contains(hash, hashes));
        Assert.DoesNotContain("126e8efda2fc1f4a6a5496ce6b58a5e0", hashes); // of 192.0.2.10|9001
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void Attributes_are_the_rows_of_the_plan(ControlPolicy policy)
    {
        var plan = VendorPlans.Plan(policy);
        var expected = plan.Sources.Select(row => $"ip-src {Short(row.Prefix)}")
            .Concat(plan.Destinations.Select(row => $"ip-dst|port {row.Endpoint.Address}|{row.Endpoint.Port}"))
            .Concat(plan.DestinationsWithoutPort.Select(row => $"ip-dst {Short(row.Prefix)}"))
            .Concat(plan.Outbound == ControlAction.None ? [] : ["domain onion.ws", "domain tor2web.io"]);
        using var document = JsonDocument.Parse(VendorPlans.Write(VendorPlans.Target("misp-feed"), plan, VendorPlans.Target("misp-feed").FilesOf(plan)[2]));
        var attributes = document.RootElement.GetProperty("Event").GetProperty("Attribute").EnumerateArray().Skip(1).ToArray();

        Assert.Equal(expected.Order(StringComparer.Ordinal), attributes.Select(attribute => $"{attribute.GetProperty("type").GetString()} {attribute.GetProperty("value").GetString()}").Order(StringComparer.Ordinal));
        Assert.All(attributes, attribute => Assert.Equal(plan.Network.Time, attribute.GetProperty("last_seen").GetDateTimeOffset()));

        static string Short(IPPrefix prefix) => prefix.IsHost ? prefix.Address.ToString() : prefix.ToString();
    }

    [Theory]
    [InlineData("stix")]
    [InlineData("misp-feed")]
    public void Who_cannot_leave_out_an_allowed_name_refuses(string target) =>
        Assert.Equal(ControlRefusal.NotExpressible, Assert.Throws<ControlRefusedException>(() => VendorPlans.Write(VendorPlans.Target(target), VendorPlans.PlanWithException(ControlPolicy.BlockOutbound))).Reason);

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
        var rules = SigmaRule.Read(VendorPlans.Write("sigma", policy));
        Assert.NotEmpty(rules);
        Assert.Equal(rules.Count, rules.Select(rule => rule.Document["id"]).Distinct().Count());
        foreach (var rule in rules)
        {
            Assert.InRange(((string)rule.Document["title"]).Length, 1, 256);
            Assert.True(Guid.TryParse((string)rule.Document["id"], out _));
            Assert.Contains(rule.Document["status"], new[] { "stable", "test", "experimental", "deprecated", "unsupported" });
            Assert.Contains(rule.Document["level"], new[] { "informational", "low", "medium", "high", "critical" });
            Assert.Contains(rule.Category, new[] { "firewall", "dns", "dns_query" });
            var (date, modified) = (Date(rule, "date"), Date(rule, "modified"));
            Assert.True(date <= modified);
            Assert.Equal(["attack.command-and-control", "attack.t1090.003"], (List<object>)rule.Document["tags"]);
            Assert.All(["description", "author", "references", "falsepositives"], key => Assert.Contains(key, rule.Document.Keys));
        }
    }

    [Fact]
    public void A_rule_of_Sigma_keeps_the_date_of_its_creation_and_is_modified_with_the_list()
    {
        var options = VendorPlans.Options(ControlPolicy.BlockInbound);
        var time = new DateTimeOffset(2027, 3, 4, 5, 6, 7, TimeSpan.Zero);
        var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
        builder.AddSource(new TorListSource("later", time));
        builder.AddExitAddress(IPPrefix.Parse("198.51.100.99/32"));
        var before = SigmaRule.Read(VendorPlans.Write("sigma", ControlPolicy.BlockInbound))[0];
        var after = SigmaRule.Read(VendorPlans.Write(VendorPlans.Target("sigma"), ControlPlan.Make(builder.Build(), options with { Now = time })))[0];

        Assert.Equal(before.Document["id"], after.Document["id"]);
        Assert.Equal(Date(before, "date"), Date(after, "date"));
        Assert.Equal(new DateOnly(2027, 3, 4), Date(after, "modified"));
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void Sigma_rules_match_the_connections_of_the_plan_and_no_others(ControlPolicy policy)
    {
        var plan = ControlPlan.Make(VendorPlans.Network, VendorPlans.Options(policy) with { IncludePorts = false });
        var rules = SigmaRule.Read(VendorPlans.Write(VendorPlans.Target("sigma"), plan)).Where(rule => rule.Category == "firewall").ToArray();
        foreach (var address in Probes.Of(plan))
        {
            Assert.Equal(Probes.IsIn(plan.Sources, address), Array.Exists(rules, rule => rule.Matches([("src_ip", address.ToString()), ("dst_ip", "10.1.2.3"), ("dst_port", "443")])));
            foreach (var port in new ushort[] { 22, 443, 9001, 9030 })
            {
                var isListed = Probes.IsIn(plan.DestinationsWithoutPort, address) || plan.Destinations.Any(row => row.Endpoint == new IPEndpointValue(address, port));
                Assert.Equal(isListed, Array.Exists(rules, rule => rule.Matches([("src_ip", "10.1.2.3"), ("dst_ip", address.ToString()), ("dst_port", $"{port}")])));
            }
        }
    }

    [Theory]
    [InlineData("onion", true)]
    [InlineData("abcdef.ONION", true)]
    [InlineData("a.onion.ws", true)]
    [InlineData("myshop.onion.ws", true)]
    [InlineData("shop.onion.ws", false)]
    [InlineData("a.shop.onion.ws", false)]
    [InlineData("fakeonion.ws", false)]
    public void Sigma_rules_match_listed_names_and_those_below_without_the_allowed_ones(string name, bool isListed)
    {
        var rules = SigmaRule.Read(VendorPlans.Write(VendorPlans.Target("sigma"), VendorPlans.PlanWithException(ControlPolicy.BlockOutbound)));

        Assert.Equal(isListed, rules.Single(rule => rule.Category == "dns").Matches([("query", name)]));
        Assert.Equal(isListed, rules.Single(rule => rule.Category == "dns_query").Matches([("QueryName", name)]));
    }

    [Theory]
    [InlineData("status: experimental\n", "status: experimental\nstatus: test\n")]
    [InlineData("- \"198.51.100.98/31\"", "- \"198.51.100.98/31")]
    [InlineData("    selection:", "   selection:\n      - x")]
    public void A_broken_document_is_not_taken(string text, string broken)
    {
        var document = VendorPlans.Write("sigma", ControlPolicy.BlockInbound);
        Assert.Contains(text, document, StringComparison.Ordinal);

        Assert.ThrowsAny<YamlException>(() => SigmaRule.Read(document.Replace(text, broken, StringComparison.Ordinal)));
    }

    private static DateOnly Date(SigmaRule rule, string key) => DateOnly.ParseExact((string)rule.Document[key], "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Family(IPAddressValue address) => address.IsIPv4 ? "ipv4-addr" : "ipv6-addr";

    private static List<StixPattern> Patterns(ControlPlan plan)
    {
        using var document = JsonDocument.Parse(VendorPlans.Write(VendorPlans.Target("stix"), plan));
        return [.. document.RootElement.GetProperty("objects").EnumerateArray().Where(item => item.GetProperty("type").GetString() == "indicator").Select(item => StixPattern.Parse(item.GetProperty("pattern").GetString()!))];
    }

    [GeneratedRegex("^[a-z-]+--[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", Options, 1000)]
    private static partial Regex StixId();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", Options, 1000)]
    private static partial Regex StixTime();
}
