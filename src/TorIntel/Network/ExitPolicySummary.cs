using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace TorIntel;

/// <summary>The ports that an exit lets most of the Internet's addresses be reached on (dir-spec section 3.9, the <c>p</c> line).</summary>
/// <remarks>Immutable.</remarks>
public sealed class ExitPolicySummary
{
    private readonly bool _accept;
    private readonly (ushort First, ushort Last)[] _ranges; // ascending, apart from one another

    private ExitPolicySummary(bool accept, (ushort First, ushort Last)[] ranges)
    {
        _accept = accept;
        _ranges = ranges;
    }

    /// <summary>Gets a value indicating whether any port at all is allowed.</summary>
    public bool AcceptsAny => _accept ? _ranges.Length != 0 : !Array.Exists(_ranges, range => range is { First: 1, Last: ushort.MaxValue });

    /// <summary>Reads <c>accept 80,443,6660-6669</c> or <c>reject 1-65535</c>.</summary>
    /// <param name="text">The text, without the keyword <c>p</c>.</param>
    /// <param name="result">The summary, or null.</param>
    /// <returns>Whether the text is a policy summary.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out ExitPolicySummary? result)
    {
        result = null;
        var parts = text?.Split(' ', 2);
        if (parts is not ["accept" or "reject", { Length: > 0 } list])
        {
            return false;
        }

        List<(ushort First, ushort Last)> ranges = [];
        foreach (var item in list.Split(','))
        {
            var dash = item.IndexOf('-', StringComparison.Ordinal);
            var (first, last) = dash < 0 ? (item, item) : (item[..dash], item[(dash + 1)..]);
            if (!TryParsePort(first, out var firstPort) || !TryParsePort(last, out var lastPort) || firstPort > lastPort)
            {
                return false;
            }

            ranges.Add((firstPort, lastPort));
        }

        result = new ExitPolicySummary(string.Equals(parts[0], "accept", StringComparison.Ordinal), Merge(ranges));
        return true;
    }

    /// <summary>Tells whether a port can be reached through the exit. O(number of ranges).</summary>
    /// <param name="port">The destination port, 1 to 65535.</param>
    public bool Accepts(ushort port)
    {
        foreach (var (first, last) in _ranges)
        {
            if (port >= first && port <= last)
            {
                return _accept;
            }
        }

        return !_accept;
    }

    private static (ushort First, ushort Last)[] Merge(List<(ushort First, ushort Last)> ranges)
    {
        ranges.Sort();
        List<(ushort First, ushort Last)> merged = new(ranges.Count);
        foreach (var range in ranges)
        {
            if (merged.Count != 0 && range.First <= merged[^1].Last + 1)
            {
                merged[^1] = (merged[^1].First, Math.Max(merged[^1].Last, range.Last));
            }
            else
            {
                merged.Add(range);
            }
        }

        return [.. merged];
    }

    private static bool TryParsePort(string text, out ushort port) =>
        ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port != 0;
}
