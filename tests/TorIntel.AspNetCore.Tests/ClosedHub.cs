using Microsoft.AspNetCore.SignalR;

namespace TorIntel.AspNetCore.Tests;

[RequireNotTor]
public sealed class ClosedHub : Hub;
