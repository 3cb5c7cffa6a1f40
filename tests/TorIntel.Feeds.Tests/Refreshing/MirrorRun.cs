using System.Text;
using TorIntel.Testing;

namespace TorIntel.Feeds.Tests;

/// <summary>A refresher that asks directory ports on loopback for consensuses of forged authorities.</summary>
internal sealed class MirrorRun : IAsyncDisposable
{
    private const string ConsensusPath = "/tor/status-vote/current/consensus";
    private const string KeyPath = "/tor/keys/all";

    /// <param name="mirrors">What the mirrors are called, in the order in which they are asked.</param>
    public MirrorRun(params string[] mirrors)
    {
        Run = new RefreshRun([.. mirrors.Select((name, i) => TorFeedSources.DirectoryMirror(name, Server.AddressOf("/" + name)) with { Priority = i })]);
        Run.Options.Authorities = Forge.Trusted;
        Run.Clock.SetUtcNow(Time.AddMinutes(10));
    }

    /// <summary>Gets the authorities that are trusted.</summary>
    public static ConsensusForge Forge { get; } = new();

    /// <summary>Gets the authorities after they changed their signing keys.</summary>
    public static ConsensusForge RotatedForge { get; } = new(rotation: 1);

    /// <summary>Gets the time of the first consensus, ten minutes before the first refresh.</summary>
    public static DateTimeOffset Time => ConsensusForge.DefaultTime;

    public PlaybackServer Server { get; } = new();

    public RefreshRun Run { get; }

    public static int RelaysOf(TorNetwork? network) => (network?.RelayCount ?? 0) - TorNetwork.Empty.RelayCount;

    public static string KeyLocationOf(RefreshRun run) => run.Options.Sources[0].KeyLocation!;

    /// <summary>Lets a mirror give a consensus and the key certificates.</summary>
    public void Publish(string mirror, byte[] consensus, byte[]? keys = null)
    {
        Server.Answer($"/{mirror}{ConsensusPath}", "200 OK", consensus);
        PublishKeys(mirror, keys ?? Forge.Keys());
    }

    /// <summary>Lets a mirror give a consensus, and tell who has it already that nothing changed.</summary>
    public void PublishWithTag(string mirror, byte[] consensus)
    {
        Server.AnswerWithTag($"/{mirror}{ConsensusPath}", consensus, "\"v1\"");
        PublishKeys(mirror, Forge.Keys());
    }

    public void PublishKeys(string mirror, byte[] keys) => Server.Answer($"/{mirror}{KeyPath}", "200 OK", keys);

    public void PublishKeys(string mirror, string page) => PublishKeys(mirror, Encoding.ASCII.GetBytes(page));

    public void WithdrawKeys(string mirror) => Server.Answer($"/{mirror}{KeyPath}", "404 Not Found", "");

    public void Withdraw(string mirror) => Server.Answer($"/{mirror}{ConsensusPath}", "404 Not Found", "");

    public int KeyRequests => Server.Requests.Count(request => request.Contains(KeyPath, StringComparison.Ordinal));

    public int ConsensusRequests => Server.Requests.Count(request => request.Contains(ConsensusPath, StringComparison.Ordinal));

    /// <summary>Refreshes ten minutes after a time.</summary>
    public Task<TorFeedReport> RefreshAsync(DateTimeOffset time)
    {
        Run.Clock.SetUtcNow(time.AddMinutes(10));
        return Run.RefreshAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Run.Dispose();
        await Server.DisposeAsync();
    }
}
