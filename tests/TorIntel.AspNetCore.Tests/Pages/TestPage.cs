using Microsoft.AspNetCore.Mvc.RazorPages;

namespace TorIntel.AspNetCore.Tests;

/// <summary>A Razor Page as the compiler makes it.</summary>
public abstract class TestPage : Page
{
    public override Task ExecuteAsync()
    {
        WriteLiteral("page");
        return Task.CompletedTask;
    }
}
