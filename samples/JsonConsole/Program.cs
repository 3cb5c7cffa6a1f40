using JsonConsole;
using Microsoft.Extensions.Logging;
using TorIntel;

// A made-up exit at a documentation address; a real program has a feed publish into the store.
var view = new TorNetworkBuilder { IncludeSpecialPurpose = true };
view.AddSource(new TorListSource("made-up list", TimeProvider.System.GetUtcNow()));
view.AddExitAddress(IPPrefix.Parse("198.51.100.99/32"));
TorNetworkStore.Shared.Publish(view.Build());

// <setup>
using var factory = LoggerFactory.Create(logging => logging.AddJsonConsole().AddTorIntel());
var logger = factory.CreateLogger("Shop");

logger.SignInFailed("ann", "198.51.100.7");  // logged as ever
logger.SignInFailed("bob", "198.51.100.99"); // "tor_confidence":"high","tor_direction":"inbound",…
// </setup>
