using System.Globalization;

namespace TorIntel.Controls;

/// <summary>A file of a target, whole and in memory: to be written beside the one that is there, flushed, and renamed over it.</summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed class ControlFile
{
    private const double ShrinkLimit = 0.5;

    private readonly bool _isInbound;
    private readonly bool _isOutbound;

    internal ControlFile(string name, ReadOnlyMemory<byte> content, ControlResult result, bool isInbound, bool isOutbound)
    {
        Name = name;
        Content = content;
        Result = result;
        _isInbound = isInbound;
        _isOutbound = isOutbound;
    }

    /// <summary>Gets the customary name.</summary>
    public string Name { get; }

    /// <summary>Gets the bytes.</summary>
    public ReadOnlyMemory<byte> Content { get; }

    /// <summary>Gets what is in it.</summary>
    public ControlResult Result { get; }

    /// <summary>Tells why a file that is there should not be replaced by this one without asking: less than half of what it has is left.</summary>
    /// <remarks>
    /// By the rows of each direction that the policy has, altogether and of each family, where files say them: in headers, descriptions, and tables with a column for it; by size otherwise. O(n).
    /// </remarks>
    /// <param name="previous">The file that is there.</param>
    /// <returns>The reason; null if there is none.</returns>
    public string? WhyShrunken(ReadOnlySpan<byte> previous)
    {
        if (RowCounts.Read(previous) is { } before && RowCounts.Read(Content.Span) is { } now)
        {
            return before.HasShrunkenTo(now, _isInbound, _isOutbound) ? $"less than half would be left: from {before} to {now}" : null;
        }

        return Content.Length >= previous.Length * ShrinkLimit ? null
            : string.Create(CultureInfo.InvariantCulture, $"less than half would be left: from {previous.Length} to {Content.Length} bytes");
    }
}
