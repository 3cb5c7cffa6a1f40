using System.CommandLine;
using System.Globalization;
using TorIntel.Feeds;

namespace TorIntel.Cli;

/// <summary><c>torintel update</c>: fetches, verifies and guards what the sources publish, and keeps the last good view.</summary>
internal sealed class UpdateCommand
{
    private readonly Option<string?> _from = new("--from") { Description = "Fetch nothing: take the files in a folder, told by content.", HelpName = "FOLDER" };
    private readonly Option<string?> _authorities = new("--authorities") { Description = "Whose signatures count: one v3 identity a line, or DirAuthority lines. The nine of the public network without it.", HelpName = "FILE" };
    private readonly Option<bool> _watch = new("--watch") { Description = "Go on, a few minutes after each full hour, until interrupted." };
    private readonly Option<bool> _includeSpecial = new("--include-special") { Description = "Let special-purpose addresses in (labs, documentation ranges, loopback)." };
    private readonly Option<bool> _acceptDoubtful = new("--accept-doubtful") { Description = "Take what is hard to believe but not broken, such as half of a list, which is held otherwise: for people who looked at it." };
    private readonly FeedOptions _feeds = new();
    private readonly Terminal _terminal;

    private UpdateCommand(Terminal terminal) => _terminal = terminal;

    public static Command Create(Terminal terminal)
    {
        var update = new UpdateCommand(terminal);
        var command = new Command("update", "Fetches, verifies and guards the view of the network, and keeps the last good one.")
        {
            update._from, update._authorities, update._watch, update._includeSpecial, update._acceptDoubtful,
        };
        update._feeds.AddTo(command);
        command.SetAction(update.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var interruption = new Interruption();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(interruption.Token, cancellationToken);
        using var refresher = new TorFeedRefresher(Options(parsed));
        try
        {
            if (parsed.GetValue(_watch))
            {
                await refresher.RunAsync(Report, either.Token);
                return interruption.ExitCode;
            }

            var report = await refresher.RefreshAsync(either.Token);
            Report(report);
            return report is { IsComplete: true, Network: not null } ? ExitCode.Done : ExitCode.Failed;
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            return interruption.ExitCode;
        }
    }

    private TorFeedOptions Options(ParseResult parsed)
    {
        var options = _feeds.Read(parsed);
        options.IncludeSpecialPurpose = parsed.GetValue(_includeSpecial);
        options.AcceptDoubtful = parsed.GetValue(_acceptDoubtful);
        if (parsed.GetValue(_authorities) is { } file)
        {
            options.Authorities = AuthorityFile.Read(file, _terminal) ?? throw new IOException($"{file}: refused");
        }

        if (parsed.GetValue(_from) is { } folder)
        {
            AddFolder(options, folder);
        }

        return options.Validate() is { } problem ? throw new UsageException(problem) : options;
    }

    private static void AddFolder(TorFeedOptions options, string folder)
    {
        FileErrors.RefuseEmpty(folder);
        if (options.Sources.Count != 0)
        {
            throw new UsageException("--from fetches nothing, --source fetches: give one of them");
        }

        if (!Directory.Exists(folder))
        {
            throw new IOException($"{folder}: no such folder");
        }

        if (!Directory.EnumerateFiles(folder).Any())
        {
            throw new IOException($"{folder}: no files in it");
        }

        options.Sources.Add(new TorFeedSource(folder, folder));
    }

    private void Report(TorFeedReport report)
    {
        foreach (var warning in report.Warnings)
        {
            _terminal.Say(warning);
        }

        foreach (var source in report.Sources.Where(source => source.Outcome != TorFeedOutcome.NotNeeded))
        {
            _terminal.Say($"{source.Source.Name}: {FeedWords.Of(source.Outcome)}{(source.Message is null ? "" : ": " + source.Message)}");
        }

        _terminal.Say(report.Network is not { } network ? "there is no view yet"
            : string.Create(CultureInfo.InvariantCulture, $"{(report.IsNewView ? "a new view" : "the view stays")}: {network.SourceName}{(network.Time is { } time ? " of " + TimeText.ToIso(time) : "")}, {network.RelayCount} relays, {network.AddressCount} addresses"));
    }
}
