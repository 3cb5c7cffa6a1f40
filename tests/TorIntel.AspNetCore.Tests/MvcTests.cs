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
    [InlineData(TorAction.Tag, "/derived-closed/page", "403 {")]
    [InlineData(TorAction.Tag, "/derived-open/page", "403 {")]
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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_attribute_counts_before_what_is_said_of_all_controllers_or_of_their_group(bool inGroup)
    {
        foreach (var hasMiddleware in (bool[])[false, true])
        {
            foreach (var word in (TorAction[])[TorAction.Tag, TorAction.Block])
            {
                await using var app = await TestApp.StartAsync(
                    use: app =>
                    {
                        app.UseForwardedHeaders();
                        if (hasMiddleware)
                        {
                            app.UseTorIntel();
                        }
                    },
                    map: app =>
                    {
                        if (inGroup)
                        {
                            // The inner word is the more specific one.
                            var group = app.MapGroup("");
                            _ = word == TorAction.Block ? group.AllowTor() : group.RequireNotTor();
                            var inner = group.MapGroup("");
                            _ = word == TorAction.Block ? inner.RequireNotTor() : inner.AllowTor();
                            inner.MapControllers();
                        }
                        else
                        {
                            var controllers = app.MapControllers();
                            _ = word == TorAction.Block ? controllers.RequireNotTor() : controllers.AllowTor();
                        }
                    },
                    build: AddControllers);

                foreach (var (path, expected) in ((string, int)[])
                    [("/plain/page", word == TorAction.Block ? 403 : 200), ("/plain/closed", 403), ("/closed/page", 403), ("/closed/open", 200), ("/open/page", 200), ("/open/closed", 403)])
                {
                    using var response = await app.GetAsync(path, AdapterViews.Exit);
                    Assert.Equal((path, hasMiddleware, word, expected), (path, hasMiddleware, word, (int)response.StatusCode));
                    Assert.Equal("200 page clean", await app.AskAsync(path, AdapterViews.Unlisted));
                }
            }
        }
    }

    [Fact]
    public async Task Controllers_under_a_conventional_route_refuse_Tor_without_the_middleware()
    {
        await using var app = await TestApp.StartAsync(
            use: app => app.UseForwardedHeaders(),
            map: app => app.MapControllerRoute("default", "{controller}/{action}"),
            build: builder =>
            {
                AddControllers(builder);
                builder.Services.AddControllersWithViews();
            });

        Assert.StartsWith("403 {", await app.AskAsync("/conventional/closed", AdapterViews.Exit), StringComparison.Ordinal);
        Assert.Equal("200 in", await app.AskAsync("/conventional/closed", AdapterViews.Unlisted));
        Assert.Equal("200 in", await app.AskAsync("/conventional/plain", AdapterViews.Exit));
    }

    [Fact]
    public async Task A_hub_refuses_Tor_without_the_middleware()
    {
        await using var app = await TestApp.StartAsync(
            use: app => app.UseForwardedHeaders(),
            map: app => app.MapHub<ClosedHub>("/hub").AllowTor(),
            build: builder => builder.Services.AddSignalR());

        foreach (var (client, expected) in ((string, int)[])[(AdapterViews.Exit, 403), (AdapterViews.Unlisted, 200)])
        {
            using var response = await app.SendAsync(HttpMethod.Post, "/hub/negotiate?negotiateVersion=1", client);
            Assert.Equal(expected, (int)response.StatusCode);
        }
    }

    private static void AddControllers(WebApplicationBuilder builder) =>
        builder.Services.AddControllers().ConfigureApplicationPartManager(parts => parts.ApplicationParts.Add(new AssemblyPart(typeof(MvcTests).Assembly)));
}
