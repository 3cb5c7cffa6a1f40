using System.Globalization;
using TorIntel.Controls;

namespace TorIntel.Cli;

/// <summary>What an export says beside what it writes.</summary>
internal sealed class ExportMessages(Terminal terminal)
{
    private const int NamedLeftovers = 5;

    public void Say(string message) => terminal.Say(message);

    public void Note(string message) => terminal.Say($"note: {message}");

    /// <summary>Tells of a refusal, and which option lets through what was refused.</summary>
    public void Tell(ControlRefusedException refusal) => terminal.Say($"refused: {refusal.Message}" + refusal.Reason switch
    {
        ControlRefusal.Stale => " (--allow-stale)",
        ControlRefusal.Shrunken => " (--allow-shrunken)",
        ControlRefusal.Protected => " (--allow)",
        ControlRefusal.SpecialPurpose => " (--include-special)",
        ControlRefusal.TooMany => " (--max-entries, --widen)",
        _ => "",
    });

    public void TellOfJoining(ControlTarget target, IEnumerable<ControlFile> files)
    {
        foreach (var result in files.Select(file => file.Result).Where(result => result.UnlistedIPv4 != 0 || result.UnlistedIPv6 != UInt128.Zero))
        {
            terminal.Say(string.Create(
                CultureInfo.InvariantCulture, $"{target.Name}: widened to {result.Entries} entries, which cover {result.UnlistedIPv4} addresses of IPv4 and {result.UnlistedIPv6} of IPv6 that no list has"));
        }
    }

    /// <summary>Tells of files that are there and were not written: a list of another policy, or one that was refused, looks as if it were of today.</summary>
    public void TellOfLeftovers(IEnumerable<string> candidates, HashSet<string> written)
    {
        var leftovers = candidates.Where(path => !written.Contains(path) && File.Exists(path)).ToList();
        if (leftovers.Count != 0)
        {
            Note(string.Create(CultureInfo.InvariantCulture, $"{leftovers.Count} files were there before and were not written now: {string.Join(", ", leftovers.Take(NamedLeftovers))}{(leftovers.Count > NamedLeftovers ? ", …" : "")}"));
        }
    }
}
