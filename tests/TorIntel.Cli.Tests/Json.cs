using System.Text.Json;

namespace TorIntel.Cli.Tests;

/// <summary>Short ways to look at JSON.</summary>
internal static class Json
{
    public static JsonElement Parse(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    public static JsonElement? TagOf(string line) => Parse(line).TryGetProperty("tor", out var tag) ? tag : null;

    public static string[] Names(this JsonElement element) => [.. element.EnumerateObject().Select(member => member.Name)];

    public static string[] Strings(this JsonElement element) => [.. element.EnumerateArray().Select(item => item.GetString()!)];

    public static string[] Evidence(this JsonElement element) => [.. element.GetProperty("evidence").EnumerateArray().Select(item => item.GetProperty("name").GetString()!)];

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
