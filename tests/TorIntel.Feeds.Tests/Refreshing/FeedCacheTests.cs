using System.Text;

namespace TorIntel.Feeds.Tests;

/// <summary>The cache survives damage, and says so.</summary>
public sealed class FeedCacheTests
{
    private static async Task<RefreshRun> FilledAsync()
    {
        var run = new RefreshRun();
        run.Options.Sources.Add(new TorFeedSource("exits", run.File("exits", Encoding.ASCII.GetString(ExitLists.Of(20)))) { Role = RelayRoles.Exit });
        await run.RefreshAsync();
        run.Restart();
        return run;
    }

    [Fact]
    public async Task A_damaged_view_is_found_set_aside_and_made_anew()
    {
        for (var i = 0; i < 40; i++)
        {
            using var run = await FilledAsync();
            var view = await File.ReadAllBytesAsync(run.Cache.ViewPath, TestContext.Current.CancellationToken);
            view[view.Length * i / 40] ^= 0x10;
            await File.WriteAllBytesAsync(run.Cache.ViewPath, view, TestContext.Current.CancellationToken);

            Assert.Null(TorFeedCache.TryLoad(run.Options.CacheFolder, out var problem));
            Assert.StartsWith($"{run.Cache.ViewPath}: damaged: ", problem);
            Assert.Equal(TorFeedHealth.Unhealthy, run.Status.Health);
            Assert.True(File.Exists(run.Cache.ViewPath)); // Looking touches nothing.

            var report = await run.RefreshAsync();

            Assert.Contains(report.Warnings, warning => warning.StartsWith($"{run.Cache.ViewPath}: damaged, moved to ", StringComparison.Ordinal));
            Assert.True(File.Exists(Path.Combine(run.Options.CacheFolder, "damaged", "view.tornetwork")));
            Assert.Equal(20, ExitLists.CountOf(report.Network));
            Assert.Equal(20, ExitLists.CountOf(TorFeedCache.TryLoad(run.Options.CacheFolder, out problem)));
            Assert.Null(problem);
        }
    }

    [Fact]
    public async Task A_cut_or_empty_view_is_found()
    {
        using var run = await FilledAsync();
        var view = await File.ReadAllBytesAsync(run.Cache.ViewPath, TestContext.Current.CancellationToken);
        foreach (var length in new[] { 0, 1, 8, view.Length / 2, view.Length - 24, view.Length - 1 })
        {
            await File.WriteAllBytesAsync(run.Cache.ViewPath, view[..length], TestContext.Current.CancellationToken);
            var loaded = TorFeedCache.TryLoad(run.Options.CacheFolder, out var problem);
            Assert.True(length == view.Length - 24 ? loaded is not null : problem is not null, $"{length}: {problem}");
        }
    }

    [Fact]
    public async Task Damaged_documents_and_state_are_set_aside_and_the_view_stays()
    {
        using var run = await FilledAsync();
        var document = Assert.Single(Directory.GetFiles(Path.Combine(run.Options.CacheFolder, "documents")));
        await File.WriteAllTextAsync(document, "192.0.2.1\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(run.Options.CacheFolder, "state.json"), "{\"version\":1,", TestContext.Current.CancellationToken);
        File.Delete(run.Options.Sources[0].Location);

        var report = await run.RefreshAsync();

        Assert.Equal(20, ExitLists.CountOf(report.Network)); // Its source is gone, its document and state are damaged: the view in the cache is not.
        Assert.Contains(report.Warnings, warning => warning.Contains("state.json: damaged, moved to ", StringComparison.Ordinal));
        Assert.False(report.IsComplete);
    }

    [Theory]
    [InlineData("", "The input does not contain any JSON tokens.")]
    [InlineData("null", "what it should tell is missing")]
    [InlineData("[]", "The JSON value could not be converted")]
    [InlineData("""{"version":2}""", "it is of another version")]
    [InlineData("""{"version":1,"sources":null}""", "The property or field 'sources'")]
    [InlineData("""{"version":1,"sources":{"exits":null}}""", "what it should tell is missing")]
    [InlineData("""{"version":1,"sources":{"exits":{"location":null}}}""", "The property or field 'location'")]
    [InlineData("""{"version":1,"current":null}""", "The property or field 'current'")]
    public async Task A_state_that_lacks_what_it_should_tell_is_set_aside_too(string state, string reason)
    {
        using var run = await FilledAsync();
        var path = Path.Combine(run.Options.CacheFolder, "state.json");
        await File.WriteAllTextAsync(path, state, TestContext.Current.CancellationToken);

        Assert.Equal(20, ExitLists.CountOf(run.Status.Network)); // Looking does without.
        var report = await run.RefreshAsync();

        Assert.StartsWith($"{path}: damaged, moved to {Path.Combine(run.Options.CacheFolder, "damaged")}: {reason}", Assert.Single(report.Warnings));
        Assert.True(report.IsComplete);
        Assert.Equal(20, ExitLists.CountOf(report.Network));
        Assert.Equal(TorFeedHealth.Healthy, run.Status.Health);
    }

    [Fact]
    public async Task One_process_refreshes_at_a_time_and_the_others_use_what_it_made()
    {
        using var run = await FilledAsync();
        run.Options.LockTimeout = TimeSpan.Zero;
        using (run.Cache.TryLock())
        {
            Assert.Null(run.Cache.TryLock());
            var report = await run.RefreshAsync();

            Assert.Equal($"{run.Cache.Folder}: another process refreshes it", Assert.Single(report.Warnings));
            Assert.Equal(20, ExitLists.CountOf(report.Network));
        }

        Assert.Empty((await run.RefreshAsync()).Warnings);
    }

    [Fact]
    public async Task Nothing_that_is_not_needed_is_kept()
    {
        using var run = await FilledAsync();
        for (var count = 21; count < 30; count++)
        {
            run.File("exits", Encoding.ASCII.GetString(ExitLists.Of(count)));
            Assert.True((await run.RefreshAsync()).IsNewView);
        }

        Assert.Equal(["documents", "lock", "state.json", "view.tornetwork"], Directory.GetFileSystemEntries(run.Options.CacheFolder).Select(Path.GetFileName).Order());
        Assert.Single(Directory.GetFiles(Path.Combine(run.Options.CacheFolder, "documents")));
    }

    [Fact]
    public async Task A_view_goes_on_while_its_file_is_replaced_and_deleted()
    {
        using var run = await FilledAsync();
        var network = TorFeedCache.TryLoad(run.Options.CacheFolder, out _)!;
        run.File("exits", Encoding.ASCII.GetString(ExitLists.Of(5)));
        run.Options.AcceptDoubtful = true;
        await run.RefreshAsync();
        Directory.Delete(run.Options.CacheFolder, recursive: true);

        Assert.True(network.TryFind(IPAddressValue.Parse("192.0.2.20"), out var listed));
        Assert.Equal(RelayRoles.Exit, listed.RolesAt(null));
    }
}
