namespace TorIntel.Cli.Tests;

public sealed class RotatedNamesTests
{
    [Theory]
    [InlineData("eve.json.1")]
    [InlineData("eve.json.10.gz")]
    [InlineData("eve.json-20261123")]
    [InlineData("eve.json-20261123-1795457226.zst")]
    [InlineData("eve.json.2026-11-23T10:00:00Z")]
    [InlineData("eve.json.old")]
    [InlineData("eve-20261123.json")]
    [InlineData("eve.1.json.gz")]
    public void Takes_the_names_that_rotation_gives(string name) => Assert.True(RotatedNames.IsRotated(name, "eve.json"));

    [Theory]
    [InlineData("eve.json")]
    [InlineData("eve.json.gz")]
    [InlineData("eve.json.out")]
    [InlineData("eve.json.1.out")]
    [InlineData("eve.json1")]
    [InlineData("eve.json.")]
    [InlineData("eve.json.-")]
    [InlineData("eve.json.24140.tmp")]
    [InlineData("eve.json.24140-0a1b2c3d.tmp")]
    [InlineData("eve-enriched.json")]
    [InlineData("eve2.json")]
    [InlineData("evil.json.1")]
    [InlineData("ev.json")]
    public void Leaves_the_others(string name) => Assert.False(RotatedNames.IsRotated(name, "eve.json"));
}
