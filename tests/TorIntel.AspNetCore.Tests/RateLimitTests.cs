using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TorIntel.Testing;

namespace TorIntel.AspNetCore.Tests;

public class RateLimitTests
{
    [Fact]
    public async Task All_clients_from_Tor_share_one_limit_and_others_have_one_for_each_address()
    {
        var gate = new TaskCompletionSource();
        var held = new TaskCompletionSource();
        await using var app = await TestApp.StartAsync(
            build: builder => builder.Services.AddRateLimiter(options =>
            {
                options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
                options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
                    RateLimitPartition.GetConcurrencyLimiter(context.GetTorPartitionKey(), _ => new ConcurrencyLimiterOptions { PermitLimit = 1 }));
            }),
            use: app =>
            {
                app.UseForwardedHeaders();
                app.UseRateLimiter();
                app.UseTorIntel();
            },
            map: app => app.MapGet("/", () => "in").Finally(HoldWhileAsked));

        var first = app.AskAsync("/", AdapterViews.Exit, ("X-Hold", "1"));
        await held.Task.WaitAsync(TestContext.Current.CancellationToken);

        // Another exit, the same partition.
        Assert.StartsWith("429", await app.AskAsync("/", AdapterViews.ExitIPv6), StringComparison.Ordinal);
        Assert.Equal("200 in", await app.AskAsync("/", AdapterViews.Unlisted));
        Assert.Equal("200 in", await app.AskAsync("/", AdapterViews.Guard));
        gate.SetResult();
        Assert.Equal("200 in", await first);
        Assert.Equal("200 in", await app.AskAsync("/", AdapterViews.ExitIPv6));

        void HoldWhileAsked(EndpointBuilder endpoint)
        {
            var handler = endpoint.RequestDelegate!;
            endpoint.RequestDelegate = async context =>
            {
                if (context.Request.Headers.ContainsKey("X-Hold"))
                {
                    held.SetResult();
                    await gate.Task;
                }

                await handler(context);
            };
        }
    }

    [Theory]
    [InlineData(AdapterViews.Exit, "tor")]
    [InlineData("::ffff:" + AdapterViews.Exit, "tor")]
    [InlineData(AdapterViews.ExitIPv6, "tor")]
    [InlineData(AdapterViews.Guard, AdapterViews.Guard)]
    [InlineData(AdapterViews.Unlisted, AdapterViews.Unlisted)]
    [InlineData("::ffff:" + AdapterViews.Unlisted, AdapterViews.Unlisted)]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64")]
    [InlineData("::1", "::/64")]
    [InlineData("fe80::1%3", "fe80::/64")]
    public async Task A_client_s_partition_follows_from_its_address(string client, string expected)
    {
        await using var services = TestRequests.Services();

        Assert.Equal(expected, TestRequests.Context(services, client).GetTorPartitionKey());
    }

    [Fact]
    public async Task A_header_brings_nobody_into_another_partition()
    {
        await using var services = TestRequests.Services();
        var context = TestRequests.Context(services, AdapterViews.Unlisted, AdapterViews.Onion);

        Assert.Equal(AdapterViews.Unlisted, context.GetTorPartitionKey());
        Assert.True(context.IsTor());
        Assert.Equal(AdapterViews.Guard, TestRequests.Context(services, AdapterViews.Guard).GetTorPartitionKey(Confidence.Low));
    }
}
