namespace TorIntel;

/// <summary>Reads STIX patterns that say nothing but "this address or that one".</summary>
internal ref struct StixPattern
{
    private const string OtherForm = "a pattern that is more than addresses joined by OR";

    private ReadOnlySpan<byte> _rest;

    private StixPattern(ReadOnlySpan<byte> pattern) => _rest = pattern;

    /// <summary>Reads a pattern.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="prefixes">Takes the addresses; some may be in it also if the pattern cannot be used.</param>
    /// <returns>Why it cannot be used; null if it can.</returns>
    public static string? Read(ReadOnlySpan<byte> pattern, List<IPPrefix> prefixes) => new StixPattern(pattern).Read(prefixes);

    private string? Read(List<IPPrefix> prefixes)
    {
        do
        {
            if (!TryTake("["u8))
            {
                return OtherForm;
            }

            do
            {
                if (ReadComparison(prefixes) is { } problem)
                {
                    return problem;
                }
            }
            while (TryTake("OR"u8));

            if (!TryTake("]"u8))
            {
                return OtherForm;
            }
        }
        while (TryTake("OR"u8));

        return _rest.Trim(" \t\r\n"u8).IsEmpty ? null : OtherForm;
    }

    private string? ReadComparison(List<IPPrefix> prefixes)
    {
        var isIPv4 = TryTake("ipv4-addr:value"u8);
        if (!isIPv4 && !TryTake("ipv6-addr:value"u8))
        {
            return "a pattern about other things than addresses";
        }

        if (TryTake("="u8) || TryTake("ISSUBSET"u8))
        {
            return ReadAddress(isIPv4, prefixes);
        }

        if (!TryTake("IN"u8) || !TryTake("("u8))
        {
            return OtherForm;
        }

        do
        {
            if (ReadAddress(isIPv4, prefixes) is { } problem)
            {
                return problem;
            }
        }
        while (TryTake(","u8));
        return TryTake(")"u8) ? null : OtherForm;
    }

    private string? ReadAddress(bool isIPv4, List<IPPrefix> prefixes)
    {
        if (!TryTake("'"u8))
        {
            return OtherForm;
        }

        var end = _rest.IndexOf((byte)'\'');
        if (end < 0)
        {
            return OtherForm;
        }

        var text = _rest[..end];
        _rest = _rest[(end + 1)..];
        if (!IPPrefix.TryParse(text, out var prefix) || prefix.IsIPv4 != isIPv4)
        {
            return $"'{PrintableText.Of(text)}' is no {(isIPv4 ? "IPv4" : "IPv6")} address";
        }

        prefixes.Add(prefix);
        return null;
    }

    // Words end where letters do.
    private bool TryTake(ReadOnlySpan<byte> word)
    {
        var rest = _rest.TrimStart(" \t\r\n"u8);
        if (!rest.StartsWith(word) || (char.IsAsciiLetter((char)word[^1]) && rest.Length > word.Length && char.IsAsciiLetterOrDigit((char)rest[word.Length])))
        {
            return false;
        }

        _rest = rest[word.Length..];
        return true;
    }
}
