using Microsoft.AspNetCore.Mvc;

namespace TorIntel.AspNetCore.Tests;

[ApiController]
[Route("plain")]
public sealed class PlainController : ControllerBase
{
    [HttpGet("page")]
    public string Page() => "page " + TestApp.Describe(HttpContext);

    [HttpGet("closed")]
    [RequireNotTor]
    public string Closed() => "page " + TestApp.Describe(HttpContext);
}
