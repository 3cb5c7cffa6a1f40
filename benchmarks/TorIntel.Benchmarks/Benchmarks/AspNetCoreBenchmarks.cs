using System.Collections.Frozen;
using System.Net;
using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace TorIntel.Benchmarks;

/// <summary>A request through the pipeline of ASP.NET Core: alone, with our middleware, and with those that one would write by hand.</summary>
/// <remarks>Each request is one of many connections with its own address, as on a server; the last stage of the pipeline is a completed task.</remarks>
public class AspNetCoreBenchmarks
{
    private const int Count = 1_024;

    private ServiceProvider _services = null!;
    private DefaultHttpContext[] _misses = null!;
    private DefaultHttpContext[] _endpoints = null!;
    private DefaultHttpContext[] _hits = null!;
    private RequestDelegate _empty = null!;
    private RequestDelegate _torIntel = null!;
    private RequestDelegate _bare = null!;
    private RequestDelegate _addresses = null!;
    private RequestDelegate _strings = null!;

    [Params("IPv4", "IPv6")]
    public string Family { get; set; } = "IPv4";

    [GlobalSetup]
    public void Setup()
    {
        var listed = RelaySet.Load("all");
        var isIPv4 = Family == "IPv4";
        _services = Services(listed, hasScope: true);
        _misses = Contexts(new ProbeMaker(listed).Make(isIPv4 ? ProbeStream.V4NearMiss : ProbeStream.V6Miss, 2 * Count).Where(address => !listed.Addresses.Contains(address)));
        _endpoints = Contexts(_misses.Select(context => IPAddressValue.FromIPAddress(context.Connection.RemoteIpAddress!)));
        foreach (var context in _endpoints)
        {
            context.SetEndpoint(new Endpoint(null, new EndpointMetadataCollection(new RequireNotTorAttribute()), "endpoint"));
        }

        _hits = Contexts(new ProbeMaker(listed).Make(isIPv4 ? ProbeStream.V4Hits : ProbeStream.V6Hits, Count));
        _empty = Pipeline(next => context => next(context));
        _torIntel = Pipeline(_services);
        _bare = Pipeline(Services(listed, hasScope: false));
        var addresses = listed.ToIPAddresses().ToFrozenSet();
        _addresses = Pipeline(next => context => HandWritten(context, context.Connection.RemoteIpAddress is { } address && addresses.Contains(Unmapped(address)), next));
        var strings = listed.ToIPAddresses().Select(address => address.ToString()).ToFrozenSet(StringComparer.Ordinal);
        _strings = Pipeline(next => context => HandWritten(context, context.Connection.RemoteIpAddress is { } address && strings.Contains(Unmapped(address).ToString()), next));
        Check();
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Count)]
    public int HostAlone() => Run(_empty, _misses);

    [Benchmark(OperationsPerInvoke = Count)]
    public int TorIntel_miss() => Run(_torIntel, _misses);

    [Benchmark(OperationsPerInvoke = Count)]
    public int TorIntel_miss_with_endpoint() => Run(_torIntel, _endpoints);

    [Benchmark(OperationsPerInvoke = Count)]
    public int TorIntel_hit() => Run(_torIntel, _hits);

    [Benchmark(OperationsPerInvoke = Count)]
    public int TorIntel_hit_without_scope() => Run(_bare, _hits);

    [Benchmark(OperationsPerInvoke = Count)]
    public int FrozenSet_of_addresses_miss() => Run(_addresses, _misses);

    [Benchmark(OperationsPerInvoke = Count)]
    public int FrozenSet_of_addresses_hit() => Run(_addresses, _hits);

    [Benchmark(OperationsPerInvoke = Count)]
    public int FrozenSet_of_strings_miss() => Run(_strings, _misses);

    [Benchmark(OperationsPerInvoke = Count)]
    public int FrozenSet_of_strings_hit() => Run(_strings, _hits);

    private static ServiceProvider Services(RelaySet listed, bool hasScope)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(new TorNetworkStore(EventWorkload.NetworkOf(listed)));
        services.AddTorIntel().AddAspNetCore(options => options.IncludeLogScope = hasScope);
        return services.BuildServiceProvider();
    }

    private static RequestDelegate Pipeline(IServiceProvider services)
    {
        var app = new ApplicationBuilder(services);
        app.UseTorIntel();
        app.Run(_ => Task.CompletedTask);
        return app.Build();
    }

    private RequestDelegate Pipeline(Func<RequestDelegate, RequestDelegate> middleware)
    {
        var app = new ApplicationBuilder(_services);
        app.Use(middleware);
        app.Run(_ => Task.CompletedTask);
        return app.Build();
    }

    private static IPAddress Unmapped(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static Task HandWritten(HttpContext context, bool isTor, RequestDelegate next)
    {
        if (isTor)
        {
            context.Items["Tor"] = true;
        }

        return next(context);
    }

    private DefaultHttpContext[] Contexts(IEnumerable<IPAddressValue> addresses) => [.. addresses.Take(Count).Select(address =>
    {
        var context = new DefaultHttpContext { RequestServices = _services };
        context.Connection.RemoteIpAddress = address.ToIPAddress();
        context.Request.Protocol = HttpProtocol.Http11;
        context.Request.Method = HttpMethods.Get;
        context.Request.Path = "/";
        context.Request.Headers.Host = "www.example.com";
        return context;
    })];

    private static int Run(RequestDelegate pipeline, DefaultHttpContext[] contexts)
    {
        var completed = 0;
        foreach (var context in contexts)
        {
            completed += pipeline(context).IsCompletedSuccessfully ? 1 : 0;
        }

        return completed;
    }

    private void Check()
    {
        if (_misses.Length != Count || _hits.Length != Count || Run(_torIntel, _misses) + Run(_torIntel, _endpoints) + Run(_torIntel, _hits) != 3 * Count
            || _misses.Concat(_endpoints).Any(context => context.Features.Get<ITorFeature>() is not null) || _hits.Any(context => context.Features.Get<ITorFeature>() is null))
        {
            throw new InvalidOperationException("The workload does not hit as often as its name says.");
        }

        foreach (var pipeline in (RequestDelegate[])[_addresses, _strings])
        {
            if (Run(pipeline, _misses) + Run(pipeline, _hits) != 2 * Count
                || _misses.Any(context => context.Items.ContainsKey("Tor")) || _hits.Any(context => !context.Items.Remove("Tor")))
            {
                throw new InvalidOperationException("A middleware written by hand does not find what is there.");
            }
        }
    }
}
