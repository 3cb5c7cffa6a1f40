using Microsoft.AspNetCore.Mvc;

namespace TorIntel.AspNetCore.Tests;

[ApiController]
[RequireNotTor]
public abstract class BaseClosedController : ControllerBase
{
    [HttpGet("page")]
    public string Page() => "page " + TestApp.Describe(HttpContext);
}
