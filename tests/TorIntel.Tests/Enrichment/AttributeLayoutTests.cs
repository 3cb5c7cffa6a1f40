using TorIntel.Testing;

namespace TorIntel.Tests;

public sealed class AttributeLayoutTests
{
    [Fact]
    public void Lists_with_one_template_may_have_other_attributes()
    {
        const string Template = "request failed";
        var enricher = new TorEnricher(new TorNetworkStore(AdapterViews.Usual));
        KeyValuePair<string, object?>[] first = [new("Path", "/"), new("{OriginalFormat}", Template)];
        KeyValuePair<string, object?>[] second = [new("ClientIp", AdapterViews.Exit), new("{OriginalFormat}", Template)];
        Assert.False(enricher.MayConcern(enricher.Network, first));
        Assert.True(enricher.MayConcern(enricher.Network, second));
        Assert.NotNull(enricher.Find(enricher.Network, second, null));
    }
}
