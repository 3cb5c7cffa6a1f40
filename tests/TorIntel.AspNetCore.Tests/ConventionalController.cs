using Microsoft.AspNetCore.Mvc;

namespace TorIntel.AspNetCore.Tests;

public sealed class ConventionalController : Controller
{
    public string Plain() => "in";

    [RequireNotTor]
    public string Closed() => "in";
}
