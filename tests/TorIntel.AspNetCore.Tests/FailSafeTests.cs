using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
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

    [Theory]
    [InlineData("none", TorAction.Tag)]
    [InlineData("early", TorAction.Tag)]
    [InlineData("branch", TorAction.Tag)]
    [InlineData("branch", TorAction.Block)]
    [InlineData("when", TorAction.Tag)]
    [InlineData("when", TorAction.Block)]
    [InlineData("right", TorAction.Tag)]
    public async Task An_attribute_refuses_Tor_wherever_the_middleware_stands(string place, TorAction action)
    {
        await using var app = await TestApp.StartAsync(
            options => options.Action = action,
            use: app =>
            {
                app.UseForwardedHeaders();
                switch (place)
                {
                    case "early":
                        app.UseTorIntel();
                        app.UseRouting();
                        break;
                    case "branch":
                        app.Map("/admin", branch => branch.UseTorIntel().Run(context => context.Response.WriteAsync("admin")));
                        app.UseRouting();
                        break;
                    case "when":
                        app.UseWhen(context => context.Request.Path.StartsWithSegments("/admin", StringComparison.Ordinal), branch => branch.UseTorIntel());
                        break;
                    case "right":
                        app.UseTorIntel();
                        break;
                }
            },
            map: app =>
            {
                app.MapGet("/closed", [RequireNotTor] () => "in");
                app.MapGet("/closed/{id}", [RequireNotTor] (string id) => id);
                app.MapPost("/closed/{id}", (string id) => id);
                app.MapGet("/free", () => "in");
                var group = app.MapGroup("/group").AllowTor();
                group.MapGet("/closed", [RequireNotTor] () => "in");
            });

        foreach (var path in (string[])["/closed", "/closed/in", "/group/closed"])
        {
            Assert.StartsWith("403 {", await app.AskAsync(path, AdapterViews.Exit), StringComparison.Ordinal);
            Assert.Equal("200 in", await app.AskAsync(path, AdapterViews.Guard));
            Assert.Equal("200 in", await app.AskAsync(path, AdapterViews.Unlisted));
        }

        Assert.Equal("200 in", await app.AskAsync("/free", AdapterViews.Exit));
        using var post = await app.SendAsync(HttpMethod.Post, "/closed/in", AdapterViews.Exit);
        Assert.Equal(200, (int)post.StatusCode);
        Assert.Equal(3, app.Logs.Records.Count(record => record.Event.Name == "RequestBlocked"));
    }

    [Fact]
    public async Task Endpoints_that_cut_the_pipeline_short_refuse_Tor_too()
    {
        await using var app = await TestApp.StartAsync(
            use: app =>
            {
                app.UseForwardedHeaders();
                app.UseRouting();
                app.UseTorIntel();
            },
            map: app =>
            {
                app.MapGet("/attribute", [RequireNotTor] () => "in").ShortCircuit();
                app.MapGet("/call", () => "in").RequireNotTor().ShortCircuit();
            });

        foreach (var path in (string[])["/attribute", "/call"])
        {
            Assert.StartsWith("403 {", await app.AskAsync(path, AdapterViews.Exit), StringComparison.Ordinal);
            Assert.Equal("200 in", await app.AskAsync(path, AdapterViews.Unlisted));
        }
    }

    [Theory]
    [InlineData("/call", false)]
    [InlineData("/attribute", true)]
    [InlineData("/allowed", false)]
    [InlineData("/free", false)]
    public async Task Routing_guards_only_endpoints_that_do_not_refuse_by_themselves(string path, bool expected)
    {
        await using var app = await TestApp.StartAsync(map: app =>
        {
            app.MapGet("/call", () => "").RequireNotTor();
            app.MapGet("/attribute", [RequireNotTor] () => "");
            app.MapGet("/allowed", [AllowTor] () => "").RequireNotTor();
            app.MapGet("/free", () => "");
        });

        var endpoint = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Single(endpoint => endpoint.RoutePattern.RawText == path);

        Assert.Equal(expected, EndpointGuard.IsMissing(endpoint));
        Assert.Equal(expected, new NotTorMatcherPolicy(app.Services.GetRequiredService<EndpointGuard>()).AppliesToEndpoints([endpoint]));
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

        var exception = Assert.Throws<InvalidOperationException>(() => ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).ToArray());

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
