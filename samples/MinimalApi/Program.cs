// A minimal API that tells its clients whether they come from Tor. Behind a proxy on this machine, which is curl here:
//   curl -H 'X-Forwarded-For: 198.51.100.99' http://localhost:5000/
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.HttpOverrides;
using MinimalApi;
using TorIntel;

var builder = WebApplication.CreateSlimBuilder(args);

// <register>
builder.Services.AddTorIntel().AddAspNetCore(options =>
{
    options.Action = TorAction.Tag;             // or Block, or Challenge, where an endpoint does not say otherwise
    options.ServerPort = 443;                   // the port that clients connect to: exits that do not allow it are worth little
});
builder.Services.Configure<ForwardedHeadersOptions>(options => options.ForwardedHeaders = ForwardedHeaders.XForwardedFor);
// </register>

// <limit>
builder.Services.AddRateLimiter(options => options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
    RateLimitPartition.GetFixedWindowLimiter(
        context.GetTorPartitionKey(),           // "tor" for all of Tor together, else the address
        _ => new FixedWindowRateLimiterOptions { PermitLimit = 100, Window = TimeSpan.FromSeconds(10) })));
// </limit>

// A real service calls AddFeeds() of TorIntel.Feeds in place of this.
TorNetworkStore.Shared.Publish(MadeUpNetwork.Make());

// <use>
var app = builder.Build();
app.UseForwardedHeaders();                      // behind a proxy: first, so that the client is judged and not the proxy
app.UseTorIntel();
app.UseRateLimiter();

app.MapGet("/", (HttpContext context) => context.GetTorFinding() is { } finding ? finding.ToJson() : "no evidence of Tor");
app.MapPost("/login", () => "welcome").RequireNotTor();

var api = app.MapGroup("/api").RequireNotTor();
api.MapGet("/orders", () => "orders");
api.MapGet("/status", () => "fine").AllowTor(); // the most specific counts
// </use>

app.Run();
