using System.Net;
using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;
using TorIntel.Testing;

namespace TorIntel.AspNetCore.Tests;

public class ActionTests
{
    [Fact]
    public async Task A_refusal_is_a_problem_of_403()
    {
        await using var app = await TestApp.StartAsync(options => options.Action = TorAction.Block);

        using var response = await app.GetAsync("/", AdapterViews.Exit);

        Golden.Check("blocked.txt", await TextOf(response));
        Assert.Equal("200 clean", await app.AskAsync("/", AdapterViews.Unlisted));
    }

    [Fact]
    public async Task A_refusal_of_HEAD_has_no_body()
    {
        await using var app = await TestApp.StartAsync(options => options.Action = TorAction.Block);

        var answer = await app.SendRawAsync($"HEAD / HTTP/1.1\r\nHost: www.example.com\r\nConnection: close\r\nX-Forwarded-For: {AdapterViews.Exit}\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 403 ", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("Content-Type: application/problem+json\r\n", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(451)]
    [InlineData(499)]
    [InlineData(599)]
    public async Task A_refusal_can_have_another_status_code(int statusCode)
    {
        await using var app = await TestApp.StartAsync(options => (options.Action, options.BlockedStatusCode) = (TorAction.Block, statusCode));

        using var response = await app.GetAsync("/", AdapterViews.Exit);

        Golden.Check($"blocked-{statusCode}.txt", await TextOf(response));
    }

    [Fact]
    public async Task A_refusal_is_written_by_the_application_s_own_service_of_problems_if_there_is_one()
    {
        await using var app = await TestApp.StartAsync(
            options => options.Action = TorAction.Block,
            build: builder => builder.Services.AddProblemDetails(options => options.CustomizeProblemDetails = context =>
            {
                context.ProblemDetails.Extensions.Clear();
                context.ProblemDetails.Instance = "/errors/tor";
            }));

        using var response = await app.GetAsync("/", AdapterViews.Exit);

        Golden.Check("blocked-by-service.txt", await TextOf(response));

        // It declines; the refusal must not.
        using var other = await app.GetAsync("/", AdapterViews.Exit, ("Accept", "text/html"));
        Assert.Equal(HttpStatusCode.Forbidden, other.StatusCode);
    }

    [Fact]
    public async Task A_refusal_can_be_answered_by_a_delegate()
    {
        await using var app = await TestApp.StartAsync(options =>
        {
            options.Action = TorAction.Block;
            options.OnBlocked = context => context.Response.WriteAsync($"no: {context.Features.Get<ITorFeature>()!.Finding.Evidence[0].Value}");
        });

        using var response = await app.GetAsync("/", AdapterViews.Exit);

        Golden.Check("blocked-by-delegate.txt", await TextOf(response));
    }

    [Theory]
    [InlineData(Confidence.High, AdapterViews.Exit, 403)]
    [InlineData(Confidence.High, AdapterViews.Guard, 200)]
    [InlineData(Confidence.Low, AdapterViews.Guard, 200)] // its traffic is not that of Tor
    [InlineData(Confidence.Confirmed, AdapterViews.Exit, 200)]
    public async Task What_is_less_sure_than_asked_for_is_tagged_and_goes_on(Confidence minimum, string client, int expected)
    {
        await using var app = await TestApp.StartAsync(options => (options.Action, options.MinimumConfidence) = (TorAction.Block, minimum));

        var answer = await app.AskAsync("/", client);

        Assert.StartsWith(expected == 200 ? "200 " : "403 {", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("clean", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TorAction.Tag, "/", 200)]
    [InlineData(TorAction.Tag, "/closed", 403)]
    [InlineData(TorAction.Tag, "/closed-by-attribute", 403)]
    [InlineData(TorAction.Tag, "/group/closed", 403)]
    [InlineData(TorAction.Tag, "/group/open", 200)]
    [InlineData(TorAction.Tag, "/group/open-by-attribute", 200)]
    [InlineData(TorAction.Tag, "/group/inner/closed", 403)]
    [InlineData(TorAction.Tag, "/contradiction-closed", 403)]
    [InlineData(TorAction.Tag, "/contradiction-open", 200)]
    [InlineData(TorAction.Block, "/contradiction-open", 200)]
    [InlineData(TorAction.Tag, "/group/open-closed-by-attribute", 403)]
    [InlineData(TorAction.Tag, "/nothing", 404)]
    [InlineData(TorAction.Block, "/", 403)]
    [InlineData(TorAction.Block, "/open", 200)]
    [InlineData(TorAction.Block, "/open-by-attribute", 200)]
    [InlineData(TorAction.Block, "/closed", 403)]
    [InlineData(TorAction.Block, "/nothing", 403)]
    [InlineData(TorAction.Challenge, "/closed", 403)]
    [InlineData(TorAction.Challenge, "/open", 200)]
    [InlineData(TorAction.Challenge, "/", 302)]
    public async Task The_most_specific_word_counts(TorAction action, string path, int expected)
    {
        await using var app = await TestApp.StartAsync(
            options => (options.Action, options.ChallengePath) = (action, "/challenge"),
            map: app =>
            {
                app.MapGet("/", () => "");
                app.MapGet("/open", () => "").AllowTor();
                app.MapGet("/open-by-attribute", [AllowTor] () => "");
                app.MapGet("/closed", () => "").RequireNotTor();
                app.MapGet("/closed-by-attribute", [RequireNotTor] () => "");
                var group = app.MapGroup("/group").RequireNotTor();
                group.MapGet("/closed", () => "");
                group.MapGet("/open", () => "").AllowTor();
                group.MapGet("/open-by-attribute", [AllowTor] () => "");
                app.MapGet("/contradiction-closed", [RequireNotTor] () => "").AllowTor();
                app.MapGet("/contradiction-open", [AllowTor] () => "").RequireNotTor();
                group.MapGroup("").AllowTor().MapGet("/open-closed-by-attribute", [RequireNotTor] () => "");
                group.MapGroup("/inner").AllowTor().MapGet("/closed", () => "").RequireNotTor();
            });

        using var tor = await app.GetAsync(path, AdapterViews.Exit);
        using var other = await app.GetAsync(path, AdapterViews.Unlisted);

        Assert.Equal(expected, (int)tor.StatusCode);
        Assert.Equal(path == "/nothing" ? 404 : 200, (int)other.StatusCode);
    }

    [Theory]
    [InlineData("GET", "/page?a=b%20c&d", 302, "/challenge?returnUrl=%2Fpage%3Fa%3Db%2520c%26d")]
    [InlineData("GET", "/?a=b", 302, "/challenge?returnUrl=%2F%3Fa%3Db")]
    [InlineData("HEAD", "/page", 302, "/challenge?returnUrl=%2Fpage")]
    [InlineData("POST", "/page", 403, null)]
    [InlineData("DELETE", "/page", 403, null)]
    [InlineData("GET", "/challenge", 200, null)]
    [InlineData("POST", "/Challenge/answer", 200, null)]
    [InlineData("GET", "/challenges", 302, "/challenge?returnUrl=%2Fchallenges")]
    [InlineData("GET", "//evil.example/x", 302, "/challenge?returnUrl=%2F")]
    [InlineData("GET", "/\\evil.example", 302, "/challenge?returnUrl=%2F%255Cevil.example")]
    [InlineData("GET", "/%5Cevil.example", 302, "/challenge?returnUrl=%2F%255Cevil.example")]
    [InlineData("GET", "/%2Fevil.example", 302, "/challenge?returnUrl=%2F%252Fevil.example")]
    [InlineData("GET", "/a%0D%0ALocation:%20http://evil.example", 302, "/challenge?returnUrl=%2Fa%250D%250ALocation%3A%2520http%3A%2F%2Fevil.example")]
    [InlineData("GET", "/challenge/../page", 302, "/challenge?returnUrl=%2Fpage")]
    [InlineData("GET", "/challenge/%2e%2e/page", 302, "/challenge?returnUrl=%2Fpage")]
    [InlineData("GET", "http://evil.example/page", 302, "/challenge?returnUrl=%2Fpage")]
    [InlineData("OPTIONS", "*", 403, null)]
    public async Task A_challenge_sends_readers_to_its_page_with_a_way_back_into_the_application(string method, string target, int expected, string? location)
    {
        await using var app = await TestApp.StartAsync(
            options => (options.Action, options.ChallengePath) = (TorAction.Challenge, "/challenge"),
            map: app => app.MapFallback(() => "")); // any method

        var host = target.StartsWith("http:", StringComparison.Ordinal) ? "evil.example" : "www.example.com";
        var answer = await app.SendRawAsync($"{method} {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Length: 0\r\nX-Forwarded-For: {AdapterViews.Exit}\r\n\r\n");

        Assert.StartsWith($"HTTP/1.1 {expected} ", answer, StringComparison.Ordinal);
        Assert.Equal(location, answer.Split("\r\n").FirstOrDefault(line => line.StartsWith("Location: ", StringComparison.Ordinal))?["Location: ".Length..]);
        Assert.Equal(expected != 200, answer.Contains("Cache-Control: no-store", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_exit_that_refuses_the_port_is_refused_where_a_low_confidence_is_enough()
    {
        await using var app = await TestApp.StartAsync(options => (options.Action, options.MinimumConfidence, options.ServerPort) = (TorAction.Block, Confidence.Low, 25));

        Assert.StartsWith("403 {", await app.AskAsync("/", AdapterViews.Exit), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_challenge_knows_the_base_of_the_path()
    {
        await using var app = await TestApp.StartAsync(
            options => (options.Action, options.ChallengePath) = (TorAction.Challenge, "/challenge"),
            use: app =>
            {
                app.UsePathBase("/shop");
                app.UseRouting();
                app.UseForwardedHeaders();
                app.UseTorIntel();
            },
            map: app => app.MapGet("/challenge", () => ""));

        using var response = await app.GetAsync("/shop/cart", AdapterViews.Exit);
        using var page = await app.GetAsync("/shop/challenge", AdapterViews.Exit);

        Assert.Equal("/shop/challenge?returnUrl=%2Fshop%2Fcart", response.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Theory]
    [InlineData("/shop", "/shop/challenge?returnUrl=%2Fshop%2Fcart")]
    [InlineData("//evil.example", "/challenge?returnUrl=%2F")]
    [InlineData("/\\evil.example", "/%5Cevil.example/challenge?returnUrl=%2F%255Cevil.example%2Fcart")]
    [InlineData("/", "/challenge?returnUrl=%2Fcart")]
    public async Task A_base_that_a_proxy_names_leads_to_no_other_server(string prefix, string expected)
    {
        await using var app = await TestApp.StartAsync(
            options => (options.Action, options.ChallengePath) = (TorAction.Challenge, "/challenge"),
            build: builder => builder.Services.Configure<ForwardedHeadersOptions>(options => options.ForwardedHeaders |= ForwardedHeaders.XForwardedPrefix));

        using var response = await app.GetAsync("/cart", AdapterViews.Exit, ("X-Forwarded-Prefix", prefix));

        Assert.Equal(expected, response.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("passed", 200, "ok")]
    [InlineData("page", 200, "solve this")]
    [InlineData("elsewhere", 302, "")]
    [InlineData("nothing", 403, null)]
    [InlineData("", 403, null)]
    public async Task A_delegate_challenges_and_what_it_leaves_unanswered_is_refused(string cookie, int expected, string? body)
    {
        await using var app = await TestApp.StartAsync(
            options => (options.Action, options.OnChallenge) = (TorAction.Challenge, Challenge),
            map: app => app.MapGet("/", () => "ok"));

        using var response = await app.GetAsync("/", AdapterViews.Exit, ("Cookie", $"test={cookie}"));
        var actual = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(expected, (int)response.StatusCode);
        Assert.True(body is null ? actual.Contains("\"status\":403", StringComparison.Ordinal) : actual == body, actual);
        Assert.Equal("200 ok", await app.AskAsync("/", AdapterViews.Unlisted));

        static async ValueTask<bool> Challenge(HttpContext context)
        {
            switch (context.Request.Cookies["test"])
            {
                case "passed":
                    return true;
                case "page":
                    await context.Response.WriteAsync("solve this");
                    return false;
                case "elsewhere":
                    context.Response.Redirect("https://puzzles.example/");
                    return false;
                default:
                    return false;
            }
        }
    }

    [Fact]
    public async Task A_delegate_that_is_not_satisfied_sends_to_the_page_if_there_is_one()
    {
        await using var app = await TestApp.StartAsync(
            options =>
            {
                options.Action = TorAction.Challenge;
                options.ChallengePath = "/challenge";
                options.OnChallenge = context => ValueTask.FromResult(context.Request.Cookies.ContainsKey("passed"));
            },
            map: app => app.MapGet("/", () => "ok"));

        using var response = await app.GetAsync("/", AdapterViews.Exit);

        Assert.Equal("/challenge?returnUrl=%2F", response.Headers.Location?.OriginalString);
        Assert.Equal("200 ok", await app.AskAsync("/", AdapterViews.Exit, ("Cookie", "passed=1")));
    }

    [Theory]
    [InlineData(false, "alice", 200)]
    [InlineData(true, "alice", 302)]
    [InlineData(false, null, 302)]
    public async Task Users_who_are_signed_in_pass_a_challenge_unless_they_are_to_be_challenged_too(bool challenges, string? user, int expected)
    {
        await using var services = TestRequests.Services(configure: options => (options.Action, options.ChallengePath, options.ChallengeSignedInUsers) = (TorAction.Challenge, "/challenge", challenges));
        var context = TestRequests.Context(services, AdapterViews.Exit);
        context.User = new ClaimsPrincipal([new ClaimsIdentity(), new ClaimsIdentity([new Claim(ClaimTypes.Name, user ?? "")], user is null ? null : "test")]);

        await TestRequests.Pipeline(services)(context);

        Assert.Equal(expected, context.Response.StatusCode);
    }

    [Fact]
    public async Task Users_who_are_signed_in_are_refused_all_the_same_where_Tor_is()
    {
        await using var services = TestRequests.Services(configure: options => options.Action = TorAction.Block);
        var context = TestRequests.Context(services, AdapterViews.Exit);
        context.User = new ClaimsPrincipal(new ClaimsIdentity([], "test"));

        await TestRequests.Pipeline(services)(context);

        Assert.Equal(403, context.Response.StatusCode);
    }

    [Fact]
    public async Task A_page_of_errors_can_be_shown_to_Tor_and_the_request_is_tagged_once()
    {
        await using var app = await TestApp.StartAsync(
            options => options.Action = TorAction.Block,
            use: app =>
            {
                app.UseForwardedHeaders();
                app.UseExceptionHandler("/error");
                app.UseRouting();
                app.UseTorIntel();
            },
            map: app =>
            {
                app.MapGet("/", string () => throw new InvalidOperationException("wrong")).AllowTor();
                app.MapGet("/error", (HttpContext context) => "error, " + TestApp.Describe(context)).AllowTor();
            });

        Assert.StartsWith("500 error, high inbound", await app.AskAsync("/", AdapterViews.Exit), StringComparison.Ordinal);
    }

    private static async Task<string> TextOf(HttpResponseMessage response)
    {
        var text = new StringBuilder().Append((int)response.StatusCode).Append('\n');
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers).Where(header => header.Key is not ("Date" or "Server")).OrderBy(header => header.Key, StringComparer.Ordinal))
        {
            text.Append(name).Append(": ").AppendJoin(", ", values).Append('\n');
        }

        return text.Append('\n').Append(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Append('\n').ToString();
    }
}
