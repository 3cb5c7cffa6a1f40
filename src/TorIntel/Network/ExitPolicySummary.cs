using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

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
    /// <param name="utf8Text">The text, without the keyword <c>p</c>.</param>
    /// <param name="result">The summary, or null.</param>
    /// <returns>Whether the text is a policy summary.</returns>
    public static bool TryParse(ReadOnlySpan<byte> utf8Text, [NotNullWhen(true)] out ExitPolicySummary? result)
    {
        result = null;
        var isAccept = utf8Text.StartsWith("accept "u8);
        if (!isAccept && !utf8Text.StartsWith("reject "u8))
        {
            return false;
        }

        var list = utf8Text["accept ".Length..];
        List<(ushort First, ushort Last)> ranges = [];
        foreach (var item in list.Split((byte)','))
        {
            if (!TryParseRange(list[item], out var first, out var last) || list[item] is [(byte)'*'])
            {
                return false;
            }

            ranges.Add((first, last));
        }

        result = new ExitPolicySummary(isAccept, Merge(ranges));
        return true;
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{byte}, out ExitPolicySummary)"/>
    /// <param name="text">The text, without the keyword <c>p</c>.</param>
    /// <param name="result">The summary, or null.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out ExitPolicySummary? result)
    {
        result = null;
        return text is not null && TryParse(Encoding.UTF8.GetBytes(text), out result);
    }

    /// <summary>Writes the summary as a <c>p</c> line has it, neighbouring ranges joined.</summary>
    public override string ToString() =>
        (_accept ? "accept " : "reject ") + string.Join(',', _ranges.Select(range => range.First == range.Last
            ? range.First.ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{range.First}-{range.Last}")));

    /// <summary>Reads <c>*</c>, <c>80</c> or <c>80-443</c>; ports from 1 on.</summary>
    internal static bool TryParseRange(ReadOnlySpan<byte> text, out ushort first, out ushort last)
    {
        (first, last) = (1, ushort.MaxValue);
        if (text is [(byte)'*'])
        {
            return true;
        }

        var dash = text.IndexOf((byte)'-');
        var isRange = AddressText.TryParsePort(dash < 0 ? text : text[..dash], out first);
        last = first;
        return isRange && (dash < 0 || AddressText.TryParsePort(text[(dash + 1)..], out last)) && first != 0 && first <= last;
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
}
