using System.Text;
using TorIntel.Testing;

namespace TorIntel.Feeds.Tests;

/// <summary>The files of a folder as sources: told by content, and by name where content says nothing.</summary>
public sealed class FolderSourcesTests : IDisposable
{
    private static readonly ConsensusForge s_forge = MirrorRun.Forge;

    private readonly RefreshRun _run = new();
    private string _folder = "from";

    public void Dispose() => _run.Dispose();

    [Fact]
    public void An_empty_folder_has_no_sources()
    {
        Assert.Empty(TorFeedSources.FromFolder(Folder));
        Assert.Throws<ArgumentNullException>(() => TorFeedSources.FromFolder(null!));
        Assert.Throws<DirectoryNotFoundException>(() => TorFeedSources.FromFolder(Path.Combine(Folder, "none")));
    }

    [Fact]
    public void Hidden_files_and_folders_are_no_sources()
    {
        Write(".exits", ExitLists.Of(3));
        Directory.CreateDirectory(Path.Combine(Folder, "below"));
        File.WriteAllBytes(Path.Combine(Folder, "below", "exits"), ExitLists.Of(3));
        var path = Write("exits", ExitLists.Of(3));

        Assert.Equal(new TorFeedSource("exits", path) { Role = RelayRoles.Exit }, Assert.Single(TorFeedSources.FromFolder(Folder)));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("@type dir-key-certificate-3 1.0\n", false)]
    [InlineData("", true)]
    [InlineData("@type dir-key-certificate-3 1.0\n", true)]
    public async Task Keys_are_told_by_content_and_verify_the_consensus(string annotation, bool isCompressed)
    {
        byte[] keys = [.. Encoding.ASCII.GetBytes(annotation), .. s_forge.Keys()];
        Write("a-consensus", isCompressed ? Lists.Gzip(s_forge.Make(10)) : s_forge.Make(10));
        var path = Write("z-whatever", isCompressed ? Lists.Gzip(keys) : keys);

        var report = await RefreshAsync();

        var source = Assert.Single(report.Sources).Source;
        Assert.Equal(("a-consensus", TorFeedSources.ConsensusGroup, path), (source.Name, source.Group, source.KeyLocation));
        Assert.Equal((TorFeedOutcome.Accepted, null), (report.Sources[0].Outcome, report.Sources[0].Message));
        Assert.True(report.Network!.IsVerified);
        Assert.Equal(10, MirrorRun.RelaysOf(report.Network));
    }

    [Fact]
    public async Task Without_keys_a_consensus_is_taken_and_the_view_says_that_it_is_not_verified()
    {
        Write("consensus", s_forge.Make(10));

        var report = await RefreshAsync();

        Assert.Null(Assert.Single(report.Sources).Source.KeyLocation);
        Assert.Equal(TorFeedOutcome.Accepted, report.Sources[0].Outcome);
        Assert.False(report.Network!.IsVerified);
        Assert.Equal(10, MirrorRun.RelaysOf(report.Network));
    }

    [Fact]
    public async Task Keys_that_come_later_verify_what_was_taken_without()
    {
        Write("consensus", s_forge.Make(10));
        Assert.False((await RefreshAsync()).Network!.IsVerified);

        Write("keys", s_forge.Keys());

        var report = await RefreshAsync();
        Assert.True(report.Network!.IsVerified);
        Assert.True(report.IsNewView);
    }

    [Fact]
    public async Task Nothing_is_taken_of_a_consensus_that_the_keys_beside_it_do_not_bear_out()
    {
        Write("consensus", s_forge.Make(10));
        Write("keys", MirrorRun.RotatedForge.Keys());

        var report = await RefreshAsync();

        Assert.Equal((TorFeedOutcome.Refused, "0 of its signatures are good, 2 are needed"), (report.Sources[0].Outcome, report.Sources[0].Message));
        Assert.Null(report.Network);
    }

    [Theory]
    [InlineData("")]
    [InlineData("@type")]
    [InlineData("gzip")]
    public async Task The_ns_flavor_comes_first_then_the_last_by_name(string form)
    {
        Write("2026-11-23-13-microdesc", Formed(s_forge.Make(14, ConsensusFlavor.Microdesc), "microdesc-"));
        Write("2026-11-23-11-consensus", Formed(s_forge.Make(11, validAfter: ConsensusForge.DefaultTime.AddHours(-2)), ""));
        Write("2026-11-23-12-consensus", Formed(s_forge.Make(12, validAfter: ConsensusForge.DefaultTime.AddHours(-1)), ""));
        Write("2026-11-23-12-microdesc", Formed(s_forge.Make(13, ConsensusFlavor.Microdesc), "microdesc-"));
        var keys = Write("keys", s_forge.Keys());

        var report = await RefreshAsync();

        Assert.Equal(
            ["2026-11-23-12-consensus", "2026-11-23-11-consensus", "2026-11-23-13-microdesc", "2026-11-23-12-microdesc"],
            report.Sources.Select(source => source.Source.Name));
        Assert.All(report.Sources, source => Assert.Equal((TorFeedSources.ConsensusGroup, keys), (source.Source.Group, source.Source.KeyLocation)));
        Assert.Equal([TorFeedOutcome.Accepted, TorFeedOutcome.NotNeeded, TorFeedOutcome.NotNeeded, TorFeedOutcome.NotNeeded], report.Sources.Select(source => source.Outcome));
        Assert.Equal(12, MirrorRun.RelaysOf(report.Network));

        byte[] Formed(byte[] document, string flavor) =>
            form switch
            {
                "gzip" => Lists.Gzip(document),
                "@type" => [.. Encoding.ASCII.GetBytes($"@type network-status-{flavor}consensus-3 1.0\n"), .. document],
                _ => document,
            };
    }

    [Fact]
    public async Task A_consensus_of_the_folder_that_is_broken_gives_way_to_the_next_one()
    {
        Write("2-consensus", s_forge.Make(12)[..^3000]);
        Write("1-consensus", s_forge.Make(11));
        Write("keys", s_forge.Keys());

        var report = await RefreshAsync();

        Assert.Equal([TorFeedOutcome.Refused, TorFeedOutcome.Accepted], report.Sources.Select(source => source.Outcome));
        Assert.True(report.IsComplete);
        Assert.Equal(11, MirrorRun.RelaysOf(report.Network));
    }

    [Fact]
    public async Task A_folder_with_an_older_consensus_changes_nothing()
    {
        Write("consensus-13", s_forge.Make(10));
        Write("keys", s_forge.Keys());
        await RefreshAsync();
        File.Delete(Path.Combine(Folder, "consensus-13"));
        Write("consensus-12", s_forge.Make(9, validAfter: ConsensusForge.DefaultTime.AddHours(-1)));

        var report = await RefreshAsync();

        Assert.Equal("it is of 2026-11-23T12:00:00Z, older than what is at hand, of 2026-11-23T13:00:00Z", Assert.Single(report.Sources).Message);
        Assert.Equal(10, MirrorRun.RelaysOf(report.Network));
    }

    [Fact]
    public async Task Another_folder_with_an_older_consensus_changes_nothing_either()
    {
        Write("consensus", s_forge.Make(10));
        Write("keys", s_forge.Keys());
        await RefreshAsync();
        _folder = "other";
        Write("consensus", s_forge.Make(9, validAfter: ConsensusForge.DefaultTime.AddHours(-1)));
        Write("keys", s_forge.Keys());

        var report = await RefreshAsync();

        Assert.Equal("it is of 2026-11-23T12:00:00Z, older than what is at hand, of 2026-11-23T13:00:00Z", Assert.Single(report.Sources).Message);
        Assert.Equal(10, MirrorRun.RelaysOf(report.Network));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_folder_of_dated_files_does_not_make_the_cache_grow(bool areOldOnesDeleted)
    {
        Write("keys", s_forge.Keys());
        string? before = null;
        for (var hour = 0; hour < 5; hour++)
        {
            if (areOldOnesDeleted && hour != 0)
            {
                File.Delete(Path.Combine(Folder, $"consensus-{hour - 1}"));
                File.Delete(Path.Combine(Folder, $"exits-{hour - 1}"));
            }

            Write($"consensus-{hour}", s_forge.Make(10 + hour, validAfter: ConsensusForge.DefaultTime.AddHours(hour - 5)));
            Write($"exits-{hour}", ExitLists.Of(20 + hour));
            var report = await RefreshAsync();
            Assert.True(report.IsComplete, string.Join("; ", report.Sources));
            Assert.Equal(10 + hour, MirrorRun.RelaysOf(report.Network));

            var lists = areOldOnesDeleted ? 1 : hour + 1; // Which are joined.
            Assert.Equal(2 + lists, Directory.GetFiles(Path.Combine(_run.Options.CacheFolder, "documents")).Length);
            Assert.Equal(areOldOnesDeleted ? 2 : 2 * (hour + 1), _run.Status.Sources.Count);
            before = report.Network!.SourceName;
        }

        Assert.Contains("consensus-4", before, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("torbulkexitlist", RelayRoles.Exit)]
    [InlineData("Exit-Addresses.txt", RelayRoles.Exit)]
    [InlineData("guards.csv", RelayRoles.Guard)]
    [InlineData("relays-2026-08-22.csv", RelayRoles.Relay)]
    [InlineData("tornodes", RelayRoles.Relay)]
    [InlineData("all.txt", RelayRoles.Relay)]
    [InlineData("All", RelayRoles.Relay)]
    [InlineData("relays-that-exit", RelayRoles.Exit)]
    [InlineData("wall.txt", null)]
    [InlineData("list", null)]
    public void Names_tell_what_lists_mean(string name, RelayRoles? role)
    {
        var path = Write(name, ExitLists.Of(3));

        Assert.Equal(new TorFeedSource(name, path) { Role = role }, Assert.Single(TorFeedSources.FromFolder(Folder)));
    }

    [Fact]
    public async Task Lists_are_joined_with_their_roles_also_under_gzip()
    {
        Write("exits.gz", Lists.Gzip(ExitLists.Of(20)));
        Write("guards.txt", ExitLists.Of(5, first: 250));

        var report = await RefreshAsync();

        Assert.True(report.IsComplete);
        Assert.Equal("exits.gz, guards.txt", string.Join(", ", report.Network!.Sources.Select(source => source.Name).Order(StringComparer.Ordinal)));
        Assert.True(report.Network.TryFind(IPAddressValue.Parse("192.0.2.20"), out var exit));
        Assert.Equal(RelayRoles.Exit, exit.RolesAt(null));
        Assert.True(report.Network.TryFind(IPAddressValue.Parse("198.51.100.1"), out var guard));
        Assert.Equal(RelayRoles.Relay | RelayRoles.Guard, guard.RolesAt(null));
    }

    [Fact]
    public async Task Damaged_gzip_data_are_told_and_cost_no_other_file()
    {
        Write("exits", ExitLists.Of(20));
        Write("guards.gz", Lists.Gzip(ExitLists.Of(20))[..^9]);
        Write("relays.gz", [0x1F, 0x8B, 8, 0, 1, 2, 3]);

        var report = await RefreshAsync();

        Assert.Equal(
            [("exits", TorFeedOutcome.Accepted, null), ("guards.gz", TorFeedOutcome.Refused, "its gzip data are damaged or cut"), ("relays.gz", TorFeedOutcome.Refused, "its gzip data are damaged or cut")],
            report.Sources.Select(source => (source.Source.Name, source.Outcome, source.Message)));
        Assert.Equal(20, ExitLists.CountOf(report.Network));
    }

    private string Folder => Directory.CreateDirectory(Path.Combine(_run.Folder, _folder)).FullName;

    private string Write(string name, byte[] content)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    private Task<TorFeedReport> RefreshAsync()
    {
        _run.Restart();
        _run.Options.Authorities = s_forge.Trusted;
        _run.Clock.SetUtcNow(ConsensusForge.DefaultTime.AddMinutes(10));
        _run.Options.Sources.Clear();
        foreach (var source in TorFeedSources.FromFolder(Folder))
        {
            _run.Options.Sources.Add(source);
        }

        return _run.RefreshAsync();
    }
}
