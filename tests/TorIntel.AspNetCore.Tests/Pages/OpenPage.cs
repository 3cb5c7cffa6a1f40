using Microsoft.AspNetCore.Razor.Hosting;
using TorIntel.AspNetCore.Tests;

[assembly: RazorCompiledItem(typeof(OpenPage), "mvc.1.0.razor-page", "/Pages/Open.cshtml")]

namespace TorIntel.AspNetCore.Tests;

[AllowTor]
public sealed class OpenPage : TestPage
{
    public OpenPage Model => this;
}
