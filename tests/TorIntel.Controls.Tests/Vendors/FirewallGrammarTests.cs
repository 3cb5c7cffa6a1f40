using System.Text.RegularExpressions;

namespace TorIntel.Controls.Tests.Vendors;

/// <summary>Lines are such as the vendors document, and say what the plan says.</summary>
public sealed partial class FirewallGrammarTests
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    // pf.conf(5): "address | network/bits"; PAN-OS and FortiGate take the same, one a line.
    [Theory]
    [InlineData("pf")]
    [InlineData("paloalto-edl-ip")]
    [InlineData("fortigate")]
    [InlineData("fluent-bit")]
    public void A_list_has_addresses_and_prefixes_alone(string target)
    {
        var entries = VendorPlans.Entries(target, ControlPolicy.BlockInbound);

        Assert.All(entries, entry => Assert.True(IPAddressValue.TryParse(entry, out _) || IPPrefix.TryParse(entry, out _), entry));
        var expected = VendorPlans.Plan(ControlPolicy.BlockInbound).Sources.Select(row => row.Prefix);
        Assert.Equal(PrefixCover.Of(expected), PrefixCover.Of(entries.Select(Prefix)));
    }

    [Fact]
    public void A_checklist_has_no_line_that_is_no_key()
    {
        var lines = VendorPlans.Lines("fluent-bit", ControlPolicy.BlockInbound);

        Assert.All(lines, line => Assert.True(IPAddressValue.TryParse(line, out _), line));
        Assert.Equal(lines.Distinct(StringComparer.Ordinal), lines);
        Assert.Contains("203.0.113.67", lines);
    }

    [Fact]
    public void A_list_of_both_directions_is_two_files()
    {
        var plan = VendorPlans.Plan(ControlPolicy.Blended);

        Assert.Equal(["inbound-tor.pf", "outbound-tor.pf"], VendorPlans.Target("pf").FilesOf(plan));
        var inbound = VendorPlans.Entries("pf", ControlPolicy.Blended, "inbound-tor.pf");
        Assert.DoesNotContain("192.0.2.10", inbound);
        Assert.Contains("192.0.2.10", VendorPlans.Entries("pf", ControlPolicy.Blended, "outbound-tor.pf"));
        Assert.Equal(inbound, VendorPlans.Entries("pf", ControlPolicy.Blended)); // the first file, if none is named
    }

    [Theory]
    [InlineData("paloalto-edl-domain")]
    [InlineData("fortigate-domain")]
    public void A_list_of_domains_has_the_names_and_what_is_below_them(string target) =>
        Assert.Equal(["*.onion", "onion.ws", "*.onion.ws", "tor2web.io", "*.tor2web.io"], VendorPlans.Entries(target, ControlPolicy.BlockOutbound));

    [Theory]
    [InlineData(ControlPolicy.BlockInbound)]
    [InlineData(ControlPolicy.BlockOutbound)]
    [InlineData(ControlPolicy.Blended)]
    public void An_ASA_takes_every_line_and_every_group_stands_before_its_use(ControlPolicy policy)
    {
        HashSet<string> groups = new(StringComparer.Ordinal);
        var isInGroup = false;
        foreach (var line in VendorPlans.Entries("cisco-asa", policy))
        {
            if (isInGroup)
            {
                isInGroup = line != "exit";
                Assert.True(!isInGroup || AsaObject().IsMatch(line), line);
            }
            else if (AsaGroup().Match(line) is { Success: true } group)
            {
                Assert.True(groups.Add(group.Groups["name"].Value), line);
                Assert.InRange(group.Groups["name"].Length, 1, 64);
                isInGroup = true;
            }
            else
            {
                Assert.Matches(AsaRule(), line);
                Assert.All(AsaUse().Matches(line), use => Assert.Contains(use.Groups["name"].Value, groups));
            }
        }

        Assert.NotEmpty(groups);
        Assert.False(isInGroup);
    }

    [Fact]
    public void An_ASA_never_permits_and_knows_ports_and_masks()
    {
        var text = VendorPlans.Write("cisco-asa", ControlPolicy.Blended);

        Assert.DoesNotContain("permit", text, StringComparison.Ordinal);
        Assert.Contains(" network-object 203.0.113.64 255.255.255.252\n", text, StringComparison.Ordinal);
        Assert.Contains(" network-object host 2001:db8::10\n", text, StringComparison.Ordinal);
        Assert.Matches("deny tcp object-group TORINTEL-BLOCKED-[0-9a-f]{8} object-group TORINTEL-PORT-9001-[0-9a-f]{8} eq 9001\n", text);
    }

    [Fact]
    public void An_ASA_blocks_all_but_the_monitored_networks()
    {
        var lines = VendorPlans.Entries("cisco-asa", ControlPolicy.Blended);
        var blocked = lines.SkipWhile(line => !line.Contains("TORINTEL-BLOCKED", StringComparison.Ordinal)).Skip(1).TakeWhile(line => line != "exit").Select(AsaPrefix).ToArray();

        Assert.Equal(PrefixCover.Of([IPPrefix.Parse("0.0.0.0/0"), IPPrefix.Parse("::/0")], VendorPlans.Options(ControlPolicy.Blended).MonitoredNetworks), blocked);
    }

    [Theory]
    [InlineData(ControlPolicy.BlockInbound)]
    [InlineData(ControlPolicy.MonitorInbound)]
    [InlineData(ControlPolicy.BlockOutbound)]
    [InlineData(ControlPolicy.MonitorOutbound)]
    [InlineData(ControlPolicy.Blended)]
    public void IOS_takes_every_line_and_each_list_is_replaced_and_permits_the_rest(ControlPolicy policy)
    {
        var lines = VendorPlans.Entries("cisco-ios", policy);
        string? list = null;
        for (var i = 0; i < lines.Length; i++)
        {
            if (IosList().IsMatch(lines[i]))
            {
                Assert.Equal("no " + lines[i], lines[i - 1]);
                list = lines[i];
            }
            else if (lines[i] == "exit")
            {
                Assert.Equal(list!.StartsWith("ipv6", StringComparison.Ordinal) ? " permit ipv6 any any" : " permit ip any any", lines[i - 1]);
                list = null;
            }
            else if (list is null)
            {
                Assert.StartsWith("no ip", lines[i], StringComparison.Ordinal);
            }
            else
            {
                Assert.Matches(list.StartsWith("ipv6", StringComparison.Ordinal) ? IosRule6() : IosRule4(), lines[i]);
            }
        }

        Assert.Null(list);
    }

    [Fact]
    public void IOS_has_wildcard_masks_ports_and_permits_what_is_monitored_before_it_denies()
    {
        var lines = VendorPlans.Entries("cisco-ios", ControlPolicy.Blended);

        var deny = Array.IndexOf(lines, " deny ip 203.0.113.64 0.0.0.3 any");
        Assert.Equal(" permit ip 203.0.113.64 0.0.0.3 10.20.0.0 0.0.255.255 log", lines[deny - 1]);
        Assert.Contains(" deny tcp any host 192.0.2.10 eq 9001", lines);
        Assert.Contains(" permit tcp 10.20.0.0 0.0.255.255 host 192.0.2.10 eq 9001 log", lines);
        Assert.Contains(" deny tcp any host 2001:db8::10 eq 9001", lines);
        Assert.DoesNotContain(VendorPlans.Entries("cisco-ios", ControlPolicy.MonitorInbound), line => line.StartsWith(" deny", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(ControlPolicy.BlockInbound)]
    [InlineData(ControlPolicy.BlockOutbound)]
    [InlineData(ControlPolicy.Blended)]
    public void PowerShell_takes_every_line_and_old_rules_go_before_new_ones_come(ControlPolicy policy)
    {
        var lines = VendorPlans.Entries("windows-firewall", policy);
        var open = false;
        HashSet<string> names = new(StringComparer.Ordinal);
        Assert.Equal(["#Requires -RunAsAdministrator", "$ErrorActionPreference = 'Stop'", "Get-NetFirewallRule -Group 'TorIntel' -ErrorAction SilentlyContinue | Remove-NetFirewallRule"], lines[..3]);
        for (var i = 3; i < lines.Length; i++)
        {
            if (lines[i] == "$addresses = @(")
            {
                open = true;
            }
            else if (lines[i] == ")")
            {
                Assert.False(lines[i - 1].EndsWith(','), lines[i - 1]);
                open = false;
            }
            else if (open)
            {
                Assert.Matches(PowerShellAddress(), lines[i]);
                Assert.True(lines[i].EndsWith(',') || lines[i + 1] == ")", lines[i]);
            }
            else
            {
                var rule = PowerShellRule().Match(lines[i]);
                Assert.True(rule.Success, lines[i]);
                Assert.True(names.Add(rule.Groups["name"].Value), lines[i]);
            }
        }

        Assert.NotEmpty(names);
    }

    [Fact]
    public void PowerShell_quotes_hold_typographical_ones_too()
    {
        Assert.Equal("'a''b\u2019\u2019; c'", SafeText.PowerShell("a'b\u2019; c"));
        Assert.Equal("\"a\\\"b\\\\c?d\"", SafeText.Yaml("a\"b\\c\nd"));
        Assert.Equal("\"'=1+1,\"\"x\"\"\"", SafeText.Csv("=1+1,\"x\""));
        Assert.Equal("guard", SafeText.Csv("guard"));
    }

    private static IPPrefix Prefix(string entry) => IPPrefix.TryParse(entry, out var prefix) ? prefix : IPPrefix.Host(IPAddressValue.Parse(entry));

    private static IPPrefix AsaPrefix(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 2)
        {
            return IPPrefix.Parse(words[1]);
        }

        var address = IPAddressValue.Parse(words[^1]);
        return words[1] == "host" ? IPPrefix.Host(address)
            : IPPrefix.TryCreate(IPAddressValue.Parse(words[1]), System.Numerics.BitOperations.PopCount(address.ToIPv4()), out var prefix) ? prefix : throw new FormatException(line);
    }

    [GeneratedRegex(@"^object-group network (?<name>[A-Za-z0-9.!@#$%^&()_{}-]+)$", Options, 1000)]
    private static partial Regex AsaGroup();

    [GeneratedRegex(@"^ network-object (host [0-9a-f.:]+|[0-9.]+ [0-9.]+|[0-9a-f:]+/\d{1,3})$", Options, 1000)]
    private static partial Regex AsaObject();

    [GeneratedRegex(@"^access-list TORINTEL-(IN|OUT) line 1 extended deny (ip|tcp) (any|object-group \S+) (any|object-group \S+)( eq \d{1,5})?$", Options, 1000)]
    private static partial Regex AsaRule();

    [GeneratedRegex(@"object-group (?<name>\S+)", Options, 1000)]
    private static partial Regex AsaUse();

    [GeneratedRegex(@"^(ip access-list extended TORINTEL|ipv6 access-list TORINTEL6)-(IN|OUT)$", Options, 1000)]
    private static partial Regex IosList();

    [GeneratedRegex(@"^ (remark [\w :]{1,100}|(permit|deny) (ip|tcp) (any|host [0-9.]+|[0-9.]+ [0-9.]+) (any|host [0-9.]+|[0-9.]+ [0-9.]+)( eq \d{1,5})?( log)?)$", Options, 1000)]
    private static partial Regex IosRule4();

    [GeneratedRegex(@"^ (remark [\w :]{1,100}|(permit|deny) (ipv6|tcp) (any|host [0-9a-f:]+|[0-9a-f:]+/\d+) (any|host [0-9a-f:]+|[0-9a-f:]+/\d+)( eq \d{1,5})?( log)?)$", Options, 1000)]
    private static partial Regex IosRule6();

    [GeneratedRegex(@"^    '[0-9a-f.:]+(/\d{1,3})?',?$", Options, 1000)]
    private static partial Regex PowerShellAddress();

    [GeneratedRegex(
        @"^New-NetFirewallRule -Name '(?<name>TorIntel-[\w-]+)' -DisplayName '[^'\u2018-\u201B]+' -Group 'TorIntel' -Direction (Inbound|Outbound)( -Protocol TCP -RemotePort \d{1,5})? -Action Block -RemoteAddress \$addresses \| Out-Null$",
        Options,
        1000)]
    private static partial Regex PowerShellRule();
}
