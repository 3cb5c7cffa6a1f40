using Microsoft.AspNetCore.Razor.Hosting;
using TorIntel.AspNetCore.Tests;

[assembly: RazorCompiledItem(typeof(PlainPage), "mvc.1.0.razor-page", "/Pages/Plain.cshtml")]

namespace TorIntel.AspNetCore.Tests;

public sealed class PlainPage : TestPage
{
    public PlainPage Model => this;
}
