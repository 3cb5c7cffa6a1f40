namespace TorIntel;

/// <summary>Reads the parts of a time from the beginning of a text on. A part that is not there leaves the rest as it was.</summary>
internal ref partial struct TimeScanner(ReadOnlySpan<byte> text)
{
    /// <summary>Gets or sets the year; 0 if there is none.</summary>
    public int Year { get; set; }

    public int Month { get; set; }

    public int Day { get; set; }

    public int Hour { get; private set; }

    public int Minute { get; private set; }

    public int Second { get; private set; }

    /// <summary>Gets the fraction of the second.</summary>
    public long Ticks { get; private set; }

    /// <summary>Gets or sets the zone's offset from UTC; null if there is none.</summary>
    public int? ZoneMinutes { get; set; }

    /// <summary>Gets what was not read yet.</summary>
    public ReadOnlySpan<byte> Rest { get; private set; } = text;

    public readonly bool IsAtEnd => Rest.IsEmpty;

    /// <summary>Reads a date and the time of day, or the date alone.</summary>
    public bool TryDateAndTime()
    {
        if (Rest.IsEmpty)
        {
            return false;
        }

        if (!char.IsAsciiDigit((char)Rest[0]))
        {
            return TryMonthFirst();
        }

        if (!TryDate())
        {
            return false;
        }

        if (Rest.IsEmpty)
        {
            return true; // The date alone.
        }

        return (TryChar('T') || TryChar('t') || TryChar(':') || TryBlanks()) && TryTimeOfDay();
    }

    /// <summary>Reads <c>2026-08-22</c>, <c>2026/08/22</c>, <c>22/Aug/2026</c>, <c>22-Aug-2026</c>, <c>22 Aug 2026</c>, <c>8/22/2026</c> or <c>22.8.2026</c>.</summary>
    public bool TryDate()
    {
        if (!TryNumber(4, out var first, out var digits) || Rest.IsEmpty)
        {
            return false;
        }

        var separator = (char)Rest[0];
        Rest = Rest[1..];
        if (digits == 4)
        {
            if (separator is not ('-' or '/' or '.') || !TryNumber(2, out var month, out _) || !TryChar(separator) || !TryNumber(2, out var day, out _))
            {
                return false;
            }

            (Year, Month, Day) = (first, month, day);
            return true;
        }

        if (digits > 2)
        {
            return false;
        }

        if (separator is '/' or '-' or ' ' && TryMonth())
        {
            Day = first;
            return TryChar(separator) && TryYear();
        }

        if (separator is not ('/' or '.') || !TryNumber(2, out var second, out _) || !TryChar(separator))
        {
            return false;
        }

        // With points the day comes first everywhere; with slashes the month, unless it cannot be one.
        (Month, Day) = separator == '.' || first > 12 ? (second, first) : (first, second);
        return TryYear();
    }

    /// <summary>Reads <c>21:13:34</c>, <c>9:13:34 PM</c>, with or without a fraction.</summary>
    public bool TryTimeOfDay()
    {
        if (!TryNumber(2, out var hour, out _) || !TryChar(':') || !TryNumber(2, out var minute, out var minuteDigits) || minuteDigits != 2
            || !TryChar(':') || !TryNumber(2, out var second, out var secondDigits) || secondDigits != 2 || !TryFraction())
        {
            return false;
        }

        (Hour, Minute, Second) = (hour, minute, second);
        var isAfternoon = TryWord(" PM"u8);
        if (isAfternoon || TryWord(" AM"u8))
        {
            Hour = (hour % 12) + (isAfternoon ? 12 : 0);
            return hour is >= 1 and <= 12;
        }

        return true;
    }

    /// <summary>Reads a zone: <c>Z</c>, <c>+02:00</c>, <c>+0200</c>, <c>UTC</c>, <c>GMT+02:00</c>, <c>+0000 UTC</c>. Another name is left.</summary>
    public bool TryZone()
    {
        var start = Rest;
        _ = TryBlanks();
        if (Rest.IsEmpty)
        {
            return true;
        }

        if (TryWord("Z"u8))
        {
            ZoneMinutes = 0;
            return true;
        }

        var isNamed = TryWord("UTC"u8) || TryWord("GMT"u8);
        if (TryOffset(out var minutes))
        {
            ZoneMinutes = minutes;
            _ = minutes == 0 && (TryWord(" UTC"u8) || TryWord(" GMT"u8)); // As Go prints it.
            return true;
        }

        if (isNamed)
        {
            ZoneMinutes = 0;
            return true;
        }

        Rest = start;
        return true;
    }

    // "Sun Aug 22 21:13:34.5 2026", "Aug 22 2026 21:13:34", "Aug 22 21:13:34".
    private bool TryMonthFirst()
    {
        if (!TryMonth())
        {
            var blank = Rest.IndexOf((byte)' ');
            if (blank is not (3 or 4) || (blank == 4 && Rest[3] != ','))
            {
                return false;
            }

            Rest = Rest[blank..];
            _ = TryBlanks();
            if (!TryMonth())
            {
                return blank == 4 && TryDate() && TryBlanks() && TryTimeOfDay(); // "Sat, 22 Aug 2026 21:13:34"
            }
        }

        if (!TryBlanks() || !TryNumber(2, out var day, out _))
        {
            return false;
        }

        Day = day;
        _ = TryChar(',');
        if (!TryBlanks())
        {
            return false;
        }

        if (Rest.Length > 4 && Rest[4] == ' ' && (!TryYear() || !TryBlanks()))
        {
            return false;
        }

        if (!TryTimeOfDay())
        {
            return false;
        }

        // The year behind is told from a zone by its digits.
        var rest = Rest;
        if (Year == 0 && TryBlanks() && !TryYear())
        {
            Rest = rest;
        }

        return true;
    }
}
