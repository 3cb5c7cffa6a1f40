using System.Text;
using FsCheck.Xunit;

namespace TorIntel.Tests;

public sealed class ProcessClassifierTests
{
    [Theory]
    [InlineData("tor")]
    [InlineData("tor.exe")]
    [InlineData("TOR.EXE")]
    [InlineData("/usr/bin/tor")]
    [InlineData("/usr/bin/Tor")]
    [InlineData("./tor")]
    [InlineData("C:\\tor.exe")]
    [InlineData("C:\\Program Files\\x\\Tor.exe")]
    [InlineData("C:/tools/tor.exe")]
    [InlineData("C:\\Users\\x/tor.exe")]
    [InlineData("C:\\Users\\x\\Desktop\\Tor Browser\\Browser\\firefox.exe")]
    [InlineData("C:\\Users\\x\\Desktop\\TOR BROWSER\\Browser\\firefox.exe")]
    [InlineData("C:\\Users\\x\\Desktop\\Tor Browser\\Browser\\TorBrowser\\Tor\\tor.exe")]
    [InlineData("/home/x/Tor Browser/Browser/firefox")]
    [InlineData("Tor Browser/firefox")]
    [InlineData("Tor Browser\\firefox.exe")]
    [InlineData("/Tor Browser/")]
    [InlineData("\\Device\\HarddiskVolume3\\Tor Browser\\Browser\\plugin-container.exe")]
    public void Tor_and_everything_under_a_Tor_Browser_folder_is_Tor(string image) => Assert.True(IsTor(image));

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("\\")]
    [InlineData("Tor Browser")]
    [InlineData("C:\\Users\\x\\Desktop\\Tor Browser")]
    [InlineData("/home/x/Tor Browser")]
    [InlineData("C:\\Users\\x\\Desktop\\Tor Browser.exe")]
    [InlineData("C:\\My Tor Browser\\firefox.exe")]
    [InlineData("C:\\Tor Browser 2\\firefox.exe")]
    [InlineData("C:\\TorBrowser\\firefox.exe")]
    [InlineData("C:\\Tor  Browser\\firefox.exe")]
    [InlineData("C:\\tor\\firefox.exe")]
    [InlineData("/usr/lib/tor/other")]
    [InlineData("/usr/bin/tor/")]
    [InlineData("/usr/bin/torsocks")]
    [InlineData("/usr/bin/torify")]
    [InlineData("/usr/bin/editor")]
    [InlineData("C:\\monitor.exe")]
    [InlineData("C:\\tor.exe.exe")]
    [InlineData("C:\\tor.dll")]
    [InlineData("C:\\tor.exe ")]
    [InlineData("tor.ex")]
    [InlineData("C:\\Program Files\\Mozilla Firefox\\firefox.exe")]
    [InlineData("C:\\t\u00f6r.exe")]
    public void Anything_else_is_not(string image) => Assert.False(IsTor(image));

    [Property(MaxTest = 1000)]
    public void IsTor_of_any_bytes_never_throws(byte[] image)
    {
        _ = ProcessClassifier.IsTor(image);
        Assert.True(ProcessClassifier.IsTor([.. image, .. "/tor"u8]));
        Assert.True(ProcessClassifier.IsTor([.. "Tor Browser\\"u8, .. image]));
    }

    private static bool IsTor(string image) => ProcessClassifier.IsTor(Encoding.UTF8.GetBytes(image));
}
