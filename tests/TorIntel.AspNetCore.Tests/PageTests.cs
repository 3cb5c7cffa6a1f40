using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing.Matching;
using Microsoft.Extensions.DependencyInjection;
using TorIntel.Testing;

namespace TorIntel.AspNetCore.Tests;

public class PageTests
{
    [Theory]
    [InlineData(null, "/Plain", "200")]
    [InlineData(null, "/Closed", "403")]
    [InlineData(null, "/Open", "200")]
    [InlineData(TorAction.Tag, "/Plain", "200")]
    [InlineData(TorAction.Tag, "/Closed", "403")]
    [InlineData(TorAction.Tag, "/Open", "200")]
    [InlineData(TorAction.Block, "/Plain", "403")]
    [InlineData(TorAction.Block, "/Closed", "403")]
    [InlineData(TorAction.Block, "/Open", "200")]
    public async Task Pages_refuse_Tor_without_the_middleware_and_each_page_has_the_last_word(TorAction? word, string path, string expected)
    {
        await using var app = await TestApp.StartAsync(
            use: app => app.UseForwardedHeaders(),
            map: app =>
            {
                var pages = app.MapRazorPages();
                _ = word switch
                {
                    TorAction.Block => pages.RequireNotTor(),
                    TorAction.Tag => pages.AllowTor(),
                    _ => pages,
                };
            },
            build: builder => builder.Services.AddRazorPages().ConfigureApplicationPartManager(parts => parts.ApplicationParts.Add(new CompiledRazorAssemblyPart(typeof(PageTests).Assembly))));

        Assert.StartsWith(expected, await app.AskAsync(path, AdapterViews.Exit), StringComparison.Ordinal);
        Assert.Equal("200 page", await app.AskAsync(path, AdapterViews.Unlisted));
    }

    [Fact]
    public async Task Pages_that_are_compiled_when_asked_for_are_guarded_then()
    {
        await using var services = TestRequests.Services();
        var guard = services.GetRequiredService<EndpointGuard>();
        var policy = new NotTorMatcherPolicy(guard);
        var handler = guard.Guard(_ => Task.CompletedTask);
        var before = new Endpoint(handler, new EndpointMetadataCollection(TorEndpointMetadata.Block, new GuardedEndpoint(handler), new PageActionDescriptor()), "page");

        // The framework copies the metadata to the one that it makes, whose handler nobody has guarded.
        var after = new Endpoint(_ => Task.CompletedTask, new EndpointMetadataCollection([.. before.Metadata, new CompiledPageActionDescriptor()]), "page");
        var candidates = new CandidateSet([after], [[]], [0]);
        await policy.ApplyAsync(new DefaultHttpContext(), candidates);
        var context = TestRequests.Context(services, AdapterViews.Exit);
        await candidates[0].Endpoint.RequestDelegate!(context);

        Assert.True(policy.AppliesToEndpoints([before]));
        Assert.False(policy.AppliesToEndpoints([new Endpoint(handler, new EndpointMetadataCollection(new CompiledPageActionDescriptor()), "page")]));
        Assert.Equal(403, context.Response.StatusCode);
        Assert.Same(guard.Guard(after), candidates[0].Endpoint);
    }
}
