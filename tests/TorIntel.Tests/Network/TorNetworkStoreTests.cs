namespace TorIntel.Tests;

public sealed class TorNetworkStoreTests
{
    [Fact]
    public void A_store_starts_with_the_view_that_it_was_given()
    {
        var view = Sketch.View();
        Assert.Same(view, new TorNetworkStore(view).Current);
        Assert.Same(TorNetwork.Empty, new TorNetworkStore().Current);
    }

    [Fact]
    public void Publish_puts_a_view_in_force_and_gives_back_the_one_before()
    {
        var (first, second) = (Sketch.View(), Sketch.View());
        var store = new TorNetworkStore(first);
        Assert.Same(first, store.Publish(second));
        Assert.Same(second, store.Current);
        Assert.Throws<ArgumentNullException>(() => store.Publish(null!));
        Assert.Same(second, store.Current);
    }

    [Fact]
    public async Task Readers_see_whole_views_only_while_others_are_published()
    {
        var cancellationToken = TestContext.Current.CancellationToken;

        // The views differ in every table: what a row, a relay and a source mean in one is wrong in the other.
        TorNetwork[] views = [MakeView(1), MakeView(2), MakeView(3)];
        var store = new TorNetworkStore(views[0]);
        var classifier = new TorClassifier();
        var readers = Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => Read(store, classifier), cancellationToken)));
        for (var i = 0; !readers.IsCompleted; i++)
        {
            store.Publish(views[i % views.Length]);
        }

        await readers;
    }

    [Fact]
    public async Task Ten_thousand_swaps_disturb_no_reader()
    {
        const int Swaps = 10_000;
        var cancellationToken = TestContext.Current.CancellationToken;

        // Stored views, too: what they refer to must live as long as somebody still asks the view.
        TorNetwork[] views = [.. Enumerable.Range(1, 3).Select(number => TorNetwork.Load(ViewBlockTests.BlockOf(MakeView(number))))];
        var store = new TorNetworkStore(views[0]);
        var readers = Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => Allocated(store, rounds: 20_000), cancellationToken)));
        for (var i = 0; i < Swaps || !readers.IsCompleted; i++)
        {
            store.Publish(views[i % views.Length]);
        }

        Assert.All(await readers, allocated => Assert.InRange(allocated, 0, 19_999)); // Compiling again may take something on this thread; a round takes nothing.
    }

    [Fact]
    public async Task Writers_that_race_lose_no_view()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var store = new TorNetworkStore();
        var views = Enumerable.Range(0, 64).Select(_ => Sketch.View()).ToArray();
        var replaced = await Task.WhenAll(views.Select(view => Task.Run(() => store.Publish(view), cancellationToken)));

        // Every view but the last was given back once, and so was the first one.
        Assert.True(views.Append(TorNetwork.Empty).ToHashSet().SetEquals(replaced.Append(store.Current)));
    }

    private static TorNetwork MakeView(int number)
    {
        var builder = Sketch.Builder();
        builder.AddSource(new TorListSource("view" + number, DateTimeOffset.UnixEpoch.AddDays(number)));

        // Other relays in front move the numbers of rows and relays about.
        for (var i = 0; i < number * 50; i++)
        {
            builder.AddRelay(Sketch.Relay(1000 + (number * 1000) + i, RelayRoles.Guard, $"192.0.2.{i % 100}:{1000 + i}"));
        }

        builder.AddRelay(Sketch.Relay(number, RelayRoles.Exit, $"203.0.113.1:{9000 + number}") with { Nickname = "relay" + number });
        return builder.Build();
    }

    // Reads for a while, and until it has seen every view.
    private static void Read(TorNetworkStore store, TorClassifier classifier)
    {
        HashSet<int> seen = [];
        for (var round = 0; round < 3_000 || seen.Count < 3; round++)
        {
            var view = store.Current;
            var number = int.Parse(view.SourceName["view".Length..]);
            seen.Add(number);
            Require(view.Time == DateTimeOffset.UnixEpoch.AddDays(number), "the time");
            Require(view.RelayCount == (number * 50) + 1, "the number of relays");
            for (var port = 1; port <= 3; port++)
            {
                var torEvent = Events.Between("10.0.0.1:40000", $"203.0.113.1:{9000 + port}");
                var verdict = classifier.Classify(view, torEvent);
                var expected = port == number ? EvidenceKind.DestinationOrEndpoint : EvidenceKind.DestinationRelay;
                Require(verdict.Evidence[0].Kind == expected, "the evidence");
                var relay = classifier.RelaysOf(view, torEvent, verdict).Single();
                Require(relay.Fingerprint == Sketch.Fingerprint(number) && relay.Nickname == "relay" + number && relay.Roles == (RelayRoles.Relay | RelayRoles.Exit), "the relay");
            }
        }
    }

    // The view says by its name which one it is; every answer must be that one's.
    private static long Allocated(TorNetworkStore store, int rounds)
    {
        var classifier = new TorClassifier();
        TorEvent[] events = [.. Enumerable.Range(1, 3).Select(number => Events.Between("10.0.0.1:40000", $"203.0.113.1:{9000 + number}"))];
        var address = IPAddressValue.Parse("203.0.113.1");
        Check();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < rounds; round++)
        {
            Check();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;

        void Check()
        {
            var view = store.Current;
            var number = view.SourceName[^1] - '0';
            Require(view.RelayCount == (number * 50) + 1, "the number of relays");
            Require(view.TryFind(address, out var listed), "an address");
            for (var other = 1; other <= 3; other++)
            {
                Require(listed.HasOrPort((ushort)(9000 + other)) == (other == number), "an endpoint");
                var verdict = classifier.Classify(view, events[other - 1]);
                Require(verdict.Evidence[0].Kind == (other == number ? EvidenceKind.DestinationOrEndpoint : EvidenceKind.DestinationRelay), "the evidence");
            }
        }
    }

    private static void Require(bool condition, string what)
    {
        if (!condition)
        {
            throw new InvalidOperationException($"A reader saw a mix of views in {what}.");
        }
    }
}
