namespace TorIntel.Cli.Tests;

/// <summary>--list with documents that know more than addresses: what is said about them.</summary>
public sealed class DocumentListTests
{
    private const string Relay = "{\"fingerprint\":\"" + Lists.ExitFingerprint + "\",\"or_addresses\":[\"203.0.113.40:443\"]";

    [Theory]
    [InlineData("{\"relays\":[" + Relay + ",\"flags\":[\"Exit\"]}]}", null)]
    [InlineData("{\"relays\":[" + Relay + "}]}", "relays without roles; if they are exits or guards, write exit=PATH or guard=PATH")]
    [InlineData("{\"relays\":[" + Relay + ",\"flags\":[\"Exit\"]},{\"fingerprint\":\"" + Lists.GuardFingerprint + "\",\"running\":false}]}", "1 relays left out that do not run")]
    [InlineData("ExitNode " + Lists.ExitFingerprint + "\nLastStatus 2018-10-31 06:02:24\nExitAddress 203.0.113.40 2018-10-31 06:03:23\n", null)]
    [InlineData("__BEGIN_TOR_NODE_LIST__\n203.0.113.40|x|443|0|E|1|2|3\n__END_TOR_NODE_LIST__\n", null)]
    [InlineData("{\"Event\":{\"Attribute\":[{\"type\":\"ip-src\",\"value\":\"203.0.113.40\"}]}}", "bare addresses, taken for exit addresses; if they are not, write guard=PATH or relay=PATH")]
    [InlineData("{\"Event\":{\"Attribute\":[{\"type\":\"ip-src\",\"value\":\"203.0.113.40\",\"Tag\":[{\"name\":\"tor:tor-relay-type=\\\"exit-relay\\\"\"}]},{\"type\":\"ip-src\",\"value\":\"203.0.113.41\",\"deleted\":true}]}}", "1 attributes left out that are deleted or not for detection")]
    [InlineData("{\"objects\":[{\"type\":\"indicator\",\"pattern\":\"[ipv4-addr:value = '203.0.113.40']\"}]}", "bare addresses, taken for exit addresses; if they are not, write guard=PATH or relay=PATH")]
    public async Task A_hint_about_roles_is_given_only_where_the_document_tells_none(string content, string? message)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("list", content);
        var run = await ToolRun.RunAsync("lookup", "203.0.113.40", "--json", "--include-special", "--list", path);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(message is null ? "" : $"torintel: {path}: {message.Replace("PATH", path, StringComparison.Ordinal)}", run.Error.Trim());
        Assert.Equal(message?.StartsWith("relays without", StringComparison.Ordinal) != true, Json.Parse(run.Text).GetProperty("roles").Strings().Contains("exit"));
    }
}
