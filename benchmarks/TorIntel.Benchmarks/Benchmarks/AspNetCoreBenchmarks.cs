using System.Collections.Frozen;
using System.Net;
using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace TorIntel.Benchmarks;

/// <summary>A request through the pipeline of ASP.NET Core: alone, with our middleware, and with those that one would write by hand.</summary>
/// <remarks>
/// The addresses change from request to request; the context is one, for that of a request lies in the cache, where the server has just filled it in. The last stage of the pipeline is a completed
/// task. An <see cref="IPAddress"/> keeps its text once it was asked for it, so that from the second round on the set of strings pays for no text: that is a connection that is kept alive.
/// </remarks>
public class AspNetCoreBenchmarks
{
    private const int Count = 1_024;

    // Those that come, come again.
    private const int Exits = 128;

    private ServiceProvider _services = null!;
    private DefaultHttpContext _context = null!;
    private IHttpConnectionFeature _connection = null!;
    private IPAddress[] _misses = null!;
    private IPAddress[] _hits = null!;
    private Endpoint _endpoint = null!;
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
        var set = listed.Addresses.ToHashSet();
        _misses = [.. new ProbeMaker(listed).Make(isIPv4 ? ProbeStream.V4NearMiss : ProbeStream.V6Miss, 2 * Count).Where(address => !set.Contains(address)).Take(Count).Select(address => address.ToIPAddress())];
        _hits = [.. new ProbeMaker(listed).Make(isIPv4 ? ProbeStream.V4Hits : ProbeStream.V6Hits, Exits).Select(address => address.ToIPAddress())];
        _hits = [.. Enumerable.Range(0, Count).Select(i => _hits[i % Exits])];
        _context = new DefaultHttpContext { RequestServices = _services };
        _connection = _context.Features.Get<IHttpConnectionFeature>() ?? new HttpConnectionFeature();
        _context.Features.Set(_connection);
        _context.Request.Protocol = HttpProtocol.Http11;
        _context.Request.Method = HttpMethods.Get;
        _context.Request.Path = "/";
        _context.Request.Headers.Host = "www.example.com";
        _endpoint = new Endpoint(null, new EndpointMetadataCollection(new RequireNotTorAttribute()), "endpoint");
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
    public int TorIntel_miss_with_endpoint() => Run(_torIntel, _misses, _endpoint);

    [Benchmark(OperationsPerInvoke = Count)]
    public int TorIntel_hit() => RunAndForget(_torIntel, _hits);

    [Benchmark(OperationsPerInvoke = Count)]
    public int TorIntel_hit_without_scope() => RunAndForget(_bare, _hits);

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

    private int Run(RequestDelegate pipeline, IPAddress[] addresses, Endpoint? endpoint = null)
    {
        _context.SetEndpoint(endpoint);
        var completed = 0;
        foreach (var address in addresses)
        {
            _connection.RemoteIpAddress = address;
            completed += pipeline(_context).IsCompletedSuccessfully ? 1 : 0;
        }

        return completed;
    }

    // A request does not begin with what the one before it has left.
    private int RunAndForget(RequestDelegate pipeline, IPAddress[] addresses)
    {
        var found = 0;
        foreach (var address in addresses)
        {
            _connection.RemoteIpAddress = address;
            _ = pipeline(_context);
            if (_context.Features.Get<ITorFeature>() is not null)
            {
                found++;
                _context.Features.Set<ITorFeature>(null);
                _context.Features.Set<TaggedRequest>(null);
            }
        }

        return found;
    }

    private void Check()
    {
        if (_misses.Length != Count || _hits.Length != Count || Run(_torIntel, _misses) != Count || Run(_torIntel, _misses, _endpoint) != Count
            || RunAndForget(_torIntel, _misses) != 0 || RunAndForget(_torIntel, _hits) != Count || RunAndForget(_bare, _hits) != Count)
        {
            throw new InvalidOperationException("The workload does not hit as often as its name says.");
        }

        foreach (var pipeline in (RequestDelegate[])[_addresses, _strings])
        {
            _context.Items.Remove("Tor");
            if (Run(pipeline, _misses) != Count || _context.Items.ContainsKey("Tor") || Run(pipeline, _hits) != Count || !_context.Items.Remove("Tor"))
            {
                throw new InvalidOperationException("A middleware written by hand does not find what is there.");
            }
        }
    }
}
