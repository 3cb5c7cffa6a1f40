using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace TorIntel;

/// <summary>Judges requests by the address of the client and the Host header.</summary>
/// <remarks>Safe for any number of threads. A request without evidence costs the look-up of both, and allocates nothing.</remarks>
internal sealed class RequestJudge
{
    // As OpenTelemetry's semantic conventions call them: evidence names the field that it was seen in.
    private const string AddressName = "client.address";
    private const string HostName = "http.request.header.host";
    private const string PortName = "server.port";
    private const string TransportName = "network.transport";

    // Longer ones are not kept: they are nobody's.
    private const int MaxHostLength = 260;

    private readonly TorEnricher _enricher;
    private readonly TimeProvider _time;
    private readonly bool _readsHost;
    private readonly object? _serverPort;

    /// <summary>The last Host header that was nothing: any thread may write it. Clients can put another one in its place, which then has to be nothing as well, and costs the next request a look-up.</summary>
    private string? _plainHost;

    /// <summary>Whether a request was ever found to have evidence by a question, and not by the middleware. A request sees what it has set by itself, which is all that is needed.</summary>
    private bool _findsOnDemand;

    public RequestJudge(TorNetworkStore store, TorClassifier classifier, TimeProvider time, TorIntelAspNetCoreOptions options, TorEnrichmentOptions enrichment)
    {
        // What is least evidence for a tag is not what is least evidence for a refusal, so all is found here.
        _enricher = new TorEnricher(store, new TorEnrichmentOptions { MinimumConfidence = Confidence.Low, StaleAfter = enrichment.StaleAfter }, classifier, "aspnetcore");
        _time = time;
        _readsHost = options.ReadHostHeader;
        _serverPort = options.ServerPort;
    }

    /// <summary>Gets a value indicating whether there may be a finding among the features of a request before the middleware has judged it.</summary>
    public bool FindsOnDemand => _findsOnDemand;

    /// <summary>Gives the judge that was registered.</summary>
    /// <param name="services">The services.</param>
    /// <param name="caller">What needs it.</param>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static RequestJudge Of(IServiceProvider services, string caller) => services.GetService<RequestJudge>() ?? throw Missing(caller);

    public static InvalidOperationException Missing(string caller) =>
        new($"TorIntel: {caller} needs services that are not registered. Call 'builder.Services.AddTorIntel().AddAspNetCore()' before the application is built.");

    /// <summary>Judges a request, whatever was found before.</summary>
    public TorFinding? Find(HttpContext context)
    {
        var network = _enricher.Network;
        var address = context.Connection.RemoteIpAddress;
        var host = _readsHost ? HostOf(context) : null;
        return (address is not null && network.TryFind(IPAddressValue.FromIPAddress(address), out _)) || (host is not null && MayConcern(network, host))
            ? Find(context, network, address, host)
            : null;
    }

    /// <summary>Gives what was found in a request, or finds it now. What is found is put among the features of the request.</summary>
    public TorFinding? GetOrFind(HttpContext context)
    {
        var known = context.Features.Get<ITorFeature>();
        if (known is not null && (known is not TorFeature own || ReferenceEquals(own.Address, context.Connection.RemoteIpAddress)))
        {
            return known.Finding;
        }

        var finding = Find(context);
        if (finding is not null)
        {
            _findsOnDemand = true;
            Keep(context, finding);
        }
        else if (known is not null)
        {
            context.Features.Set<ITorFeature>(null);
        }

        return finding;
    }

    /// <summary>Puts a finding among the features of a request.</summary>
    public static void Keep(HttpContext context, TorFinding finding)
    {
        var address = context.Connection.RemoteIpAddress;
        if (context.Features.Get<ITorFeature>() is not TorFeature known || known.Finding != finding || !ReferenceEquals(known.Address, address))
        {
            context.Features.Set<ITorFeature>(new TorFeature(finding, address));
        }
    }

    /// <summary>Counts a request that was tagged.</summary>
    public void CountTagged(TorFinding finding) => _enricher.CountTagged(finding);

    // A server has few names, and what a name says does not depend on the view.
    private bool MayConcern(TorNetwork network, string host)
    {
        if (string.Equals(host, _plainHost, StringComparison.Ordinal))
        {
            return false;
        }

        if (TorEnricher.MayConcern(network, TorField.HttpHost, host))
        {
            return true;
        }

        if (host.Length <= MaxHostLength)
        {
            _plainHost = host;
        }

        return false;
    }

    // Of several the first, as Kestrel refuses such requests, and other servers may not.
    private static string? HostOf(HttpContext context) => context.Request.Headers.Host is { Count: > 0 } values ? values[0] : null;

    private TorFinding? Find(HttpContext context, TorNetwork network, IPAddress? address, string? host) => _enricher.Find(
        network,
        [
            new TorProperty(AddressName, TorField.Client, address),
            new TorProperty(HostName, TorField.HttpHost, host),

            // Stated by who runs the service, so that it counts as the port of the connection.
            new TorProperty(PortName, TorField.DestinationPort, _serverPort),
            new TorProperty(TransportName, TorField.Transport, HttpProtocol.IsHttp3(context.Request.Protocol) ? "quic" : "tcp"),
        ],
        _time.GetUtcNow());
}
