using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace TorIntel.Controls.Tests.Vendors;

/// <summary>Tables and sets for look-ups have the columns that their readers ask for.</summary>
public sealed class SiemGrammarTests
{
    public static TheoryData<ControlPolicy> Policies => [.. Enum.GetValues<ControlPolicy>()];

    [Theory]
    [InlineData("vector", "ip", false)]
    [InlineData("sentinel-watchlist", "SearchKey", false)]
    [InlineData("splunk-lookup", "ip", true)]
    public void A_table_has_a_key_that_is_an_address_in_each_row_and_no_key_twice(string target, string key, bool hasPrefixes)
    {
        var rows = VendorPlans.Lines(target, ControlPolicy.Blended).Select(Csv.Fields).ToArray();

        Assert.Equal([key, "roles", "direction", "ports", "nicknames", "fingerprints", "list_time", "expires"], rows[0]);
        Assert.All(rows, row => Assert.Equal(rows[0].Count, row.Count));
        var keys = rows.Skip(1).Select(row => row[0]).ToArray();
        Assert.Equal(keys.Distinct(StringComparer.Ordinal), keys);
        Assert.All(keys, text => Assert.True(IPAddressValue.TryParse(text, out _) || (hasPrefixes && IPPrefix.TryParse(text, out _)), text));
        Assert.Equal(hasPrefixes, keys.Contains("203.0.113.64/30", StringComparer.Ordinal));
        Assert.Contains(rows, row => row[0] == "192.0.2.10" && row[2] == "outbound" && row[3] == "9001 9030" && row[4] == "guard");
        Assert.Contains(rows, row => row[0] == "198.51.100.99" && row[2] == "inbound" && row[3].Length == 0);
        Assert.Contains(rows, row => row[0] == "198.51.100.98" && row[2] == "both" && row[3] == "443");
    }

    [Fact]
    public void An_address_that_is_listed_in_a_prefix_and_by_itself_is_one_row()
    {
        var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
        builder.AddNetwork(VendorPlans.Network);
        builder.AddExitAddress(IPPrefix.Parse("203.0.113.65/32"));
        var plan = VendorPlans.Plan(ControlPolicy.BlockInbound, builder.Build());

        foreach (var target in new[] { "vector", "logstash-translate", "sentinel-watchlist", "fluent-bit", "suricata-dataset" })
        {
            Assert.Single(VendorPlans.Write(VendorPlans.Target(target), plan).Split('\n'), line => line.Contains("203.0.113.65", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_watchlist_that_is_too_large_is_refused_with_its_size()
    {
        var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
        builder.AddSource(new TorListSource("many", VendorPlans.Options(ControlPolicy.BlockInbound).Now));
        for (var i = 0; i < 60_000; i++)
        {
            builder.AddExitAddress(IPPrefix.Host(IPAddressValue.FromIPv4(0xC633_0000 + (uint)i)));
        }

        var refusal = Assert.Throws<ControlRefusedException>(() => VendorPlans.Write(VendorPlans.Target("sentinel-watchlist"), VendorPlans.Plan(ControlPolicy.BlockInbound, builder.Build())));

        Assert.Contains("3800000 are taken", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(ControlRefusal.TooLarge, refusal.Reason);
    }

    /// <summary>Every table that is asked by address, with every policy.</summary>
    public static IEnumerable<TheoryDataRow<string, ControlPolicy>> Tables =>
        from target in new[] { "vector", "sentinel-watchlist", "splunk-lookup", "splunk-ip-intel", "logstash-translate", "zeek-intel", "clickhouse", "syslog-ng" }
        from policy in Enum.GetValues<ControlPolicy>()
        select new TheoryDataRow<string, ControlPolicy>(target, policy);

    [Theory]
    [MemberData(nameof(Tables))]
    public void Tables_tell_the_direction_of_each_address_and_nothing_of_its_neighbours(string target, ControlPolicy policy)
    {
        var plan = VendorPlans.Plan(policy);
        var text = VendorPlans.Write(VendorPlans.Target(target), plan).TrimEnd('\n');
        var rows = (target switch
        {
            "vector" or "sentinel-watchlist" or "splunk-lookup" => text.Split('\n').Skip(1).Select(Csv.Fields).Select(fields => (fields[0], fields[2])),
            "splunk-ip-intel" => text.Split('\n').Skip(1).Select(Csv.Fields).Select(fields => (fields[1], InBrackets(fields[0]))),
            "logstash-translate" => new DeserializerBuilder().WithDuplicateKeyChecking().Build().Deserialize<Dictionary<string, string>>(text).Select(entry => (entry.Key, entry.Value.Split(' ')[0])),
            "zeek-intel" => text.Split('\n').Where(line => line is not ['#', ..]).Select(line => line.Split('\t')).Where(fields => fields[1] != "Intel::DOMAIN").Select(fields => (fields[0], InBrackets(fields[3]))),
            "clickhouse" => text.Split('\n').Select(line => line.Split('\t')).Select(fields => (fields[0], fields[3])),
            _ => text.Split('\n').Select(Csv.Fields).Where(fields => fields[1] == "tor.direction").Select(fields => (fields[0], fields[2])),
        }).Select(row => (Prefix: IPPrefix.TryParse(row.Item1, out var prefix) ? prefix : IPPrefix.Host(IPAddressValue.Parse(row.Item1)), Direction: row.Item2)).ToArray();

        Assert.Equal(rows.Length, rows.Select(row => row.Prefix).Distinct().Count());
        Assert.True(VendorPlans.Target(target).Traits.Prefixes || Array.TrueForAll(rows, row => row.Prefix.IsHost));
        foreach (var address in Probes.Of(plan))
        {
            // The longest prefix, as those that take prefixes do.
            Assert.Equal(Probes.DirectionOf(plan, address), rows.Where(row => row.Prefix.Contains(address)).OrderByDescending(row => row.Prefix.Length).Select(row => row.Direction).FirstOrDefault());
        }

        static string InBrackets(string text) => text[(text.IndexOf('(', StringComparison.Ordinal) + 1)..^1];
    }

    [Fact]
    public void Splunks_threat_list_has_its_three_columns()
    {
        var rows = VendorPlans.Lines("splunk-ip-intel", ControlPolicy.Blended).Select(Csv.Fields).ToArray();

        Assert.Equal(["description", "ip", "weight"], rows[0]);
        Assert.All(rows, row => Assert.Equal(3, row.Count));
        Assert.Contains(rows, row => row[0] == "Tor exit (inbound)" && row[1] == "203.0.113.64/30" && row[2] == "1");
        Assert.Contains(rows, row => row[0] == "Tor exit (both)" && row[1] == "198.51.100.98");
        Assert.Contains(rows, row => row[0] == "Tor guard (outbound)" && row[1] == "2001:db8::10");
    }

    [Theory]
    [InlineData("\"192.0.2.10\": ", "\"192.0.2.10\" ")]
    [InlineData("\"192.0.2.10\": ", "\"198.51.100.98\": ")]
    public void A_broken_dictionary_is_not_taken(string text, string broken)
    {
        var document = VendorPlans.Write("logstash-translate", ControlPolicy.BlockOutbound);
        Assert.Contains(text, document, StringComparison.Ordinal);

        Assert.ThrowsAny<YamlException>(() => new DeserializerBuilder().WithDuplicateKeyChecking().Build().Deserialize<Dictionary<string, string>>(document.Replace(text, broken, StringComparison.Ordinal)));
    }

    [Fact]
    public void An_allowed_name_below_a_listed_one_is_a_row_of_its_own()
    {
        var plan = VendorPlans.PlanWithException(ControlPolicy.BlockOutbound);
        var row = Assert.Single(VendorPlans.Write(VendorPlans.Target("csv"), plan).TrimEnd('\n').Split('\n').Select(Csv.Fields), row => row[0] == "exception");
        Assert.Equal(["exception", "shop.onion.ws", "", "outbound", "none"], row[..5]);

        using var document = JsonDocument.Parse(VendorPlans.Write(VendorPlans.Target("json"), plan));
        var item = Assert.Single(document.RootElement.GetProperty("rows").EnumerateArray(), item => item.GetProperty("kind").GetString() == "exception");
        Assert.Equal(("shop.onion.ws", "none"), (item.GetProperty("indicator").GetString(), item.GetProperty("action").GetString()));
    }

    [Theory]
    [InlineData("csv", 11)]
    [InlineData("vector", 6)]
    [InlineData("sentinel-watchlist", 6)]
    [InlineData("splunk-lookup", 6)]
    public void The_time_of_a_list_is_empty_where_it_is_not_known(string target, int column)
    {
        var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
        builder.AddSource(new TorListSource("undated", null));
        builder.AddExitAddress(IPPrefix.Parse("198.51.100.99/32"));
        var rows = VendorPlans.Write(VendorPlans.Target(target), ControlPlan.Make(builder.Build(), VendorPlans.Options(ControlPolicy.BlockInbound) with { AllowStale = true })).TrimEnd('\n').Split('\n').Select(Csv.Fields).ToArray();

        Assert.Equal("list_time", rows[0][column]);
        Assert.All(rows.Skip(1).Where(row => row[0] != "port"), row => Assert.Equal("", row[column]));
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void All_rows_are_in_the_table_and_in_the_object(ControlPolicy policy)
    {
        var plan = VendorPlans.Plan(policy);
        var count = plan.Count + plan.RelayPorts.Count + plan.ClientPorts.Count;
        var rows = VendorPlans.Lines("csv", policy).Select(Csv.Fields).ToArray();
        Assert.Equal(count, rows.Length - 1);
        Assert.All(rows, row => Assert.Equal(14, row.Count));

        using var document = JsonDocument.Parse(VendorPlans.Write("json", policy));
        var items = document.RootElement.GetProperty("rows").EnumerateArray().ToArray();
        Assert.Equal(count, items.Length);
        Assert.Equal(plan.Digest, document.RootElement.GetProperty("header").GetProperty("sha256").GetString());
        foreach (var (row, item) in rows.Skip(1).Zip(items))
        {
            Assert.Equal(row[0], item.GetProperty("kind").GetString());
            Assert.Equal(row[1], item.TryGetProperty("indicator", out var indicator) ? indicator.GetString() : "");
            Assert.Equal(row[2], item.TryGetProperty("port", out var port) ? port.GetRawText() : "");
            Assert.Equal(row[4], item.GetProperty("action").GetString());
        }
    }

    [Fact]
    public void Ports_alone_are_only_monitored() =>
        Assert.All(VendorPlans.Lines("csv", ControlPolicy.Blended).Select(Csv.Fields).Where(row => row[0] == "port"), row => Assert.Equal("monitor", row[4]));

    [Theory]
    [InlineData(ControlFamily.IPv4, "IPV4", "203.0.113.64/30")]
    [InlineData(ControlFamily.IPv6, "IPV6", "2001:db8::99/128")]
    public void An_IP_set_of_AWS_WAF_has_prefixes_of_one_family_alone(ControlFamily family, string version, string expected)
    {
        using var document = JsonDocument.Parse(VendorPlans.Write("aws-waf-ipset", ControlPolicy.BlockInbound, null, family));
        var root = document.RootElement;

        Assert.Equal(["Name", "Scope", "Description", "IPAddressVersion", "Addresses"], root.EnumerateObject().Select(property => property.Name));
        Assert.Equal(version, root.GetProperty("IPAddressVersion").GetString());
        Assert.Matches(@"^[\w\-]{1,128}$", root.GetProperty("Name").GetString());
        Assert.Matches(@"^[\w+=:#@/\-,\.][\w+=:#@/\-,\.\s]+[\w+=:#@/\-,\.]$", root.GetProperty("Description").GetString());
        Assert.InRange(root.GetProperty("Description").GetString()!.Length, 1, 256);
        var addresses = root.GetProperty("Addresses").EnumerateArray().Select(item => item.GetString()).ToArray();
        Assert.All(addresses, text => Assert.True(IPPrefix.TryParse(text, out var prefix) && prefix.IsIPv4 == (family == ControlFamily.IPv4) && text!.Contains('/', StringComparison.Ordinal), text));
        Assert.Contains(expected, addresses);
    }

    [Fact]
    public void An_IP_set_without_a_family_is_refused() =>
        Assert.Contains("one family", Assert.Throws<ControlRefusedException>(() => VendorPlans.Write("aws-waf-ipset", ControlPolicy.BlockInbound)).Message, StringComparison.Ordinal);

    [Fact]
    public void Too_many_entries_are_refused_and_joined_if_that_is_asked_for()
    {
        var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
        builder.AddSource(new TorListSource("many", VendorPlans.Options(ControlPolicy.BlockInbound).Now));
        for (var i = 0; i < 12_000; i++)
        {
            builder.AddExitAddress(IPPrefix.Host(IPAddressValue.FromIPv4(0xC633_0000 + (uint)(i * 2))));
        }

        var plan = VendorPlans.Plan(ControlPolicy.BlockInbound, builder.Build());
        var options = new ControlWriteOptions { Family = ControlFamily.IPv4 };
        var target = VendorPlans.Target("aws-waf-ipset");

        Assert.Contains("12000 entries are needed, and 10000 are allowed", Assert.Throws<ControlRefusedException>(() => VendorPlans.Write(target, plan, null, options)).Message, StringComparison.Ordinal);
        using var stream = new MemoryStream();
        var result = target.Write(plan, stream, options with { Widen = true });
        Assert.InRange(result.Entries, 1, 10_000);
        Assert.True(result.UnlistedIPv4 > 0);
    }
}
