using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace TorIntel.Feeds.Tests;

/// <summary>The options of feeds from the configuration of a host.</summary>
public sealed class FeedConfigurationTests
{
    [Fact]
    public void Options_come_from_the_configuration_and_code_has_the_last_word()
    {
        var builder = Builder("""
            { "CacheFolder": "kept", "IncludeSpecialPurpose": true, "AcceptDoubtful": true, "StaleAfter": "02:00:00", "UnhealthyAfter": "03:00:00", "RefreshInterval": "00:30:00",
              "Jitter": "00:05:00", "FetchTimeout": "00:01:00", "MaxDocumentBytes": 1000000, "LockTimeout": "00:00:10",
              "Sources": [ { "Name": "exits", "Location": "exits.lst", "Role": "Exit", "Priority": 2, "Group": "g", "KeyLocation": "keys", "MinimumInterval": "00:10:00", "MinimumEntries": 7 },
                           { "Name": "mirror", "Location": "https://example.org/list" } ] }
            """);
        builder.Services.AddTorIntel().AddFeeds(options => options.CacheFolder += "-here");
        using var host = builder.Build();
        var options = host.Services.GetRequiredService<IOptions<TorFeedOptions>>().Value;

        Assert.Equal("kept-here", options.CacheFolder);
        Assert.True(options.IncludeSpecialPurpose);
        Assert.True(options.AcceptDoubtful);
        Assert.Equal(
            (TimeSpan.FromHours(2), TimeSpan.FromHours(3), TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(1), 1_000_000, TimeSpan.FromSeconds(10)),
            (options.StaleAfter!.Value, options.UnhealthyAfter, options.RefreshInterval, options.Jitter, options.FetchTimeout, options.MaxDocumentBytes, options.LockTimeout));
        TorFeedSource[] sources =
        [
            new("exits", "exits.lst") { Role = RelayRoles.Exit, Priority = 2, Group = "g", KeyLocation = "keys", MinimumInterval = TimeSpan.FromMinutes(10), MinimumEntries = 7 },
            new("mirror", "https://example.org/list"),
        ];
        Assert.Equal(sources, options.Sources);
    }

    [Fact]
    public void Without_a_configuration_options_are_the_defaults()
    {
        using var services = new ServiceCollection().AddLogging().AddTorIntel().AddFeeds().Services.BuildServiceProvider();
        var options = services.GetRequiredService<IOptions<TorFeedOptions>>().Value;

        Assert.Empty(options.Sources);
        Assert.Equal(TorFeedCache.DefaultFolder, options.CacheFolder);
    }

    [Theory]
    [InlineData("""{ "RefreshIntervall": "00:30:00" }""", "RefreshIntervall")]
    [InlineData("""{ "RefreshInterval": "often" }""", "RefreshInterval")]
    [InlineData("""{ "RefreshInterval": "00:00:01" }""", "the refresh interval is not from a minute to a day")]
    [InlineData("""{ "Sources": [ { "Location": "exits.lst" } ] }""", "a source needs a name and a location")]
    public async Task What_is_wrong_or_unknown_stops_the_host_when_it_starts(string section, string named)
    {
        var builder = Builder(section);
        builder.Services.AddTorIntel().AddFeeds();
        using var host = builder.Build();

        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains(named, refusal.Message, StringComparison.Ordinal);
    }

    private static HostApplicationBuilder Builder(string section)
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Configuration.AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes($$"""{ "TorIntel": { "Feeds": {{section}} } }""")));
        return builder;
    }
}
