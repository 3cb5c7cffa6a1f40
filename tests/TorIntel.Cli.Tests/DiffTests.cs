using System.Text.Json;

namespace TorIntel.Cli.Tests;

public sealed class DiffTests
{
    private const string Later = $"""
        fingerprint, ipaddr, port
        {Lists.GuardFingerprint}, 192.0.2.10, 443
        {Lists.MiddleFingerprint}, 203.0.113.30, 9001
        4444444444444444444444444444444444444444, 203.0.113.77, 9001

        """;

    [Fact]
    public async Task The_summary_comes_first_then_every_change()
    {
        using var folder = new TemporaryFolder();
        var (a, b) = (folder.Write("a.csv", Lists.Relays), folder.Write("b.csv", Later));
        var run = await ToolRun.RunAsync("diff", "relay=" + a, "relay=" + b, "--include-special", "--internal", "203.0.113.64/26", "--list-time", "2026-08-22T21:00:00Z");

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
        Assert.Equal(
            $"""
            before:       a.csv, 2026-08-22T21:00:00Z: 3 relays, {TorNetwork.Empty.AddressCount + 4} addresses, 4 OR endpoints
            after:        b.csv, 2026-08-22T21:00:00Z: 3 relays, {TorNetwork.Empty.AddressCount + 3} addresses, 3 OR endpoints
            relays:       +1 -1, 0 with other roles
            addresses:    +1 -2, 0 with other roles
            OR endpoints: +2 -3
            OURS:         1 listed, 1 of them new

            ours
              203.0.113.77 in 203.0.113.64/26 (relay) new 4444444444444444444444444444444444444444

            relays added
              4444444444444444444444444444444444444444 (relay)

            relays removed
              {Lists.ExitFingerprint} (relay)

            addresses added
              203.0.113.77

            addresses removed
              203.0.113.40
              2001:db8:10::10

            OR endpoints added
              192.0.2.10:443 {Lists.GuardFingerprint}
              203.0.113.77:9001 4444444444444444444444444444444444444444

            OR endpoints removed
              192.0.2.10:9001 {Lists.GuardFingerprint}
              203.0.113.40:443 {Lists.ExitFingerprint}
              [2001:db8:10::10]:9001 {Lists.GuardFingerprint}

            """,
            run.Text);
    }

    [Fact]
    public async Task Json_is_one_object_and_stored_views_are_taken()
    {
        using var folder = new TemporaryFolder();
        var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
        builder.AddSource(new TorListSource("stored", DateTimeOffset.UnixEpoch, IsVerified: true));
        builder.AddRelay(new TorRelayDescription
        {
            Fingerprint = RelayFingerprint.Parse(Lists.ExitFingerprint),
            Nickname = "leaver",
            Roles = RelayRoles.Guard,
            OrEndpoints = [new IPEndpointValue(IPAddressValue.Parse("203.0.113.40"), 443)],
        });
        using var stored = new MemoryStream();
        builder.Build().WriteTo(stored);
        var run = await ToolRun.RunAsync("diff", folder.Write("stored", stored.ToArray()), "exit=" + folder.Write("b.csv", Lists.Exits), "--include-special", "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
        Assert.Single(run.Lines);
        var diff = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal("stored", diff.GetProperty("before").GetProperty("list").GetProperty("source").GetString());
        Assert.True(diff.GetProperty("before").GetProperty("list").GetProperty("verified").GetBoolean());
        Assert.Equal(1, diff.GetProperty("after").GetProperty("relays").GetInt32());
        var change = Assert.Single(diff.GetProperty("relays_changed").EnumerateArray());
        Assert.Equal("{\"fingerprint\":\"" + Lists.ExitFingerprint + "\",\"gained\":[\"exit\"],\"lost\":[\"guard\"]}", change.GetRawText());
        Assert.Equal("203.0.113.40", Assert.Single(diff.GetProperty("addresses_changed").EnumerateArray()).GetProperty("address").GetString());
        Assert.Empty(diff.GetProperty("relays_added").EnumerateArray());
        Assert.Empty(diff.GetProperty("own_addresses").EnumerateArray());
    }

    [Fact]
    public async Task What_cannot_be_used_is_said()
    {
        using var folder = new TemporaryFolder();
        var list = folder.Write("a.csv", Lists.Relays);
        var page = folder.Write("page", "<html>\n");

        Assert.Equal(1, (await ToolRun.RunAsync("diff", list, page)).ExitCode);
        Assert.Equal(1, (await ToolRun.RunAsync("diff", list, list + ".missing")).ExitCode);
        Assert.Equal(2, (await ToolRun.RunAsync("diff", list)).ExitCode);
        Assert.Equal(2, (await ToolRun.RunAsync("diff", list, list, "--internal", "192.0.2.1/24")).ExitCode);
        Assert.Equal(2, (await ToolRun.RunAsync("diff", list, "sentry=" + list)).ExitCode);
    }
}
