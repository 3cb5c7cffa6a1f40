using System.Globalization;
using System.Text;
using TorIntel.Feeds;
using TorIntel.Testing;

namespace TorIntel.Cli.Tests;

/// <summary>A folder of documents, as <c>update --from</c> takes it, and a cache beside it.</summary>
internal sealed class FeedFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FeedFolder()
    {
        Directory.CreateDirectory(FullPath);
        Authorities = _folder.Write("authorities", Forge.TrustedText);
    }

    public static ConsensusForge Forge { get; } = new();

    /// <summary>Gets the time of the tests: views are judged by the clock of the machine, so that documents go by it too.</summary>
    public static DateTimeOffset Now { get; } = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());

    public string FullPath => Path.Combine(_folder.FullPath, "from");

    public string Cache => Path.Combine(_folder.FullPath, "cache");

    public string ViewPath => Path.Combine(Cache, "view.tornetwork");

    /// <summary>Gets the list of whose signatures count.</summary>
    public string Authorities { get; }

    /// <summary>Gets the view of the cache, which must be good.</summary>
    public TorNetwork View
    {
        get
        {
            var network = TorFeedCache.TryLoad(Cache, out var problem);
            Assert.Null(problem);
            return network!;
        }
    }

    /// <summary>Writes a time as the program does.</summary>
    public static string Iso(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Writes addresses as a list.</summary>
    public static string Addresses(int count) => string.Concat(Enumerable.Range(1, count).Select(i => $"203.0.113.{i}\n"));

    public string Write(string name, string content) => _folder.Write(Path.Combine("from", name), content);

    public string Write(string name, byte[] content) => _folder.Write(Path.Combine("from", name), content);

    /// <summary>Writes a consensus that began to hold some hours ago and does so for three, with the keys beside it.</summary>
    public void WriteConsensus(double hoursAgo, int relays = 10, bool withKeys = true)
    {
        Write("consensus", Forge.Make(relays, validAfter: Now.AddHours(-hoursAgo)));
        if (withKeys)
        {
            Write("keys", Forge.Keys(Now));
        }
    }

    public Task<ToolRun> UpdateAsync(params string[] args) => ToolRun.RunAsync(["update", "--from", FullPath, "--cache", Cache, "--authorities", Authorities, "--include-special", .. args], []);

    public Task<ToolRun> FetchAsync(params string[] args) => ToolRun.RunAsync(["update", "--cache", Cache, "--include-special", .. args], []);

    public Task<ToolRun> StatusAsync(params string[] args) => ToolRun.RunAsync(["status", "--cache", Cache, .. args], []);

    public Task<ToolRun> LookupAsync(string value) => ToolRun.RunAsync("lookup", "--json", value, "--cache", Cache);

    /// <summary>Enriches the event of a connection to an endpoint.</summary>
    public Task<ToolRun> EnrichAsync(IPEndpointValue endpoint) => ToolRun.RunAsync(["enrich", "--cache", Cache], Encoding.UTF8.GetBytes(Lists.ToGuard
        .Replace("192.0.2.10", endpoint.Address.ToString(), StringComparison.Ordinal).Replace("9001", endpoint.Port.ToString(), StringComparison.Ordinal) + "\n"));

    public void Damage()
    {
        var view = File.ReadAllBytes(ViewPath);
        view[view.Length / 2] ^= 1;
        File.WriteAllBytes(ViewPath, view);
    }

    public void Dispose() => _folder.Dispose();
}
