using System.CommandLine;
using System.Globalization;
using TorIntel.Feeds;
using TorIntel.MaxMind;

namespace TorIntel.Cli;

/// <summary>The options that say where the view comes from, where it is kept, and when it is stale.</summary>
internal sealed class FeedOptions
{
    private const string MirrorPrefix = "consensus=";
    private const int LongestWord = 24;
    private const char Unnamed = '\0'; // Before the place that a group begins with.

    private readonly Option<string?> _cache = new("--cache")
    {
        Description = "The folder of the cache; TORINTEL_CACHE, or torintel in your folder of caches, without it.",
        HelpName = "FOLDER",
    };

    private readonly Option<string[]> _sources = new("--source")
    {
        Description = "Where to fetch from; may be given several times, and is joined: consensus, exit-addresses, onionoo, dan.me.uk; consensus=http://HOST:PORT, a directory port; "
            + "[ROLE=]PLACE, an address or a file, and after '|' places that stand in for it. consensus and exit-addresses without it.",
        HelpName = "SOURCE",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => [],
    };

    private readonly Option<TimeSpan?> _staleAfter = new("--stale-after")
    {
        Description = "The age in hours from which on a view is stale; without it, when its consensus is no longer valid, or after 24 hours.",
        HelpName = "HOURS",
        CustomParser = result =>
        {
            if (double.TryParse(result.Tokens[0].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var hours) && hours is > 0 and < 1e6)
            {
                return TimeSpan.FromHours(hours);
            }

            result.AddError($"'{result.Tokens[0].Value}' is no number of hours");
            return null;
        },
    };

    public void AddTo(Command command)
    {
        command.Add(_cache);
        command.Add(_sources);
        command.Add(_staleAfter);
    }

    public string CacheOf(ParseResult parsed)
    {
        var folder = parsed.GetValue(_cache);
        if (folder is not null)
        {
            FileErrors.RefuseEmpty(folder);
        }

        return folder ?? TorFeedCache.DefaultFolder;
    }

    public TorFeedOptions Read(ParseResult parsed) => new()
    {
        CacheFolder = CacheOf(parsed),
        Formats = [new MaxMindFormat()],
        StaleAfter = parsed.GetValue(_staleAfter),
        Sources = WithDistinctNames(parsed.GetValue(_sources)!.SelectMany(Sources)),
    };

    private static IEnumerable<TorFeedSource> Sources(string text)
    {
        switch (text)
        {
            case "consensus":
                return TorFeedSources.Consensus;
            case "exit-addresses":
                return TorFeedSources.ExitAddresses;
            case "onionoo":
                return [TorFeedSources.Onionoo];
            case "dan.me.uk":
                return TorFeedSources.DanMeUk;
            default:
                return text.StartsWith(MirrorPrefix, StringComparison.Ordinal) ? Mirrors(text[MirrorPrefix.Length..]) : Places(text);
        }
    }

    private static IEnumerable<TorFeedSource> Mirrors(string text) => text.Split('|').Select((address, i) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? TorFeedSources.DirectoryMirror(string.Create(CultureInfo.InvariantCulture, $"consensus from {uri.IdnHost}:{uri.Port}"), uri.GetLeftPart(UriPartial.Authority)) with { Priority = i }
            : throw new UsageException($"'{address}' is no directory port; write consensus=http://192.0.2.1:80"));

    private static IEnumerable<TorFeedSource> Places(string text)
    {
        var (role, places) = ListOptions.SplitRole(text);
        var alternatives = places.Split('|');
        return alternatives.Select((place, i) => Place(place) with { Role = role, Group = Unnamed + alternatives[0], Priority = i });
    }

    private static TorFeedSource Place(string place)
    {
        FileErrors.RefuseEmpty(place);
        return new TorFeedSource(NameOf(place), place);
    }

    // Names stand in every tag, and addresses may hold secrets: of one there remain host and path, without what looks like a key.
    private static string NameOf(string place)
    {
        if (!Uri.TryCreate(place, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            return Path.GetFileName(Path.TrimEndingDirectorySeparator(place));
        }

        var path = uri.AbsolutePath.Split('/').Select(part => part.Length > LongestWord ? "…" : part);
        return uri.IdnHost + (uri.IsDefaultPort ? "" : string.Create(CultureInfo.InvariantCulture, $":{uri.Port}")) + string.Join('/', path);
    }

    // Addresses that differ in their queries only have the same name. A group is called as its first source.
    private static List<TorFeedSource> WithDistinctNames(IEnumerable<TorFeedSource> sources)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        Dictionary<string, string> groups = new(StringComparer.Ordinal);
        List<TorFeedSource> named = [];
        foreach (var source in sources)
        {
            var name = source.Name;
            for (var number = 2; !names.Add(name); number++)
            {
                name = string.Create(CultureInfo.InvariantCulture, $"{source.Name} ({number})");
            }

            groups.TryAdd(source.Group, source.Group.StartsWith(Unnamed) ? name : source.Group);
            named.Add(source with { Name = name, Group = groups[source.Group] });
        }

        return named;
    }
}
