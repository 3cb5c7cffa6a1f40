using System.CommandLine;
using System.Globalization;

namespace TorIntel.Cli;

/// <summary>The options of following logs that grow.</summary>
internal sealed class FollowOptions
{
    private const double MaxRotateWait = 3600;

    private readonly Option<bool> _follow = new("--follow")
    {
        Description = "Go on with what is appended, through rotation by renaming and by truncation, until SIGINT or SIGTERM; -o FILE is appended to. Several logs are mixed line by line.",
    };

    private readonly Option<string?> _checkpoint = new("--checkpoint")
    {
        Description = "Keep in a file how far logs were followed, and go on there the next time. With -o FILE no line is lost and none doubled, "
            + "whatever ends the program; on the standard output lines since the last checkpoint come again.",
        HelpName = "PATH",
    };

    private readonly Option<string?> _rotateWait = new("--rotate-wait")
    {
        Description = "How long a log that was renamed must have been silent before the next one is begun; 5 by default.",
        HelpName = "SECONDS",
    };

    public void AddTo(Command command)
    {
        command.Add(_follow);
        command.Add(_checkpoint);
        command.Add(_rotateWait);
    }

    /// <summary>Gives what is asked for; null if nothing is to be followed.</summary>
    public FollowSettings? Read(ParseResult parsed)
    {
        var checkpoint = parsed.GetValue(_checkpoint);
        var wait = parsed.GetValue(_rotateWait);
        if (!parsed.GetValue(_follow))
        {
            return checkpoint is null && wait is null ? null : throw new UsageException($"{(checkpoint is null ? _rotateWait.Name : _checkpoint.Name)} goes with --follow");
        }

        if (checkpoint is not null)
        {
            FileErrors.RefuseEmpty(checkpoint);
        }

        return new FollowSettings(checkpoint, ReadWait(wait));
    }

    private static TimeSpan ReadWait(string? text) =>
        text is null ? FollowSettings.DefaultRotateWait
        : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds <= MaxRotateWait ? TimeSpan.FromSeconds(seconds)
        : throw new UsageException($"'{text}' is no number of seconds up to {MaxRotateWait.ToString(CultureInfo.InvariantCulture)}");
}
