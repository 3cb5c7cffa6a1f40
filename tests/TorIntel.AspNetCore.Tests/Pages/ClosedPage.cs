using Microsoft.AspNetCore.Razor.Hosting;
using TorIntel.AspNetCore.Tests;

[assembly: RazorCompiledItem(typeof(ClosedPage), "mvc.1.0.razor-page", "/Pages/Closed.cshtml")]

namespace TorIntel.AspNetCore.Tests;

[RequireNotTor]
public sealed class ClosedPage : TestPage
{
    public ClosedPage Model => this;
}
