using Microsoft.AspNetCore.Mvc;

namespace TorIntel.AspNetCore.Tests;

[ApiController]
[Route("closed")]
[RequireNotTor]
public sealed class ClosedController : ControllerBase
{
    [HttpGet("page")]
    public string Page() => "page " + TestApp.Describe(HttpContext);

    [HttpGet("open")]
    [AllowTor]
    public string Open() => "page " + TestApp.Describe(HttpContext);
}
