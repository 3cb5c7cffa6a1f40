using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using TorIntel.Testing;

namespace TorIntel.AspNetCore.Tests;

/// <summary>A real application on a real Kestrel, on a free port of the loopback, which believes X-Forwarded-For.</summary>
internal sealed class TestApp : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _client;

    private TestApp(WebApplication app, TorNetworkStore store, LogRecorder logs)
    {
        _app = app;
        Store = store;
        Logs = logs;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false, ActivityHeadersPropagator = null }) { BaseAddress = Address };
    }

    public TorNetworkStore Store { get; }

    public LogRecorder Logs { get; }

    public Uri Address { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>Starts an application with the view of <see cref="AdapterViews.Usual"/>, at 372 seconds after its lists.</summary>
    /// <param name="configure">Sets the options.</param>
    /// <param name="map">Adds the rest of the pipeline and the endpoints; null for <c>/</c>, which answers what is among the features.</param>
    /// <param name="build">Adds services.</param>
    /// <param name="use">Adds the middleware; null for where it belongs.</param>
    /// <param name="network">The view; null for the usual one.</param>
    public static async Task<TestApp> StartAsync(
        Action<TorIntelAspNetCoreOptions>? configure = null,
        Action<WebApplication>? map = null,
        Action<WebApplicationBuilder>? build = null,
        Action<WebApplication>? use = null,
        TorNetwork? network = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var logs = new LogRecorder();
        builder.Logging.ClearProviders().AddProvider(logs).SetMinimumLevel(LogLevel.Information);
        var store = new TorNetworkStore(network ?? AdapterViews.Usual);
        builder.Services.AddSingleton(store);
        builder.Services.AddSingleton<TimeProvider>(new FakeTimeProvider(AdapterViews.ListTime.AddSeconds(372)));
        builder.Services.AddTorIntel().AddAspNetCore(configure);
        builder.Services.Configure<ForwardedHeadersOptions>(options => options.ForwardedHeaders = ForwardedHeaders.XForwardedFor);
        build?.Invoke(builder);
        var app = builder.Build();
        try
        {
            if (use is null)
            {
                app.UseForwardedHeaders();
                app.UseTorIntel();
            }
            else
            {
                use(app);
            }

            (map ?? (app => app.MapGet("/", Describe)))(app);
            await app.StartAsync(TestContext.Current.CancellationToken);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return new TestApp(app, store, logs);
    }

    /// <summary>Tells what is among the features of a request.</summary>
    public static string Describe(HttpContext context) => context.Features.Get<ITorFeature>() is { Finding: var finding }
        ? $"{EvidenceNames.NameOf(finding.Verdict.Confidence)} {EvidenceNames.NameOf(finding.Verdict.Direction)} {string.Join(' ', finding.Evidence.Select(piece => $"{EvidenceNames.NameOf(piece.Kind)} {piece.Field}={piece.Value}"))}; {finding.Source}"
        : "clean";

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? client = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (client is not null)
        {
            request.Headers.Add("X-Forwarded-For", client);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await _client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> GetAsync(string path, string? client = null, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, client, headers);

    /// <summary>Gets a path; gives the status code and the body.</summary>
    public async Task<string> AskAsync(string path, string? client = null, params (string Name, string Value)[] headers)
    {
        using var response = await GetAsync(path, client, headers);
        return $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}";
    }

    /// <summary>Sends bytes as they are, and gives all that comes back until the server closes the connection.</summary>
    public async Task<string> SendRawAsync(string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(Address.Host, Address.Port, TestContext.Current.CancellationToken);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}
