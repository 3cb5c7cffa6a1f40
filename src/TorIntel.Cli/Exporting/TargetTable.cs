using System.Globalization;
using TorIntel.Controls;

namespace TorIntel.Cli;

/// <summary>Lists targets and what each can express.</summary>
internal static class TargetTable
{
    public static void Write(TextWriter output, IReadOnlyList<ControlTarget> targets)
    {
        var width = targets.Max(target => target.Name.Length);
        foreach (var target in targets)
        {
            var traits = target.Traits;
            string[] words =
            [
                .. Words((traits.Inbound, "inbound"), (traits.Outbound, "outbound"), (!traits.Monitor, "block only"), (traits.Endpoints, "address:port"),
                    (traits.Ports, "ports"), (traits.Names, "names"), (traits.MonitoredNetworks, "monitored networks"), (traits.Expiry, "expiry"), (!traits.Prefixes, "no prefixes"), (traits.IsOneFamily, "one family a file")),
                .. traits.MaxEntries is { } most ? [string.Create(CultureInfo.InvariantCulture, $"at most {most} entries")] : Array.Empty<string>(),
            ];
            output.Write($"{target.Name.PadRight(width)}  {target.Description}: {string.Join(", ", words)}\n");
        }
    }

    private static IEnumerable<string> Words(params (bool Is, string Word)[] words) => words.Where(word => word.Is).Select(word => word.Word);
}
