using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace TorIntel;

/// <summary>Makes endpoints that refuse requests from Tor by themselves, wherever the middleware stands.</summary>
internal sealed class EndpointGuard
{
    private readonly RequestJudge _judge;
    private readonly RequestGate _gate;
    private readonly ConditionalWeakTable<Endpoint, Endpoint> _guarded = [];
    private readonly ConditionalWeakTable<Endpoint, Endpoint>.CreateValueCallback _make;

    public EndpointGuard(RequestJudge judge, RequestGate gate)
    {
        _judge = judge;
        _gate = gate;
        _make = Make;
    }

    /// <summary>Tells whether an endpoint is to refuse requests from Tor and does not do so by itself.</summary>
    public static bool IsMissing(Endpoint endpoint) =>
        endpoint.RequestDelegate is { } handler && endpoint.Metadata.GetMetadata<ITorEndpointMetadata>() is { Action: TorAction.Block } && endpoint.Metadata.GetMetadata<GuardedEndpoint>()?.Handler != handler;

    /// <summary>Gives an endpoint in the place of another one that is not guarded; always the same.</summary>
    public Endpoint Guard(Endpoint endpoint) => _guarded.GetValue(endpoint, _make);

    /// <summary>Gives a handler that refuses requests from Tor, and leaves others to the one that was there.</summary>
    /// <remarks>It judges when it is called, and not when the request is routed: forwarded headers may be read in between.</remarks>
    public RequestDelegate Guard(RequestDelegate handler) =>
        context => _judge.GetOrFind(context) is { } finding && _gate.IsTor(finding) ? _gate.BlockAsync(context, finding) : handler(context);

    // All that frameworks look for at an endpoint stays: its metadata, and that it is one with a route.
    private Endpoint Make(Endpoint endpoint)
    {
        var handler = Guard(endpoint.RequestDelegate!);
        return endpoint is RouteEndpoint route
            ? new RouteEndpoint(handler, route.RoutePattern, route.Order, route.Metadata, route.DisplayName)
            : new Endpoint(handler, endpoint.Metadata, endpoint.DisplayName);
    }
}
