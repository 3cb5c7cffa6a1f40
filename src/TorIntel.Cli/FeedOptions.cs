using System.CommandLine;
using System.Globalization;
using TorIntel.Feeds;
using TorIntel.MaxMind;

namespace TorIntel.Cli;

/// <summary>The options that say where the view comes from, where it is kept, and when it is stale.</summary>
internal sealed class FeedOptions
{
    private const string MirrorPrefix = "consensus=";

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
        Sources = [.. parsed.GetValue(_sources)!.SelectMany(Sources)],
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
        return alternatives.Select((place, i) => Place(place) with { Role = role, Group = NameOf(alternatives[0]), Priority = i });
    }

    private static TorFeedSource Place(string place)
    {
        FileErrors.RefuseEmpty(place);
        return new TorFeedSource(NameOf(place), place);
    }

    // An address without a user's name, password and query: they may be secrets, and names stand in every tag.
    private static string NameOf(string place) =>
        Uri.TryCreate(place, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri.IdnHost + (uri.IsDefaultPort ? "" : ":" + uri.Port.ToString(CultureInfo.InvariantCulture)) + uri.AbsolutePath : Path.GetFileName(place);
}
