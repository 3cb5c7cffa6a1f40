using System.Text;

namespace TorIntel;

/// <content>The small parts.</content>
internal ref partial struct TimeScanner
{
    private bool TryYear()
    {
        var rest = Rest;
        if (TryNumber(4, out var year, out var digits) && digits == 4 && (Rest.IsEmpty || !char.IsAsciiDigit((char)Rest[0])))
        {
            Year = year;
            return true;
        }

        Rest = rest;
        return false;
    }

    private bool TryMonth()
    {
        var month = Rest.Length < 3 ? -1 : "JanFebMarAprMayJunJulAugSepOctNovDec"u8.IndexOf(Rest[..3]);
        if (month < 0 || month % 3 != 0)
        {
            return false;
        }

        Month = (month / 3) + 1;
        Rest = Rest[3..];
        return true;
    }

    private bool TryFraction()
    {
        var rest = Rest;
        var isRight = TimeText.TryReadFraction(ref rest, out var ticks);
        Ticks += ticks;
        Rest = rest;
        return isRight;
    }

    private bool TryOffset(out int minutes)
    {
        minutes = 0;
        var start = Rest;
        var isNegative = TryChar('-');
        if ((isNegative || TryChar('+')) && TryNumber(4, out var hours, out var digits) && digits != 3)
        {
            if (digits == 4)
            {
                (hours, minutes) = (hours / 100, hours % 100);
            }
            else if (TryChar(':') && (!TryNumber(2, out minutes, out digits) || digits != 2))
            {
                hours = int.MaxValue;
            }

            if (hours <= 14 && minutes <= 59)
            {
                minutes += hours * 60;
                minutes = isNegative ? -minutes : minutes;
                return true;
            }
        }

        Rest = start;
        return false;
    }

    private bool TryNumber(int maxDigits, out int value, out int digits)
    {
        value = 0;
        for (digits = 0; digits < Rest.Length && digits < maxDigits && char.IsAsciiDigit((char)Rest[digits]); digits++)
        {
            value = (value * 10) + (Rest[digits] - '0');
        }

        Rest = Rest[digits..];
        return digits != 0;
    }

    private bool TryChar(char value)
    {
        var isThere = !Rest.IsEmpty && Rest[0] == value;
        Rest = isThere ? Rest[1..] : Rest;
        return isThere;
    }

    private bool TryBlanks()
    {
        var length = Rest.Length;
        Rest = Rest.TrimStart((byte)' ');
        return Rest.Length != length;
    }

    // Not the beginning of a longer one.
    private bool TryWord(ReadOnlySpan<byte> word)
    {
        if (Rest.Length < word.Length || !Ascii.EqualsIgnoreCase(Rest[..word.Length], word) || (Rest.Length > word.Length && char.IsAsciiLetter((char)Rest[word.Length])))
        {
            return false;
        }

        Rest = Rest[word.Length..];
        return true;
    }
}
