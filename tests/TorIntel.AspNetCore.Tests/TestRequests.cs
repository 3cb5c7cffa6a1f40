using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TorIntel.Testing;

namespace TorIntel.AspNetCore.Tests;

/// <summary>The middleware without a server, for what a server does not let through and for what is to be measured.</summary>
internal static class TestRequests
{
    public static ServiceProvider Services(
        TorNetworkStore? store = null, Action<TorIntelAspNetCoreOptions>? configure = null, Action<TorEnrichmentOptions>? enrichment = null, LogRecorder? logs = null)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(logs ?? new LogRecorder()));
        services.AddSingleton(store ?? new TorNetworkStore(AdapterViews.Usual));
        services.AddTorIntel(options => enrichment?.Invoke(options.Enrichment)).AddAspNetCore(configure);
        return services.BuildServiceProvider();
    }

    /// <summary>Makes a pipeline of the middleware alone.</summary>
    public static RequestDelegate Pipeline(IServiceProvider services, RequestDelegate? next = null)
    {
        var app = new ApplicationBuilder(services);
        app.UseTorIntel();
        app.Run(next ?? (_ => Task.CompletedTask));
        return app.Build();
    }

    public static DefaultHttpContext Context(IServiceProvider services, string? client, string? host = "www.example.com")
    {
        var context = new DefaultHttpContext { RequestServices = services };
        context.Connection.RemoteIpAddress = client is null ? null : IPAddress.Parse(client);
        context.Request.Protocol = HttpProtocol.Http11;
        context.Request.Method = HttpMethods.Get;
        context.Request.Path = "/";
        context.Request.Headers.Host = host;
        return context;
    }
}
