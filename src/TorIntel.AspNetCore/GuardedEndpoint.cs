using Microsoft.AspNetCore.Http;

namespace TorIntel;

/// <summary>Among the metadata of an endpoint: it refuses requests from Tor by itself, without the middleware.</summary>
/// <param name="Handler">What handles its requests. Frameworks copy metadata to other endpoints, whose handler is another one: those are not guarded.</param>
internal sealed record GuardedEndpoint(RequestDelegate Handler);
