using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Xml.Linq;

namespace TorIntel.Controls.Tests;

/// <summary>Targets for firewalls, servers, resolvers and tables that a real program reads back in <c>.ci/controls.sh</c>.</summary>
public sealed class ServerTargetsTests
{
    private static readonly string[] s_names =
    [
        "apache", "clickhouse", "haproxy-acl", "haproxy-map", "ip6tables", "ipset", "iptables", "nftables", "nginx-deny", "nginx-geo", "rpz", "squid-acl", "syslog-ng", "unbound",
    ];

    /// <summary>Every target with every policy that it can express, and its files.</summary>
    public static IEnumerable<TheoryDataRow<string, ControlPolicy, string>> Files
    {
        get
        {
            foreach (var name in s_names)
            {
                foreach (var policy in Enum.GetValues<ControlPolicy>())
                {
                    var plan = ServerViews.Plan(policy);
                    if (Target(name).WhyNot(plan) is null)
                    {
                        foreach (var file in Target(name).FilesOf(plan))
                        {
                            yield return new(name, policy, file);
                        }
                    }
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Files_are_as_recorded(string name, ControlPolicy policy, string file) =>
        AssertGolden($"{name}.{policy}.{file}", Write(name, PlanFor(name, policy), file));

    [Theory]
    [MemberData(nameof(Files))]
    public void The_same_plan_gives_the_same_bytes(string name, ControlPolicy policy, string file) =>
        Assert.Equal(Write(name, PlanFor(name, policy), file), Write(name, PlanFor(name, policy), file));

    [Theory]
    [MemberData(nameof(Files))]
    public void A_hostile_name_of_a_source_changes_nothing_but_comments(string name, ControlPolicy policy, string file)
    {
        var usual = Encoding.UTF8.GetString(Write(name, PlanFor(name, policy), file));
        var hostile = Encoding.UTF8.GetString(Write(name, PlanFor(name, policy, ServerViews.HostileName), file));
        if (file.EndsWith(".xml", StringComparison.Ordinal))
        {
            var (before, after) = (XDocument.Parse(usual).Root!, XDocument.Parse(hostile).Root!);
            Assert.Equal(before.Elements().Select(element => element.Name), after.Elements().Select(element => element.Name));
            Assert.Equal(before.Element("dictionary")!.ToString(), after.Element("dictionary")!.ToString());
            Assert.All(after.Elements("comment"), comment => Assert.False(comment.HasElements));
            return;
        }

        var mark = Target(name).Traits.Comment?.TrimEnd();
        var (usualLines, hostileLines) = (Lines(usual), Lines(hostile));
        Assert.Equal(usualLines.Where(line => !IsComment(line)), hostileLines.Where(line => !IsComment(line)));
        Assert.Equal(usualLines.Count(IsComment), hostileLines.Count(IsComment));
        Assert.All(hostileLines.Where(IsComment), line =>
        {
            Assert.False(line.EndsWith('\\'), line);
            Assert.DoesNotContain(line, char.IsControl);
            Assert.DoesNotContain('\u2028', line);
        });
        Assert.Equal(mark is not null, hostileLines.Any(line => IsComment(line) && line.Contains("flush ruleset", StringComparison.Ordinal)));

        bool IsComment(string line) => mark is not null && line.StartsWith(mark, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_name_of_a_source_does_not_make_a_line_that_readers_cut()
    {
        var text = Encoding.UTF8.GetString(Write("ipset", ServerViews.Plan(ControlPolicy.BlockInbound, new string('é', 5_000)), "torintel.ipset"));

        Assert.All(text.Split('\n'), line => Assert.True(Encoding.UTF8.GetByteCount(line) < 1_023, line));
    }

    [Theory]
    [InlineData("nftables", "drop")]
    [InlineData("iptables", "DROP")]
    [InlineData("ip6tables", "DROP")]
    [InlineData("apache", "Require not")]
    [InlineData("unbound", "always_nxdomain")]
    public void Who_only_monitors_blocks_nothing(string name, string blocks)
    {
        var isInbound = Target(name).Traits.Inbound;
        var monitor = ServerViews.Plan(isInbound ? ControlPolicy.MonitorInbound : ControlPolicy.MonitorOutbound);
        var block = ServerViews.Plan(isInbound ? ControlPolicy.BlockInbound : ControlPolicy.BlockOutbound);

        Assert.Contains(blocks, Encoding.UTF8.GetString(Write(name, block, null)), StringComparison.Ordinal);
        Assert.DoesNotContain(blocks + "\n", Encoding.UTF8.GetString(Write(name, monitor, null)), StringComparison.Ordinal);
        Assert.DoesNotContain(blocks + " ", Encoding.UTF8.GetString(Write(name, monitor, null)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_stale_view_that_is_taken_all_the_same_holds_another_day()
    {
        var stale = ServerViews.Options(ControlPolicy.BlockInbound) with { AllowStale = true, Now = ServerViews.Now.AddDays(30) };
        var plan = ControlPlan.Make(ServerViews.Make("old lists"), stale);

        Assert.Contains("timeout 86400s", Encoding.UTF8.GetString(Write("nftables", plan, null)), StringComparison.Ordinal);
        Assert.Contains("198.51.100.0/30 timeout 86400", Encoding.UTF8.GetString(Write("ipset", plan, null)), StringComparison.Ordinal);
        Assert.Contains("timeout 84600s", Encoding.UTF8.GetString(Write("nftables", ServerViews.Plan(ControlPolicy.BlockInbound), null)), StringComparison.Ordinal);
    }

    [Fact]
    public void Ipset_takes_no_timeout_above_its_own_limit()
    {
        var plan = ControlPlan.Make(ServerViews.Make("lists"), ServerViews.Options(ControlPolicy.BlockInbound) with { ExpireAfter = TimeSpan.FromDays(400) });

        Assert.Contains("add torintel-exit4-new 198.51.100.0/30 timeout 2147483\n", Encoding.UTF8.GetString(Write("ipset", plan, null)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_file_is_the_first_of_those_that_the_policy_has() =>
        Assert.Equal(
            Write("squid-acl", ServerViews.Plan(ControlPolicy.BlockOutbound), "torintel-dst.acl"),
            Write("squid-acl", ServerViews.Plan(ControlPolicy.BlockOutbound), null));

    // The form that BIND writes such addresses in, and complains about others.
    [Theory]
    [InlineData("192.0.2.10", "32.10.2.0.192.rpz-ip")]
    [InlineData("198.51.100.0/30", "30.0.100.51.198.rpz-ip")]
    [InlineData("2001:db8::1", "128.1.zz.db8.2001.rpz-ip")]
    [InlineData("2001:db8:ffff::/48", "48.zz.ffff.db8.2001.rpz-ip")]
    [InlineData("2001:db8:0:0:1:0:0:1", "128.1.0.0.1.zz.db8.2001.rpz-ip")]
    [InlineData("2001:0:0:1:0:0:0:1", "128.1.zz.1.0.0.2001.rpz-ip")]
    [InlineData("2001:db8:1:2:0:3:4:5", "128.5.4.3.0.2.1.db8.2001.rpz-ip")]
    [InlineData("::1", "128.1.zz.rpz-ip")]
    public void Addresses_in_policy_zones_are_canonical(string prefix, string trigger) => Assert.Equal(trigger, RpzTarget.TriggerOf(IPPrefix.Parse(prefix)));

    [Fact]
    public void A_zone_that_is_exported_later_has_a_higher_serial_number()
    {
        // The lists are the same, and what is left out of them is not.
        var first = ServerViews.Options(ControlPolicy.BlockOutbound);
        var second = first with { Now = first.Now.AddSeconds(1), AllowedNetworks = [IPPrefix.Parse("192.0.2.10/32")] };

        Assert.InRange(SerialOf(first), 1u, SerialOf(second) - 1);

        static uint SerialOf(ControlOptions options)
        {
            var text = Encoding.UTF8.GetString(Write("rpz", ControlPlan.Make(ServerViews.Make("lists"), options), null));
            return uint.Parse(text.Split(" SOA ")[1].Split(' ')[2], CultureInfo.InvariantCulture);
        }
    }

    [Theory]
    [InlineData("rpz")]
    [InlineData("unbound")]
    public void A_zone_of_a_resolver_cannot_tell_clients_apart(string name)
    {
        var blended = ServerViews.Options(ControlPolicy.Blended);
        var refusal = Assert.Throws<ControlRefusedException>(() => Write(name, ControlPlan.Make(ServerViews.Make("lists"), blended), null));

        Assert.Equal(ControlRefusal.NotExpressible, refusal.Reason);
        Assert.Contains("cannot tell clients of monitored networks apart", refusal.Message, StringComparison.Ordinal);
        Assert.NotEmpty(Write(name, ControlPlan.Make(ServerViews.Make("lists"), blended with { MonitoredNetworks = [] }), null));
    }

    [Fact]
    public void A_set_of_ipset_is_created_alike_however_many_entries_it_has()
    {
        var few = Creations(ControlPlan.Make(ServerViews.Make("few"), ServerViews.Options(ControlPolicy.BlockInbound)));
        var many = Creations(ControlPlan.Make(Many(140_000), ServerViews.Options(ControlPolicy.BlockInbound)));

        Assert.Equal(few, many);

        static string[] Creations(ControlPlan plan) => [.. Lines(Encoding.UTF8.GetString(Write("ipset", plan, null))).Where(line => line.StartsWith("create", StringComparison.Ordinal))];
    }

    [Fact]
    public void More_entries_than_a_set_of_ipset_takes_are_refused()
    {
        var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
        builder.AddSource(new TorListSource("many ports", TorIntel.Testing.AdapterViews.ListTime));
        for (var i = 0; i < 33_000; i++)
        {
            builder.AddRelay(new TorRelayDescription
            {
                Fingerprint = RelayFingerprint.Parse(i.ToString("X40", CultureInfo.InvariantCulture)),
                OrEndpoints = [.. Enumerable.Range(9_000, 16).Select(port => new IPEndpointValue(IPAddressValue.FromIPv4(0xC612_0000 + (uint)i), (ushort)port))],
            });
        }

        var plan = ControlPlan.Make(builder.Build(), ServerViews.Options(ControlPolicy.BlockOutbound));
        var refusal = Assert.Throws<ControlRefusedException>(() => Write("ipset", plan, null));
        Assert.Equal(ControlRefusal.TooLarge, refusal.Reason);
        Assert.Contains("524288 are allowed", refusal.Message, StringComparison.Ordinal);
    }

    // Every second address, so that none can be joined.
    private static TorNetwork Many(int count)
    {
        var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
        builder.AddSource(new TorListSource("many", TorIntel.Testing.AdapterViews.ListTime));
        for (var i = 0; i < count; i++)
        {
            builder.AddExitAddress(IPPrefix.Host(IPAddressValue.FromIPv4(0xC612_0000 + (uint)(i * 2))));
        }

        return builder.Build();
    }

    private static ControlTarget Target(string name) => ControlTargets.Find(name) ?? throw new ArgumentException(name, nameof(name));

    private static ControlPlan PlanFor(string name, ControlPolicy policy, string sourceName = "made-up lists") => ServerViews.Plan(policy, sourceName, withoutLargePrefix: !Target(name).Traits.Prefixes);

    private static byte[] Write(string name, ControlPlan plan, string? file)
    {
        using var stream = new MemoryStream();
        Target(name).Write(plan, stream, null, file);
        return stream.ToArray();
    }

    private static string[] Lines(string text) => text.Split(['\n', '\r', '\u2028', '\u0085']);

    private static void AssertGolden(string name, byte[] output)
    {
        var path = Path.Combine(GoldenFolder(), name);
        if (Environment.GetEnvironmentVariable("TORINTEL_UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, output);
        }

        Assert.True(File.Exists(path), $"{path} is not there; TORINTEL_UPDATE_GOLDEN=1 writes it");
        Assert.Equal(Encoding.UTF8.GetString(File.ReadAllBytes(path)), Encoding.UTF8.GetString(output)); // says where they differ
        Assert.Equal(File.ReadAllBytes(path), output);
    }

    private static string GoldenFolder([CallerFilePath] string thisFile = "") => Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "Golden");
}
