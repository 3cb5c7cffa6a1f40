namespace TorIntel.Pipelines;

/// <summary>The keys that a record of key=value pairs has, by the rules of its dialect.</summary>
internal sealed class KeyValueText
{
    private readonly List<(int Start, int Length)> _keys = [];

    /// <summary>Gets what stands between pairs.</summary>
    public byte Delimiter { get; private set; }

    /// <summary>Finds the keys of a record.</summary>
    /// <param name="text">The record.</param>
    /// <param name="form">The dialect.</param>
    public void Read(ReadOnlySpan<byte> text, TagForm form)
    {
        _keys.Clear();
        Delimiter = (byte)' ';
        switch (form)
        {
            case TagForm.CefExtension:
                ReadCef(text, BehindPipes(text, "CEF:"u8, 7));
                break;
            case TagForm.LeefAttributes:
                ReadLeef(text);
                break;
            default:
                ReadPlain(text);
                break;
        }
    }

    /// <summary>Tells whether the record has a key.</summary>
    public bool Has(ReadOnlySpan<byte> text, ReadOnlySpan<byte> key)
    {
        foreach (var (start, length) in _keys)
        {
            if (text.Slice(start, length).SequenceEqual(key))
            {
                return true;
            }
        }

        return false;
    }

    // Where the pairs begin behind a header of fields that end in pipes; the beginning of the text if there is no such header.
    private static int BehindPipes(ReadOnlySpan<byte> text, ReadOnlySpan<byte> start, int pipes)
    {
        var found = text.IndexOf(start);
        for (var i = Math.Max(found, 0); found >= 0 && i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == '|' && --pipes == 0)
            {
                return i + 1;
            }
        }

        return 0;
    }

    // A value may have blanks, so a key is the word in front of an equals sign that is not escaped.
    private void ReadCef(ReadOnlySpan<byte> text, int start)
    {
        for (var i = start; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == '=')
            {
                var keyStart = start + text[start..i].LastIndexOf((byte)' ') + 1;
                _keys.Add((keyStart, i - keyStart));
            }
        }
    }

    private void ReadLeef(ReadOnlySpan<byte> text)
    {
        var start = BehindPipes(text, "LEEF:"u8, 5);
        Delimiter = (byte)'\t';
        if (text.IndexOf("LEEF:2"u8) >= 0)
        {
            // The delimiter itself, or its number; some writers leave this field out.
            var length = text[start..].IndexOf((byte)'|');
            var field = length is < 0 or > 5 ? default : text.Slice(start, length);
            if (length is >= 0 and <= 5 && !field.Contains((byte)'='))
            {
                Delimiter = DelimiterOf(field);
                start += length + 1;
            }
        }

        while (start < text.Length)
        {
            var length = text[start..].IndexOf(Delimiter);
            length = length < 0 ? text.Length - start : length;
            var key = text.Slice(start, length).IndexOf((byte)'=');
            if (key >= 0)
            {
                _keys.Add((start, key));
            }

            start += length + 1;
        }
    }

    private static byte DelimiterOf(ReadOnlySpan<byte> field)
    {
        var digits = field is [(byte)'0', (byte)'x' or (byte)'X', ..] ? field[2..] : field is [(byte)'x' or (byte)'X', _, ..] ? field[1..] : default;
        return System.Buffers.Text.Utf8Parser.TryParse(digits, out byte value, out var used, 'x') && used == digits.Length && value != 0 ? value
            : field is [var only] ? only
            : (byte)'\t';
    }

    private void ReadPlain(ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var start = i;
            while (i < text.Length && text[i] is not ((byte)' ' or (byte)'=' or (byte)'"' or (byte)','))
            {
                i++;
            }

            if (i < text.Length && text[i] == '=')
            {
                _keys.Add((start, i - start));
                i++;
            }

            if (i < text.Length && text[i] == '"')
            {
                for (i++; i < text.Length && text[i] != '"'; i++)
                {
                    i += text[i] == '\\' ? 1 : 0;
                }
            }
        }
    }
}
