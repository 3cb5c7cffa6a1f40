using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TorIntel.Testing;

namespace TorIntel.AspNetCore.Tests;

public class AuthorizationTests
{
    [Theory]
    [InlineData(AdapterViews.Exit, "alice", 403)]
    [InlineData(AdapterViews.Exit, null, 401)]
    [InlineData(AdapterViews.Guard, "alice", 200)]
    [InlineData(AdapterViews.Unlisted, "alice", 200)]
    [InlineData(AdapterViews.Unlisted, null, 401)]
    public async Task A_policy_can_require_that_a_request_does_not_come_from_Tor(string client, string? user, int expected)
    {
        await using var app = await TestApp.StartAsync(
            build: builder =>
            {
                builder.Services.AddAuthentication("test").AddScheme<AuthenticationSchemeOptions, ByHeader>("test", null);
                builder.Services.AddAuthorizationBuilder().AddPolicy("no Tor", policy => policy.RequireAuthenticatedUser().RequireNotTor());
            },
            use: app =>
            {
                app.UseForwardedHeaders();
                app.UseAuthentication();
                app.UseAuthorization();
            },
            map: app => app.MapGet("/", () => "in").RequireAuthorization("no Tor"));

        using var response = await app.GetAsync("/", client, user is null ? [] : [("X-User", user)]);

        Assert.Equal(expected, (int)response.StatusCode);
    }

    [Theory]
    [InlineData(AdapterViews.Exit, false)]
    [InlineData(AdapterViews.Guard, true)] // ours, in the network of the office
    [InlineData(AdapterViews.Unlisted, true)]
    public async Task A_request_can_be_authorised_in_code(string client, bool expected)
    {
        await using var services = Services();
        var policy = new AuthorizationPolicyBuilder().RequireNotTor().Build();

        var result = await services.GetRequiredService<IAuthorizationService>().AuthorizeAsync(new ClaimsPrincipal(), TestRequests.Context(services, client), policy);

        Assert.Equal(expected, result.Succeeded);
        Assert.Equal(expected ? null : "The request comes from Tor.", result.Failure?.FailureReasons.Single().Message);
    }

    [Fact]
    public async Task What_is_no_request_is_not_authorised()
    {
        await using var services = Services();
        var policy = new AuthorizationPolicyBuilder().RequireNotTor().Build();

        Assert.False((await services.GetRequiredService<IAuthorizationService>().AuthorizeAsync(new ClaimsPrincipal(), "a document", policy)).Succeeded);
    }

    private static ServiceProvider Services()
    {
        var services = new ServiceCollection();
        services.AddLogging().AddAuthorization().AddSingleton(new TorNetworkStore(AdapterViews.Usual)).AddTorIntel(options => options.InternalNetworks.Add("192.0.2.0/24")).AddAspNetCore();
        return services.BuildServiceProvider();
    }

    private sealed class ByHeader(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Request.Headers["X-User"] is [{ } user]
            ? AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, user)], Scheme.Name)), Scheme.Name))
            : AuthenticateResult.NoResult());
    }
}
