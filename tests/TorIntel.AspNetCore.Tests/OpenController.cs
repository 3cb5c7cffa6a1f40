using Microsoft.AspNetCore.Mvc;

namespace TorIntel.AspNetCore.Tests;

[ApiController]
[Route("open")]
[AllowTor]
public sealed class OpenController : ControllerBase
{
    [HttpGet("page")]
    public string Page() => "page " + TestApp.Describe(HttpContext);

    [HttpGet("closed")]
    [RequireNotTor]
    public string Closed() => "page " + TestApp.Describe(HttpContext);
}
