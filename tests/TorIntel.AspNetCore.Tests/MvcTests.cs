using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.Extensions.DependencyInjection;
using TorIntel.Testing;

namespace TorIntel.AspNetCore.Tests;

public class MvcTests
{
    [Theory]
    [InlineData(TorAction.Tag, "/closed/page", "403 {")]
    [InlineData(TorAction.Tag, "/closed/open", "200 page high inbound")]
    [InlineData(TorAction.Tag, "/plain/page", "200 page high inbound")]
    [InlineData(TorAction.Tag, "/plain/closed", "403 {")]
    [InlineData(TorAction.Block, "/plain/page", "403 {")]
    [InlineData(TorAction.Block, "/closed/open", "200 page high inbound")]
    public async Task Controllers_and_actions_say_what_is_done_about_Tor(TorAction action, string path, string expected)
    {
        await using var app = await TestApp.StartAsync(options => options.Action = action, map: app => app.MapControllers(), build: AddControllers);

        Assert.StartsWith(expected, await app.AskAsync(path, AdapterViews.Exit), StringComparison.Ordinal);
        Assert.Equal("200 page clean", await app.AskAsync(path, AdapterViews.Unlisted));
    }

    [Fact]
    public async Task All_controllers_can_refuse_Tor_without_the_middleware()
    {
        await using var app = await TestApp.StartAsync(use: app => app.UseForwardedHeaders(), map: app => app.MapControllers().RequireNotTor(), build: AddControllers);

        Assert.StartsWith("403 {", await app.AskAsync("/plain/page", AdapterViews.Exit), StringComparison.Ordinal);
        Assert.Equal("200 page clean", await app.AskAsync("/plain/page", AdapterViews.Unlisted));
    }

    [Fact]
    public async Task A_controller_s_attribute_without_the_middleware_stops_the_start()
    {
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => TestApp.StartAsync(use: _ => { }, map: app => app.MapControllers(), build: AddControllers));

        Assert.Contains("needs the middleware", exception.Message, StringComparison.Ordinal);
    }

    private static void AddControllers(WebApplicationBuilder builder) =>
        builder.Services.AddControllers().ConfigureApplicationPartManager(parts => parts.ApplicationParts.Add(new AssemblyPart(typeof(MvcTests).Assembly)));
}
