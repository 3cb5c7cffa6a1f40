using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using TorIntel.Testing;

namespace TorIntel.AspNetCore.Tests;

/// <summary>Another client than .NET's.</summary>
public class CurlTests
{
    [Theory]
    [InlineData(AdapterViews.Exit, "/", "200 high inbound source-exit client.address=198.51.100.99; made-up lists")]
    [InlineData(AdapterViews.Exit, "/closed", "403 {\"title\":\"Forbidden\",\"status\":403,\"detail\":\"Requests from the Tor network are not accepted here.\"}")]
    [InlineData(AdapterViews.ExitIPv6, "/", "200 high inbound source-exit client.address=2001:db8::99; made-up lists")]
    [InlineData(AdapterViews.Unlisted, "/closed", "200 in")]
    public async Task Curl_is_answered_the_same(string client, string path, string expected)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/curl"), "curl is not installed");
        await using var app = await TestApp.StartAsync(map: app =>
        {
            app.MapGet("/", TestApp.Describe);
            app.MapGet("/closed", () => "in").RequireNotTor();
        });

        string[] arguments = ["-s", "--noproxy", "*", "-m", "30", "-H", $"X-Forwarded-For: {client}", "-w", "\n%{http_code}", new Uri(app.Address, path).ToString()];
        using var curl = Process.Start(new ProcessStartInfo("/usr/bin/curl", arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var lines = (await curl.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Split('\n');
        await curl.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(expected, $"{lines[1]} {lines[0]}");
    }
}
