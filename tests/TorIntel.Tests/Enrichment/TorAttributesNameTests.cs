using TorIntel.Testing;

namespace TorIntel.Tests;

public sealed class TorAttributesNameTests
{
    [Theory]
    [InlineData(TorSchema.Flat, null, "tor_confidence")]
    [InlineData(TorSchema.Ecs, "onion", "onion.confidence")]
    [InlineData(TorSchema.OpenTelemetry, null, "torintel.confidence")]
    public void ConfidenceName_is_the_name_of_the_first_property(TorSchema schema, string? name, string expected)
    {
        var enricher = new TorEnricher(new TorNetworkStore(AdapterViews.Usual));
        var finding = enricher.Find(enricher.Network, [new TorProperty("ClientIp", TorField.Client, AdapterViews.Exit)], null);
        var attributes = new TorAttributes(schema, name);
        Assert.Equal(expected, attributes.ConfidenceName);
        Assert.Equal(expected, attributes.Describe(finding!)[0].Key);
    }
}
