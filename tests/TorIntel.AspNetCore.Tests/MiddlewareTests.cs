using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;
using TorIntel.Testing;

namespace TorIntel.AspNetCore.Tests;

public class MiddlewareTests
{
    [Theory]
    [InlineData(AdapterViews.Exit, "high inbound source-exit client.address=198.51.100.99; made-up lists")]
    [InlineData(AdapterViews.Exit + ":50123", "high inbound source-exit client.address=198.51.100.99; made-up lists")]
    [InlineData("::ffff:" + AdapterViews.Exit, "high inbound source-exit client.address=198.51.100.99; made-up lists")]
    [InlineData("[" + AdapterViews.ExitIPv6 + "]:50123", "high inbound source-exit client.address=2001:db8::99; made-up lists")]
    [InlineData(AdapterViews.Guard, "low inbound source-relay client.address=192.0.2.10; made-up lists")]
    [InlineData("203.0.113.1, " + AdapterViews.Exit, "high inbound source-exit client.address=198.51.100.99; made-up lists")]
    [InlineData(AdapterViews.Exit + ", 203.0.113.1", "clean")]
    [InlineData(AdapterViews.Unlisted, "clean")]
    [InlineData("::ffff:" + AdapterViews.Unlisted, "clean")]
    [InlineData("2001:db8::98", "clean")]
    [InlineData(null, "clean")]
    public async Task A_request_is_judged_by_the_address_of_its_client(string? client, string expected)
    {
        await using var app = await TestApp.StartAsync();

        Assert.Equal("200 " + expected, await app.AskAsync("/", client));
    }

    [Theory]
    [InlineData("")]
    [InlineData(",,,")]
    [InlineData("no address")]
    [InlineData("999.1.1.1")]
    [InlineData("198.51.100.99.")]
    [InlineData("198.51.100.99/32")]
    [InlineData("<script>, \"198.51.100.99")]
    [InlineData("198.51.100.99%eth0")]
    [InlineData("198.51.100.99\0")]
    [InlineData("[2001:db8::99")]
    public async Task A_header_that_is_no_address_gives_no_other_client(string header)
    {
        await using var app = await TestApp.StartAsync();

        var answer = await app.SendRawAsync($"GET / HTTP/1.1\r\nHost: www.example.com\r\nConnection: close\r\nX-Forwarded-For: {header}\r\n\r\n");

        // Kestrel refuses a NUL by itself.
        Assert.StartsWith(header.EndsWith('\0') ? "HTTP/1.1 400" : "HTTP/1.1 200", answer, StringComparison.Ordinal);
        Assert.True(header.EndsWith('\0') || answer.Contains("\r\nclean\r\n", StringComparison.Ordinal), answer);
        Assert.DoesNotContain(app.Logs.Records, record => record.Level > Microsoft.Extensions.Logging.LogLevel.Information);
    }

    [Theory]
    [InlineData(AdapterViews.Onion, "confirmed inbound domain-onion-v3 http.request.header.host=" + AdapterViews.Onion + "; made-up lists")]
    [InlineData(AdapterViews.Onion + ":8080", "confirmed inbound domain-onion-v3 http.request.header.host=" + AdapterViews.Onion + ":8080; made-up lists")]
    [InlineData("www.example.com", "clean")]
    public async Task A_visitor_of_an_onion_service_is_known_by_the_Host_header(string host, string expected)
    {
        await using var app = await TestApp.StartAsync();
        await using var deaf = await TestApp.StartAsync(options => options.ReadHostHeader = false);

        Assert.Equal("200 " + expected, await app.AskAsync("/", AdapterViews.Unlisted, ("Host", host)));
        Assert.Equal("200 clean", await deaf.AskAsync("/", AdapterViews.Unlisted, ("Host", host)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData(".onion")]
    [InlineData("x.onion.")]
    [InlineData("xn--a.onion")]
    [InlineData("[::1]:9050")]
    [InlineData("127.0.0.1:99999999999999999999")]
    [InlineData("\u00fc.onion")]
    [InlineData("a b\tc")]
    [InlineData("198.51.100.99")]
    [InlineData("HUGE")]
    [InlineData("HUGE.onion")]
    public async Task A_malformed_Host_header_is_harmless(string host)
    {
        host = host.Replace("HUGE", new string('a', 100_000), StringComparison.Ordinal);
        await using var services = TestRequests.Services();
        var pipeline = TestRequests.Pipeline(services);
        var clean = TestRequests.Context(services, AdapterViews.Unlisted, host);
        var tor = TestRequests.Context(services, AdapterViews.Exit, host);

        await pipeline(clean);
        await pipeline(tor);

        Assert.DoesNotContain(clean.Features.Get<ITorFeature>()?.Finding.Evidence ?? [], piece => piece.Confidence > Confidence.Medium);
        Assert.Equal(EvidenceKind.SourceExit, tor.Features.Get<ITorFeature>()!.Finding.Evidence[0].Kind);
    }

    [Fact]
    public async Task A_Host_header_is_judged_whatever_was_there_before()
    {
        await using var services = TestRequests.Services();
        var pipeline = TestRequests.Pipeline(services);
        foreach (var host in (string?[])["www.example.com", AdapterViews.Onion, "www.example.com", new string("www.example.com"), AdapterViews.Onion, "other.example.com", null, AdapterViews.Onion])
        {
            var context = TestRequests.Context(services, AdapterViews.Unlisted, host);

            await pipeline(context);

            Assert.Equal(host == AdapterViews.Onion, context.Features.Get<ITorFeature>() is not null);
        }
    }

    [Theory]
    [InlineData("HTTP/3")]
    [InlineData("HTTP/2")]
    [InlineData("")]
    public async Task A_request_is_judged_over_every_protocol(string protocol)
    {
        await using var services = TestRequests.Services(configure: options => options.ServerPort = 443);
        var context = TestRequests.Context(services, AdapterViews.Exit);
        context.Request.Protocol = protocol;

        await TestRequests.Pipeline(services)(context);

        Assert.Equal(Confidence.High, context.Features.Get<ITorFeature>()!.Finding.Verdict.Confidence);
    }

    [Fact]
    public async Task Of_several_Host_headers_the_first_counts()
    {
        await using var services = TestRequests.Services();
        var context = TestRequests.Context(services, AdapterViews.Unlisted);
        context.Request.Headers.Host = new StringValues([AdapterViews.Onion, "www.example.com"]);
        var other = TestRequests.Context(services, AdapterViews.Unlisted);
        other.Request.Headers.Host = new StringValues([null, AdapterViews.Onion]);

        await TestRequests.Pipeline(services)(context);
        await TestRequests.Pipeline(services)(other);

        Assert.NotNull(context.Features.Get<ITorFeature>());
        Assert.Null(other.Features.Get<ITorFeature>());
    }

    [Fact]
    public async Task A_client_without_an_address_is_judged_by_the_Host_header_alone()
    {
        await using var services = TestRequests.Services();
        var context = TestRequests.Context(services, null, AdapterViews.Onion);
        var nothing = TestRequests.Context(services, null, null);

        await TestRequests.Pipeline(services)(context);
        await TestRequests.Pipeline(services)(nothing);

        Assert.Equal(Confidence.Confirmed, context.Features.Get<ITorFeature>()!.Finding.Verdict.Confidence);
        Assert.Null(nothing.Features.Get<ITorFeature>());
        Assert.Null(nothing.GetTorFinding());
        Assert.Equal("unknown", nothing.GetTorPartitionKey());
    }

    [Theory]
    [InlineData(null, "high", "source-exit")]
    [InlineData(443, "high", "source-exit")]
    [InlineData(25, "low", "source-exit-policy-rejects")]
    public async Task Exit_policies_are_judged_by_the_port_that_was_configured_and_by_no_other(int? port, string confidence, string evidence)
    {
        await using var app = await TestApp.StartAsync(options => options.ServerPort = port);

        // The exit refuses port 25, and its client would like to look like that.
        var answer = await app.AskAsync("/", AdapterViews.Exit, ("Host", "www.example.com:25"), ("X-Forwarded-Port", "25"));

        Assert.StartsWith($"200 {confidence} inbound {evidence} ", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(AdapterViews.Guard, false, "confirmed internal own-relay", false)] // colleagues, behind the address of a guard of ours
    [InlineData(AdapterViews.Guard, true, "low internal own-relay", false)]
    [InlineData(AdapterViews.Exit, false, "confirmed internal own-relay", true)]
    [InlineData(AdapterViews.Exit, true, "low internal own-relay", false)]
    public async Task A_relay_of_ours_is_tagged_and_a_request_from_it_is_from_Tor_if_it_can_exit_and_is_not_authorised(string client, bool isAuthorised, string expected, bool isTor)
    {
        foreach (var minimum in (Confidence[])[Confidence.Low, Confidence.High])
        {
            await using var app = await TestApp.StartAsync(
                options => options.MinimumConfidence = minimum,
                app =>
                {
                    app.MapGet("/", TestApp.Describe);
                    app.MapGet("/asked", (HttpContext context) => $"{context.IsTor(minimum)} {context.GetTorPartitionKey(minimum)}");
                    app.MapGet("/closed", () => "in").RequireNotTor();
                },
                builder => builder.Services.Configure<TorIntelOptions>(options =>
                {
                    options.InternalNetworks.Add("192.0.2.0/24");
                    options.InternalNetworks.Add("198.51.100.0/24");
                    if (isAuthorised)
                    {
                        options.OwnRelays.Add("A09ADE51FA4F8E5E44524EF2F8FB45A91B9F8A5A");
                        options.OwnRelays.Add("B0B0DE51FA4F8E5E44524EF2F8FB45A91B9F8A5A");
                    }
                }));

            Assert.StartsWith("200 " + expected, await app.AskAsync("/", client), StringComparison.Ordinal);
            Assert.Equal($"200 {isTor} {(isTor ? "tor" : client)}", await app.AskAsync("/asked", client));
            Assert.StartsWith(isTor ? "403 {" : "200 in", await app.AskAsync("/closed", client), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_relay_of_ours_with_an_exit_address_can_exit_whatever_its_flags_are()
    {
        var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
        builder.AddRelay(new TorRelayDescription
        {
            Fingerprint = RelayFingerprint.Parse("A09ADE51FA4F8E5E44524EF2F8FB45A91B9F8A5A"),
            Roles = RelayRoles.Relay,
            OrEndpoints = [new IPEndpointValue(IPAddressValue.Parse("10.0.0.1"), 9001)],
            ExitAddresses = [IPAddressValue.Parse("10.0.0.1")],
        });
        builder.AddRelay(new TorRelayDescription
        {
            Fingerprint = RelayFingerprint.Parse("B0B0DE51FA4F8E5E44524EF2F8FB45A91B9F8A5A"),
            Roles = RelayRoles.Relay,
            OrEndpoints = [new IPEndpointValue(IPAddressValue.Parse("10.0.0.2"), 9001)],
        });
        await using var services = TestRequests.Services(new TorNetworkStore(builder.Build()));

        Assert.True(TestRequests.Context(services, "10.0.0.1").IsTor());
        Assert.False(TestRequests.Context(services, "10.0.0.2").IsTor());
    }

    [Fact]
    public async Task A_name_of_the_Tor_Project_brings_nobody_from_Tor()
    {
        await using var services = TestRequests.Services();
        var context = TestRequests.Context(services, AdapterViews.Unlisted, "www.torproject.org");

        Assert.NotNull(context.GetTorFinding());
        Assert.False(context.IsTor(Confidence.Low));
        Assert.False(context.IsTor(Confidence.None));
    }

    [Fact]
    public async Task An_empty_store_tags_no_address_until_a_view_is_there()
    {
        await using var app = await TestApp.StartAsync(network: TorNetwork.Empty);
        var before = await app.AskAsync("/", AdapterViews.Exit);
        var onion = await app.AskAsync("/", AdapterViews.Unlisted, ("Host", AdapterViews.Onion));
        app.Store.Publish(AdapterViews.Usual);

        Assert.Equal("200 clean", before);
        Assert.StartsWith("200 confirmed", onion, StringComparison.Ordinal);
        Assert.StartsWith("200 high", await app.AskAsync("/", AdapterViews.Exit), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_known_is_asked_of_the_context()
    {
        await using var app = await TestApp.StartAsync(map: app =>
        {
            app.MapGet("/", (HttpContext context) => string.Create(CultureInfo.InvariantCulture, $"{context.GetTorFinding()?.Evidence[0].Value} {context.IsTor()} {context.IsTor(Confidence.Low)} {ReferenceEquals(context.GetTorFinding(), context.Features.Get<ITorFeature>()?.Finding)}"));
        });

        Assert.Equal("200 198.51.100.99 True True True", await app.AskAsync("/", AdapterViews.Exit));
        Assert.Equal("200 192.0.2.10 False False True", await app.AskAsync("/", AdapterViews.Guard));
        Assert.Equal("200  False False True", await app.AskAsync("/", AdapterViews.Unlisted));
    }

    [Fact]
    public async Task Without_the_middleware_a_request_is_judged_on_demand_for_the_client_that_it_has_by_then()
    {
        await using var app = await TestApp.StartAsync(
            use: app =>
            {
                app.Use((context, next) =>
                {
                    context.Response.Headers["X-Before"] = context.IsTor().ToString();
                    return next(context);
                });
                app.UseForwardedHeaders();
            },
            map: app => app.MapGet("/", (HttpContext context) => context.IsTor()));

        using var response = await app.GetAsync("/", AdapterViews.Exit);

        Assert.Equal("False", Assert.Single(response.Headers.GetValues("X-Before")));
        Assert.Equal("true", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_finding_about_another_client_is_dropped()
    {
        await using var services = TestRequests.Services();
        var context = TestRequests.Context(services, AdapterViews.Exit);
        Assert.True(context.IsTor());

        context.Connection.RemoteIpAddress = System.Net.IPAddress.Parse(AdapterViews.Unlisted);

        Assert.False(context.IsTor());
        Assert.Null(context.Features.Get<ITorFeature>());
    }

    [Fact]
    public async Task A_finding_about_the_proxy_is_dropped_by_the_middleware_too()
    {
        var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
        builder.AddExitAddress(IPPrefix.Parse("127.0.0.1/32"));
        await using var app = await TestApp.StartAsync(
            network: builder.Build(),
            use: app =>
            {
                app.Use((context, next) =>
                {
                    context.Response.Headers["X-Before"] = context.IsTor().ToString();
                    return next(context);
                });
                app.UseForwardedHeaders();
                app.UseTorIntel();
            });

        using var response = await app.GetAsync("/", AdapterViews.Unlisted);

        Assert.Equal("True", Assert.Single(response.Headers.GetValues("X-Before")));
        Assert.Equal("clean", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_feature_of_the_application_s_own_stays_where_the_middleware_finds_nothing()
    {
        await using var services = TestRequests.Services();
        var feature = new OwnFeature(TestRequests.Context(services, AdapterViews.Exit).GetTorFinding()!);
        var context = TestRequests.Context(services, AdapterViews.Unlisted);
        context.Features.Set<ITorFeature>(feature);

        await TestRequests.Pipeline(services)(context);

        Assert.Same(feature, context.Features.Get<ITorFeature>());
    }

    [Fact]
    public async Task A_request_that_was_clean_is_judged_anew_when_asked()
    {
        var store = new TorNetworkStore(TorNetwork.Empty);
        await using var services = TestRequests.Services(store);
        var context = TestRequests.Context(services, AdapterViews.Exit);

        await TestRequests.Pipeline(services)(context);
        Assert.False(context.IsTor());
        store.Publish(AdapterViews.Usual);

        Assert.True(context.IsTor());
    }

    [Fact]
    public async Task A_feature_of_the_application_s_own_counts()
    {
        await using var services = TestRequests.Services();
        var other = TestRequests.Context(services, AdapterViews.Exit);
        var finding = other.GetTorFinding()!;
        var context = TestRequests.Context(services, AdapterViews.Unlisted);

        context.Features.Set<ITorFeature>(new OwnFeature(finding));

        Assert.Same(finding, context.GetTorFinding());
    }

    [Theory]
    [InlineData(AdapterViews.Unlisted)]
    [InlineData("2001:db8::98")]
    [InlineData("::ffff:" + AdapterViews.Unlisted)]
    public async Task A_request_without_evidence_allocates_nothing(string client)
    {
        await using var services = TestRequests.Services(configure: options => options.Action = TorAction.Block);
        var pipeline = TestRequests.Pipeline(services);
        var context = TestRequests.Context(services, client);
        context.SetEndpoint(new Endpoint(null, new EndpointMetadataCollection(new RequireNotTorAttribute()), "endpoint"));
        var calls = 0;

        Allocations.AssertNone(() => calls += pipeline(context).IsCompletedSuccessfully && context.GetTorFinding() is null && !context.IsTor() ? 1 : 0);

        Assert.True(calls >= 4_000);
        Assert.Null(context.Features.Get<ITorFeature>());
    }

    private sealed class OwnFeature(TorFinding finding) : ITorFeature
    {
        public TorFinding Finding { get; } = finding;
    }
}
