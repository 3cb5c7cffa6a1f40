using System.Globalization;

namespace TorIntel.Feeds.Tests;

/// <summary>Eight years of true and broken publications through the guard: what is true is not refused, what is broken is not taken.</summary>
public sealed class ReplayTests(ITestOutputHelper output)
{
    private static readonly TorFeedSource s_source = new("list", "list") { Role = RelayRoles.Exit };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Exits_of_six_years_are_told_from_broken_ones(bool repeatsBytes)
    {
        var replay = Replay("1-secops", "tor-exit-nodes.lst", "exits-2018-2024.csv.gz", _ => true, publication => publication.IsUsed || publication.Note == "thinned", repeatsBytes);

        Assert.Empty(replay.TrueRefused);
        Assert.Empty(replay.BrokenTaken);
        Assert.Equal(94_432, replay.Taken + replay.TrueHeld.Count);
        Assert.InRange(replay.TrueHeld.Count, 0, 20);
        Assert.True(replay.LongestDelay <= TimeSpan.FromHours(3), $"{replay.LongestDelay}");
    }

    [Fact]
    public void Relays_of_six_years_are_told_from_broken_ones()
    {
        var replay = Replay("1-secops", "tor-nodes.lst", "addresses-2018-2024.csv.gz", row => row[1].StartsWith("relay", StringComparison.Ordinal), publication => publication.IsUsed, repeatsBytes: false);

        Assert.Empty(replay.TrueRefused);
        Assert.Empty(replay.BrokenTaken);
        Assert.Equal(16_148, replay.Taken + replay.TrueHeld.Count);
    }

    [Theory]
    [InlineData("relay")]
    [InlineData("guard")]
    [InlineData("exit")]
    public void Hourly_lists_with_their_genuine_leaps_are_taken(string role)
    {
        var replay = Replay("2-tor-nodes", "", "relays-2024-2026.csv.gz", row => row[3].Split('+').Contains(role), publication => publication.IsUsed, repeatsBytes: false);

        Assert.Empty(replay.TrueRefused);
        Assert.Equal(17_812, replay.Taken + replay.TrueHeld.Count);
        Assert.InRange(replay.TrueHeld.Count, 0, 10);
        Assert.True(replay.LongestDelay <= TimeSpan.FromHours(4), $"{replay.LongestDelay}");
    }

    private GuardReplay Replay(string source, string file, string intervals, Func<string[], bool> isListed, Func<Publication, bool> isGood, bool repeatsBytes)
    {
        var publications = PublicationHistory.Publications(source);
        var good = publications.Where(isGood).ToArray();
        var changes = Changes(intervals, isListed, good);
        var replay = new GuardReplay();
        Dictionary<IPPrefix, int> listed = [];
        Lazy<EntrySet> entries = new(() => EntrySet.Empty);
        var (index, version) = (0, 0);
        var broken = new BrokenPublications(repeatsBytes);
        foreach (var publication in publications)
        {
            if (index < good.Length && ReferenceEquals(publication, good[index]))
            {
                if (Apply(changes[index], listed) || index == 0)
                {
                    IPPrefix[] prefixes = [.. listed.Keys];
                    entries = new Lazy<EntrySet>(() => new EntrySet(prefixes));
                    version++;
                }

                index++;
                replay.Good(publication.Time, entries, listed.Count, version.ToString(CultureInfo.InvariantCulture));
            }
            else if (file.Length != 0 && BrokenPublications.KindOf(publication.Note, file) is { } kind)
            {
                replay.Broken(broken.Make(kind, [.. listed.Keys], publication.Time, s_source), kind);
            }
        }

        output.WriteLine($"{source} {file} {intervals}: {replay.Taken} true ones taken, {replay.TrueHeld.Count} held first, {replay.TrueRefused.Count} refused; {replay.KeptOut} broken ones kept out, {replay.BrokenTaken.Count} taken; longest wait {replay.LongestDelay}");
        replay.TrueHeld.ForEach(text => output.WriteLine("held: " + text));
        replay.TrueRefused.ForEach(text => output.WriteLine("refused: " + text));
        replay.BrokenTaken.ForEach(text => output.WriteLine("taken: " + text));
        return replay;
    }

    private static List<(IPPrefix Prefix, bool IsAdded)>[] Changes(string intervals, Func<string[], bool> isListed, Publication[] good)
    {
        var numbers = good.Select((publication, number) => (publication.Time, number)).ToDictionary(pair => pair.Time, pair => pair.number);
        var changes = new List<(IPPrefix Prefix, bool IsAdded)>[good.Length + 1];
        for (var i = 0; i < changes.Length; i++)
        {
            changes[i] = [];
        }

        foreach (var (row, first, last) in PublicationHistory.Intervals(intervals))
        {
            if (isListed(row))
            {
                var prefix = IPPrefix.Parse(row[0]);
                changes[numbers[first]].Add((prefix, true));
                changes[numbers[last] + 1].Add((prefix, false));
            }
        }

        return changes;
    }

    private static bool Apply(List<(IPPrefix Prefix, bool IsAdded)> changes, Dictionary<IPPrefix, int> listed)
    {
        foreach (var (prefix, isAdded) in changes.OrderByDescending(change => change.IsAdded))
        {
            var count = listed.GetValueOrDefault(prefix) + (isAdded ? 1 : -1);
            if (count == 0)
            {
                listed.Remove(prefix);
            }
            else
            {
                listed[prefix] = count;
            }
        }

        return changes.Count != 0;
    }
}
