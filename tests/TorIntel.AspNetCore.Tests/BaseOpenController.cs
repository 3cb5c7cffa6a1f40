using Microsoft.AspNetCore.Mvc;

namespace TorIntel.AspNetCore.Tests;

[ApiController]
[AllowTor]
public abstract class BaseOpenController : ControllerBase
{
    [HttpGet("page")]
    public string Page() => "page " + TestApp.Describe(HttpContext);
}
