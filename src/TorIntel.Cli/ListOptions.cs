using System.CommandLine;
using System.Globalization;
using TorIntel.Feeds;
using TorIntel.MaxMind;

namespace TorIntel.Cli;

/// <summary>The options that say which view of the network to use, and the loading of it.</summary>
internal sealed class ListOptions
{
    private static readonly Dictionary<string, RelayRoles> s_roles = new(StringComparer.Ordinal)
    {
        ["exit"] = RelayRoles.Exit,
        ["guard"] = RelayRoles.Guard,
        ["relay"] = RelayRoles.Relay,
    };

    private readonly Option<string[]> _list = new("--list")
    {
        Description = "A list of relays or exit addresses, recognised by content, also under gzip; may be given several times. Without any, the view that 'torintel update' keeps. "
            + "ROLE (exit, guard, relay) says what a list without roles means; bare addresses without ROLE are exit addresses.",
        HelpName = "[ROLE=]PATH",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => [],
    };

    private readonly Option<DateTimeOffset?> _listTime = TimeOption.Create("--list-time", "The time of lists that do not say it themselves, as 2026-08-22T21:13:34Z.");

    private readonly Option<bool> _includeSpecial = new("--include-special")
    {
        Description = "Let special-purpose addresses of lists in (labs, documentation ranges, loopback); they are left out and counted otherwise.",
    };

    private readonly Option<string?> _cache = new("--cache")
    {
        Description = "The folder of the cache that 'torintel update' keeps the view in; TORINTEL_CACHE, or torintel in your folder of caches, without it.",
        HelpName = "FOLDER",
    };

    public void AddTo(Command command)
    {
        command.Add(_cache);
        command.Add(_list);
        AddDetailsTo(command);
    }

    /// <summary>Adds the options that say how lists are taken, for a command that names lists by arguments.</summary>
    public void AddDetailsTo(Command command)
    {
        command.Add(_listTime);
        command.Add(_includeSpecial);
    }

    /// <summary>Tells whether special-purpose addresses are let in.</summary>
    public bool IncludesSpecialPurpose(ParseResult parsed) => parsed.GetValue(_includeSpecial);

    /// <summary>Makes the view that the options ask for; null if a list was refused, which was said then.</summary>
    public (TorNetwork? Network, long BadLines) Load(ParseResult parsed, Terminal terminal)
    {
        var lists = parsed.GetValue(_list)!;
        if (lists.Length == 0)
        {
            return (LoadCached(parsed.GetValue(_cache), terminal), 0);
        }

        return Load(lists, parsed, terminal);
    }

    /// <summary>Joins lists to a view; null if one was refused, which was said then.</summary>
    public (TorNetwork? Network, long BadLines) Load(IReadOnlyList<string> lists, ParseResult parsed, Terminal terminal)
    {
        var builder = new TorNetworkBuilder { IncludeSpecialPurpose = parsed.GetValue(_includeSpecial) };
        var loader = new TorListLoader(builder, new MaxMindFormat());
        var badLines = 0L;
        var isRefused = false;
        foreach (var list in lists)
        {
            var (role, path) = SplitRole(list);
            FileErrors.RefuseEmpty(path);
            var report = Load(loader, path, role, parsed.GetValue(_listTime));
            Describe(report, path, role, terminal);
            badLines += report.ErrorCount;
            isRefused |= report.Refusal is not null;
        }

        return (isRefused ? null : builder.Build(), badLines);
    }

    // A cache that is damaged is no reason to answer from made-up relays.
    private static TorNetwork? LoadCached(string? folder, Terminal terminal)
    {
        if (folder is not null)
        {
            FileErrors.RefuseEmpty(folder);
        }

        if (TorFeedCache.TryLoad(folder, out var problem) is { } network)
        {
            var now = TimeProvider.System.GetUtcNow();
            if (network.IsStaleAt(now))
            {
                terminal.Say($"the view in the cache is of {(network.Time is { } time ? TimeText.ToIso(time) : "an unknown time")} and stale; 'torintel update' makes a new one");
            }

            return network;
        }

        if (problem is not null)
        {
            terminal.Say($"{problem}; 'torintel update' makes a new one");
            return null;
        }

        if (folder is not null)
        {
            terminal.Say($"{folder}: no view in it; 'torintel update --cache {folder}' makes one");
            return null;
        }

        terminal.Say("no --list and no cache: using the embedded SAMPLE view, made-up relays at documentation addresses; good for a first look only. 'torintel update' makes a real one");
        return SampleView.Load();
    }

    private static TorListReport Load(TorListLoader loader, string path, RelayRoles? role, DateTimeOffset? time)
    {
        try
        {
            return loader.LoadFile(path, role, time);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException(FileErrors.Describe(path, e), e);
        }
    }

    /// <summary>Splits <c>[ROLE=]PLACE</c>.</summary>
    public static (RelayRoles? Role, string Place) SplitRole(string list)
    {
        var equals = list.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0 || list[..equals].Contains("://", StringComparison.Ordinal))
        {
            return (null, list);
        }

        if (s_roles.TryGetValue(list[..equals], out var role))
        {
            return (role, list[(equals + 1)..]);
        }

        return File.Exists(list) ? (null, list) : throw new UsageException($"'{list[..equals]}' is no role of a list; roles are exit, guard and relay");
    }

    private static void Describe(TorListReport report, string path, RelayRoles? role, Terminal terminal)
    {
        if (report.Refusal is not null)
        {
            terminal.Say($"{path}: refused: {report.Refusal}");
            return;
        }

        BadEntries.Tell(terminal, path, report.Errors, report.ErrorCount);

        if (report.LeftOut != 0)
        {
            terminal.Say(string.Create(CultureInfo.InvariantCulture, $"{path}: {report.LeftOut} addresses left out ({report.FirstLeftOut}); --include-special lets them in"));
        }

        if (report.PassedOver != 0)
        {
            terminal.Say(string.Create(CultureInfo.InvariantCulture, $"{path}: {report.PassedOver} {PassedOver(report.Kind)}"));
        }

        if (role is null && !report.KnowsRoles)
        {
            terminal.Say(report.Kind is TorListKind.RelayCsv or TorListKind.OnionooDetails
                ? $"{path}: relays without roles; if they are exits or guards, write exit={path} or guard={path}"
                : $"{path}: bare addresses, taken for exit addresses; if they are not, write guard={path} or relay={path}");
        }
    }

    private static string PassedOver(TorListKind kind) => kind switch
    {
        TorListKind.OnionooDetails => "relays left out that do not run",
        TorListKind.Misp => "attributes left out that are deleted or not for detection",
        TorListKind.Stix => "indicators left out that are revoked, or not valid at --list-time",
        _ => "entries left out",
    };
}
