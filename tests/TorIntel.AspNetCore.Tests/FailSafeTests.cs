using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TorIntel.Testing;

namespace TorIntel.AspNetCore.Tests;

public class FailSafeTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_endpoint_that_requires_no_Tor_refuses_it_without_the_middleware_or_with_one_too_early(bool early)
    {
        await using var app = await TestApp.StartAsync(
            use: app =>
            {
                app.UseForwardedHeaders();
                if (early)
                {
                    app.UseTorIntel();
                    app.UseRouting();
                }
            },
            map: app =>
            {
                app.MapGet("/", () => "in").RequireNotTor();
                app.MapGet("/twice", () => "in").RequireNotTor().RequireNotTor();
                var group = app.MapGroup("/group").RequireNotTor();
                group.MapGet("/closed", () => "in").RequireNotTor();
                group.MapGet("/open", () => "in").AllowTor();
                app.MapGet("/free", () => "in");
            });

        foreach (var path in (string[])["/", "/twice", "/group/closed"])
        {
            Assert.StartsWith("403 {", await app.AskAsync(path, AdapterViews.Exit), StringComparison.Ordinal);
            Assert.Equal("200 in", await app.AskAsync(path, AdapterViews.Guard));
            Assert.Equal("200 in", await app.AskAsync(path, AdapterViews.Unlisted));
        }

        Assert.Equal("200 in", await app.AskAsync("/group/open", AdapterViews.Exit));
        Assert.Equal("200 in", await app.AskAsync("/free", AdapterViews.Exit));
        Assert.Equal(3, app.Logs.Records.Count(record => record.Event.Name == "RequestBlocked"));
    }

    [Fact]
    public async Task An_attribute_without_the_middleware_stops_the_start()
    {
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => TestApp.StartAsync(use: _ => { }, map: app => app.MapGet("/closed", [RequireNotTor] () => "")));

        Assert.Equal("TorIntel: the attribute RequireNotTor of the endpoint 'HTTP: GET /closed' needs the middleware. Call 'app.UseTorIntel()', behind routing and authentication.", exception.Message);
    }

    [Theory]
    [InlineData(TorAction.Block)]
    [InlineData(TorAction.Challenge)]
    public async Task An_action_without_the_middleware_stops_the_start(TorAction action)
    {
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => TestApp.StartAsync(options => (options.Action, options.ChallengePath) = (action, "/challenge"), use: _ => { }));

        Assert.Contains($"the action {action} needs the middleware", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_middleware_an_application_that_only_asks_starts()
    {
        await using var app = await TestApp.StartAsync(use: _ => { }, map: app => app.MapGet("/", [AllowTor] (HttpContext context) => context.IsTor()));

        Assert.Equal("200 false", await app.AskAsync("/"));
    }

    [Fact]
    public void The_middleware_without_services_names_the_call_that_is_missing()
    {
        using var services = new ServiceCollection().AddTorIntel().Services.BuildServiceProvider();

        var exception = Assert.Throws<InvalidOperationException>(() => new ApplicationBuilder(services).UseTorIntel());

        Assert.Equal("TorIntel: UseTorIntel() needs services that are not registered. Call 'builder.Services.AddTorIntel().AddAspNetCore()' before the application is built.", exception.Message);
    }

    [Fact]
    public void A_question_without_services_names_the_call_that_is_missing()
    {
        using var services = new ServiceCollection().BuildServiceProvider();
        var context = TestRequests.Context(services, AdapterViews.Exit);

        Assert.Contains("GetTorFinding() needs services", Assert.Throws<InvalidOperationException>(() => context.IsTor()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_that_requires_no_Tor_without_services_lets_nobody_in()
    {
        var builder = WebApplication.CreateSlimBuilder();
        await using var app = builder.Build();
        app.MapGet("/", () => "in").RequireNotTor();

        var exception = Assert.Throws<InvalidOperationException>(() => ((Microsoft.AspNetCore.Routing.IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).ToArray());

        Assert.Contains("RequireNotTor() needs services", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Null_is_refused()
    {
        Assert.Throws<ArgumentNullException>(() => ((IApplicationBuilder)null!).UseTorIntel());
        Assert.Throws<ArgumentNullException>(() => ((TorIntelBuilder)null!).AddAspNetCore());
        Assert.Throws<ArgumentNullException>(() => ((RouteHandlerBuilder)null!).RequireNotTor());
        Assert.Throws<ArgumentNullException>(() => ((RouteHandlerBuilder)null!).AllowTor());
        Assert.Throws<ArgumentNullException>(() => ((AuthorizationPolicyBuilder)null!).RequireNotTor());
        Assert.Throws<ArgumentNullException>(() => ((HttpContext)null!).GetTorFinding());
        Assert.Throws<ArgumentNullException>(() => ((HttpContext)null!).IsTor());
        Assert.Throws<ArgumentNullException>(() => ((HttpContext)null!).GetTorPartitionKey());
    }
}
