using System.Net.Http.Headers;
using System.Reflection;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace TorIntel.Feeds;

/// <summary>How documents are fetched over HTTP: who asks, what is retried, which redirects are followed.</summary>
internal static class FeedHttp
{
    /// <summary>The name of the client in a host's factory.</summary>
    public const string ClientName = "TorIntel.Feeds";

    private const int MaxRedirects = 5;

    private static readonly string s_version = typeof(FeedHttp).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    /// <summary>Makes a client of its own, for programs without a host.</summary>
    public static HttpClient CreateClient(TimeProvider clock)
    {
        var pipeline = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = clock };
        Configure(pipeline);
        var client = new HttpClient(new ResilienceHandler(pipeline.Build()) { InnerHandler = CreateHandler() });
        Configure(client);
        return client;
    }

    public static SocketsHttpHandler CreateHandler() => new()
    {
        MaxAutomaticRedirections = MaxRedirects,
        MaxResponseHeadersLength = 64, // KiB
        PooledConnectionLifetime = TimeSpan.FromMinutes(15),
        ConnectTimeout = TimeSpan.FromSeconds(10),
        UseCookies = false,
    };

    public static void Configure(HttpClient client)
    {
        client.Timeout = Timeout.InfiniteTimeSpan; // The fetcher has a deadline that includes the body.
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("TorIntel", s_version));
    }

    /// <summary>Retries what passes: broken connections, 5xx and 408. Not 429: who is asked to stay away stays away until the next time.</summary>
    public static void Configure(ResiliencePipelineBuilder<HttpResponseMessage> pipeline) => pipeline.AddRetry(new HttpRetryStrategyOptions
    {
        MaxRetryAttempts = 1,
        Delay = TimeSpan.FromSeconds(1),
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        ShouldRetryAfterHeader = false, // It may ask for hours: the next refresh keeps to it.
        ShouldHandle = static arguments => ValueTask.FromResult(
            (HttpClientResiliencePredicates.IsTransient(arguments.Outcome) || arguments.Outcome.Exception is OperationCanceledException { InnerException: TimeoutException })
            && arguments.Outcome.Result is not { StatusCode: System.Net.HttpStatusCode.TooManyRequests } and not { Headers.RetryAfter: not null }
            && arguments.Outcome.Exception is not HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError }),
    });
}
