namespace TorIntel.Pipelines;

/// <summary>A column that has parts with names.</summary>
/// <param name="Column">The column, by name or number.</param>
/// <param name="Separator">What stands between the parts.</param>
/// <param name="AtLast">Whether the last separator counts rather than the first ones.</param>
/// <param name="Parts">The names of the parts; the last one has all the rest.</param>
internal sealed record ColumnSplit(string Column, byte Separator, bool AtLast, string[] Parts)
{
    /// <summary>Finds a part of a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="part">The number of the part.</param>
    /// <param name="start">Where it begins in the value.</param>
    /// <param name="length">How long it is.</param>
    /// <returns>Whether the value has that part.</returns>
    public bool TryFind(ReadOnlySpan<byte> value, int part, out int start, out int length)
    {
        (start, length) = (0, value.Length);
        if (AtLast)
        {
            var last = value.LastIndexOf(Separator);
            (start, length) = part == 0 ? (0, last) : (last + 1, value.Length - last - 1);
            return last >= 0;
        }

        for (var i = 0; ; i++)
        {
            var end = i == Parts.Length - 1 ? -1 : value[start..].IndexOf(Separator);
            if (i == part)
            {
                length = end < 0 ? value.Length - start : end;
                return true;
            }

            if (end < 0)
            {
                return false;
            }

            start += end + 1;
        }
    }
}
