using System.CommandLine;
using System.Text;

namespace TorIntel.Cli;

/// <summary>Makes options that take a time.</summary>
internal static class TimeOption
{
    public static Option<DateTimeOffset?> Create(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "TIME",
        CustomParser = result =>
        {
            if (TimeText.TryParseIso(Encoding.UTF8.GetBytes(result.Tokens[0].Value), out var time))
            {
                return time;
            }

            result.AddError($"'{result.Tokens[0].Value}' is not a time; write 2026-08-22T21:13:34Z");
            return null;
        },
    };
}
