namespace TorIntel.Tests;

public sealed class IpsetHeaderTests
{
    private const string Source = "# Source File Date: Thu Sep 10 08:31:57 UTC 2026\n";
    private const string File = "# This File Date  : Thu Sep 10 08:40:29 UTC 2026\n";

    [Theory]
    [InlineData("#\n# tor_exits\n#\n" + Source + "#\n" + File + "# Entries         : 2 unique IPs\n#\n192.0.2.1\n192.0.2.2\n", "2026-09-10T08:31:57Z")]
    [InlineData(File + "192.0.2.1\n192.0.2.2\n", "2026-09-10T08:40:29Z")]
    [InlineData("# This File Date: Thu Sep  3 08:40:29 UTC 2026\r\n192.0.2.0/31\r\n", "2026-09-03T08:40:29Z")]
    [InlineData("192.0.2.1\n" + Source, null)] // not in front
    [InlineData("# Source File Date: Thu Sep 10 08:31:57 EEST 2026\n192.0.2.1\n", null)]
    [InlineData("# Source File Date: soon\n192.0.2.1\n", null)]
    [InlineData("# This File Date: Thu Sep 10 UTC 2026 08:31:57 and a very long text behind it that goes on and on\n192.0.2.1\n", null)]
    public void The_time_of_an_ipset_is_that_of_its_source_or_else_its_own(string text, string? expected)
    {
        var list = ListText.Read(text);

        Assert.Equal(expected, list.Time is { } time ? TimeText.ToIso(time) : null);
        Assert.Null(list.Refusal);
        Assert.NotEmpty(list.Entries);
    }
}
