using System.Globalization;

namespace TorIntel.Cli;

/// <summary>Names the first bad lines of a file.</summary>
internal static class BadEntries
{
    private const int MaxNamed = 10;

    public static void Tell(Terminal terminal, string path, IEnumerable<LineError> errors, long count)
    {
        foreach (var error in errors.Take(MaxNamed))
        {
            terminal.Say(string.Create(CultureInfo.InvariantCulture, $"{path}:{error.Line}: {error.Reason}"));
        }

        if (count > MaxNamed)
        {
            terminal.Say(string.Create(CultureInfo.InvariantCulture, $"{path}: {count - MaxNamed} more bad lines"));
        }
    }
}
