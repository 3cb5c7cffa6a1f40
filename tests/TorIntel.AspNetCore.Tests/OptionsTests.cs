using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TorIntel.Testing;

namespace TorIntel.AspNetCore.Tests;

public class OptionsTests
{
    [Fact]
    public async Task Options_come_from_the_configuration_and_then_from_code()
    {
        await using var app = await TestApp.StartAsync(
            options => options.BlockedStatusCode++,
            build: builder => Configure(
                builder,
                ("Action", "Block"), ("minimumconfidence", "low"), ("ReadHostHeader", "false"), ("ServerPort", "443"), ("IncludeLogScope", "false"), ("BlockedStatusCode", "450"),
                ("ChallengePath", "/puzzle"), ("ChallengeSignedInUsers", "true")));

        var options = app.Services.GetRequiredService<IOptions<TorIntelAspNetCoreOptions>>().Value;

        Assert.Equal((TorAction.Block, Confidence.Low, false, 443, false), (options.Action, options.MinimumConfidence, options.ReadHostHeader, options.ServerPort, options.IncludeLogScope));
        Assert.Equal((451, "/puzzle", true), (options.BlockedStatusCode, options.ChallengePath, options.ChallengeSignedInUsers));
        Assert.StartsWith("451 {", await app.AskAsync("/", AdapterViews.Exit), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Actoin", "Block", "the configuration has 'TorIntel:AspNetCore:Actoin', which is no option; there are Action, ")]
    [InlineData("OnBlocked", "x", "'TorIntel:AspNetCore:OnBlocked', which is no option")]
    [InlineData("Action", "Blok", "TorIntel:AspNetCore:Action")]
    [InlineData("Action", "7", "there is no action '7'")]
    [InlineData("Action", "Challenge", "a challenge needs ChallengePath or OnChallenge")]
    [InlineData("MinimumConfidence", "None", "the least confidence is not Low, Medium, High or Confirmed")]
    [InlineData("ServerPort", "0", "0 is no port: 1 to 65535")]
    [InlineData("ServerPort", "65536", "65536 is no port: 1 to 65535")]
    [InlineData("ServerPort", "https", "TorIntel:AspNetCore:ServerPort")]
    [InlineData("BlockedStatusCode", "200", "200 is no status code of a refusal")]
    [InlineData("BlockedStatusCode", "600", "600 is no status code of a refusal")]
    [InlineData("ChallengePath", "challenge", "'challenge' is no path")]
    [InlineData("ChallengePath", "//evil.example", "is no path")]
    [InlineData("ChallengePath", "/\\evil.example", "is no path")]
    [InlineData("ChallengePath", "https://evil.example/", "is no path")]
    [InlineData("ChallengePath", "/a//b", "is no path")]
    [InlineData("ChallengePath", "/a/", "is no path")]
    [InlineData("ChallengePath", "/", "is no path")]
    [InlineData("ChallengePath", "/a?b", "is no path")]
    [InlineData("ChallengePath", "/a#b", "is no path")]
    [InlineData("ChallengePath", "/a b", "is no path")]
    [InlineData("ChallengePath", "/a%20b", "is no path")]
    [InlineData("ChallengePath", "", "is no path")]
    public async Task Wrong_options_stop_the_start(string key, string value, string expected)
    {
        var exception = await Assert.ThrowsAnyAsync<Exception>(() => TestApp.StartAsync(build: builder => Configure(builder, (key, value))));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_options_stop_the_start_without_the_middleware_too()
    {
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => TestApp.StartAsync(options => options.ServerPort = -1, use: _ => { }));

        Assert.Equal("TorIntel: -1 is no port: 1 to 65535.", exception.Message);
    }

    [Fact]
    public void Options_are_right_by_default() => Assert.Null(new TorIntelAspNetCoreOptions().Validate());

    private static void Configure(WebApplicationBuilder builder, params (string Key, string Value)[] values) =>
        builder.Configuration.AddInMemoryCollection(values.Select(pair => KeyValuePair.Create($"TorIntel:AspNetCore:{pair.Key}", (string?)pair.Value)));
}
