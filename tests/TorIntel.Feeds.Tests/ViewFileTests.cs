using System.Net;
using System.Runtime.CompilerServices;

namespace TorIntel.Feeds.Tests;

public sealed class ViewFileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Load_gives_the_view_that_was_written()
    {
        Write(_path, relays: 20);
        var view = ViewFile.Load(_path);
        Assert.Equal(20, view.RelayCount);
        Assert.Equal(20, ViewFile.Read(_path).RelayCount);
        Assert.Equal("list", view.SourceName);
        Assert.True(view.TryFind(IPAddressValue.Parse("198.51.100.7"), out var listed));
        Assert.Equal("relay7", listed.Relays.Single().Nickname);
        Assert.False(view.TryFind(IPAddressValue.Parse("198.51.100.77"), out _));
    }

    [Fact]
    public void A_view_stays_as_it_is_when_its_file_is_replaced_or_deleted()
    {
        Write(_path, relays: 20);
        var view = ViewFile.Load(_path);
        Write(_path + ".new", relays: 3);
        File.Move(_path + ".new", _path, overwrite: true);
        Assert.Equal(3, ViewFile.Load(_path).RelayCount);
        File.Delete(_path);
        Assert.True(view.TryFind(IPAddressValue.Parse("198.51.100.19"), out var listed));
        Assert.Equal("relay19", listed.Relays.Single().Nickname);
    }

    [Fact]
    public void Views_outlive_collections_and_their_mappings_are_given_back()
    {
        Write(_path, relays: 20);
        var view = ViewFile.Load(_path);
        var forgotten = LoadAndForget(100);
        for (var i = 0; i < 10 && forgotten.Exists(reference => reference.IsAlive); i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.DoesNotContain(forgotten, reference => reference.IsAlive);
        Assert.True(view.Index.Contains(IPAddress.Parse("198.51.100.19")));
        Assert.Equal("relay0", view.Relays.First().Nickname);
        if (OperatingSystem.IsLinux())
        {
            Assert.Single(File.ReadLines("/proc/self/maps"), line => line.EndsWith(_path, StringComparison.Ordinal));
        }

        GC.KeepAlive(view);
    }

    [Fact]
    public void Load_refuses_what_is_no_view()
    {
        Assert.Throws<InvalidDataException>(() => ViewFile.Load(_path)); // empty
        File.WriteAllText(_path, "198.51.100.1\n");
        Assert.Throws<InvalidDataException>(() => ViewFile.Load(_path));
        Assert.Throws<FileNotFoundException>(() => ViewFile.Load(_path + ".missing"));
        Assert.Throws<ArgumentNullException>(() => ViewFile.Load(null!));
        Assert.Throws<InvalidDataException>(() => ViewFile.Read(_path));
    }

    [Fact]
    public void IsView_looks_at_the_beginning_only()
    {
        Assert.False(ViewFile.IsView(_path));
        File.WriteAllText(_path, "TORVIEW, they said");
        Assert.False(ViewFile.IsView(_path));
        Write(_path, relays: 1);
        Assert.True(ViewFile.IsView(_path));
        Assert.Throws<FileNotFoundException>(() => ViewFile.IsView(_path + ".missing"));
    }

    [Fact]
    public void The_loader_joins_a_view_with_other_lists()
    {
        Write(_path, relays: 20);
        var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
        builder.AddExitAddress(IPPrefix.Parse("198.51.100.200"));
        var report = new TorListLoader(builder).LoadFile(_path, RelayRoles.Exit, DateTimeOffset.UnixEpoch);
        var view = builder.Build();
        Assert.Null(report.Refusal);
        Assert.Equal(TorListKind.View, report.Kind);
        Assert.Equal("list", view.SourceName);
        Assert.Null(view.Time);
        Assert.Equal(21, view.AddressCount - TorNetwork.Empty.AddressCount);

        report = new TorListLoader(new TorNetworkBuilder()).LoadFile(_path);
        Assert.Equal(20, report.LeftOut);

        File.WriteAllBytes(_path, File.ReadAllBytes(_path)[..^1]);
        Assert.Contains("it is cut, or extended by something that is no checksum", new TorListLoader(builder).LoadFile(_path).Refusal, StringComparison.Ordinal);
    }

    // Not inlined, so that no local of the test refers to the views.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private List<WeakReference> LoadAndForget(int count) => [.. Enumerable.Range(0, count).Select(_ => new WeakReference(ViewFile.Load(_path)))];

    private static void Write(string path, int relays)
    {
        var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
        builder.AddSource(new TorListSource("list"));
        for (var i = 0; i < relays; i++)
        {
            builder.AddRelay(new TorRelayDescription
            {
                Fingerprint = RelayFingerprint.Parse(i.ToString("X40")),
                Nickname = "relay" + i,
                OrEndpoints = [new IPEndpointValue(IPAddressValue.Parse("198.51.100." + i), 9001)],
            });
        }

        using var file = File.Create(path);
        builder.Build().WriteTo(file);
    }
}
