using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace TorIntel.Registration.Tests;

/// <summary>The registration in a real host, with real configuration.</summary>
public sealed class AddTorIntelTests
{
    private const string Fingerprint = "A09ADE51FA4F8E5E44524EF2F8FB45A91B9F8A5A";

    [Fact]
    public void AddTorIntel_without_anything_gives_the_shared_store_and_the_usual_networks()
    {
        using var services = new ServiceCollection().AddTorIntel().Services.BuildServiceProvider();

        Assert.Same(TorNetworkStore.Shared, services.GetRequiredService<TorNetworkStore>());
        var classifier = services.GetRequiredService<TorClassifier>();
        Assert.True(classifier.IsInternal(IPAddressValue.Parse("10.0.0.1")));
        Assert.False(classifier.IsInternal(IPAddressValue.Parse("198.51.100.1")));
        Assert.Same(classifier, services.GetRequiredService<TorClassifier>());
    }

    [Fact]
    public void AddTorIntel_leaves_a_store_that_is_registered()
    {
        var store = new TorNetworkStore();
        using var services = new ServiceCollection().AddSingleton(store).AddTorIntel().Services.BuildServiceProvider();

        Assert.Same(store, services.GetRequiredService<TorNetworkStore>());
    }

    [Fact]
    public void Options_come_from_the_configuration_and_code_has_the_last_word()
    {
        var builder = Builder($$"""
            { "TorIntel": {
                "InternalNetworks": [ "default", "198.51.100.0/24" ], "IgnoredNetworks": [ "192.0.2.0/24" ], "IgnoredHosts": [ "torproject.org" ],
                "IgnoredRelays": [ "{{Fingerprint}}" ], "OwnRelays": [ "{{Fingerprint}}" ],
                "Enrichment": { "Fields": { "Ip": "Client", "Name": "HostName" }, "OtherAddresses": "Source", "MinimumConfidence": "Medium", "Schema": "Ecs", "Name": "t", "StaleAfter": "02:00:00" },
                "Feeds": { "RefreshInterval": "00:30:00" }, "AspNetCore": { "Action": "Block" } } }
            """);
        builder.Services.AddTorIntel(options => options.IgnoredHosts.Add("example.org"));
        builder.Services.AddTorIntel(options => options.Enrichment.MinimumConfidence = Confidence.High);
        using var host = builder.Build();
        var options = host.Services.GetRequiredService<IOptions<TorIntelOptions>>().Value;

        Assert.Equal(["default", "198.51.100.0/24"], options.InternalNetworks);
        Assert.Equal(["torproject.org", "example.org"], options.IgnoredHosts);
        Assert.Equal([new("Ip", TorField.Client), new("Name", TorField.HostName)], options.Enrichment.Fields.OrderBy(field => field.Key, StringComparer.Ordinal));
        Assert.Equal(TorField.Source, options.Enrichment.OtherAddresses);
        Assert.Equal(Confidence.High, options.Enrichment.MinimumConfidence);
        Assert.Equal(TorSchema.Ecs, options.Enrichment.Schema);
        Assert.Equal("t", options.Enrichment.Name);
        Assert.Equal(TimeSpan.FromHours(2), options.Enrichment.StaleAfter);
        var rules = options.ToClassifierOptions();
        Assert.Equal([.. TorClassifierOptions.PrivateNetworks, IPPrefix.Parse("198.51.100.0/24")], rules.InternalNetworks);
        Assert.Equal([IPPrefix.Parse("192.0.2.0/24")], rules.IgnoredNetworks);
        Assert.Equal([RelayFingerprint.Parse(Fingerprint)], rules.IgnoredRelays);
        Assert.Equal([RelayFingerprint.Parse(Fingerprint)], rules.OwnRelays);
        Assert.True(host.Services.GetRequiredService<TorClassifier>().IsInternal(IPAddressValue.Parse("198.51.100.1")));
    }

    [Theory]
    [InlineData("""{ "InternalNetworks": [ "10.0.0.0/33" ] }""", "TorIntel: '10.0.0.0/33' is no network in CIDR notation.")]
    [InlineData("""{ "IgnoredNetworks": [ "10.0.0.1/8" ] }""", "TorIntel: '10.0.0.1/8' is no network in CIDR notation.")]
    [InlineData("""{ "OwnRelays": [ "ABC" ] }""", "TorIntel: 'ABC' is no fingerprint of 40 hexadecimal digits.")]
    [InlineData("""{ "IgnoredRelays": [ "" ] }""", "TorIntel: '' is no fingerprint of 40 hexadecimal digits.")]
    [InlineData("""{ "IgnoredHosts": [ " " ] }""", "TorIntel: a host to be ignored needs a name.")]
    [InlineData("""{ "Enrichment": { "MinimumConfidence": "None" } }""", "TorIntel: the least confidence is not Low, Medium, High or Confirmed.")]
    [InlineData("""{ "Enrichment": { "OtherAddresses": "Url" } }""", "TorIntel: other addresses cannot be 'Url': Client, Server, Source, Destination or None.")]
    [InlineData("""{ "Enrichment": { "Fields": { "Ip": "None" } } }""", "TorIntel: 'None' for the property 'Ip' is no field.")]
    [InlineData("""{ "Enrichment": { "Name": "a b" } }""", "TorIntel: 'a b' cannot be the name of a tag: it is 1 to 64 letters, digits, '_', '-', '.' or '@', the first of them a letter or '_'.")]
    [InlineData("""{ "Enrichment": { "StaleAfter": "00:00:00" } }""", "TorIntel: a view cannot be stale before it is made.")]
    [InlineData("""{ "InternalNetwork": [ "10.0.0.0/8" ] }""", "TorIntel: the configuration has 'TorIntel:InternalNetwork', which is no option; there are InternalNetworks, IgnoredNetworks, IgnoredHosts, IgnoredRelays, OwnRelays, Enrichment, Feeds, AspNetCore.")]
    public async Task Wrong_options_stop_the_host_when_it_starts_and_say_what_is_wrong(string section, string message)
    {
        var builder = Builder($$"""{ "TorIntel": {{section}} }""");
        builder.Services.AddTorIntel();
        using var host = builder.Build();

        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Equal(message, refusal.Message);
    }

    [Theory]
    [InlineData("""{ "Enrichment": { "Confidence": "High" } }""", "Confidence")]
    [InlineData("""{ "Enrichment": { "Schema": "Elastic" } }""", "Schema")]
    [InlineData("""{ "Enrichment": { "Fields": { "Ip": "Clinet" } } }""", "Clinet")]
    public async Task What_cannot_be_bound_stops_the_host_when_it_starts(string section, string named)
    {
        var builder = Builder($$"""{ "TorIntel": {{section}} }""");
        builder.Services.AddTorIntel();
        using var host = builder.Build();

        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains(named, refusal.Message + refusal.InnerException?.Message, StringComparison.Ordinal);
    }

    private static HostApplicationBuilder Builder(string json)
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Configuration.AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json)));
        return builder;
    }
}
