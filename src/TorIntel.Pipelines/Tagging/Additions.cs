using System.Runtime.InteropServices;
using System.Text;

namespace TorIntel.Pipelines;

/// <summary>The values of a schema's fields for one event, as JSON. Used again for each event.</summary>
internal sealed class Additions(int fieldCount)
{
    private const int ShortText = 256;

    private readonly Entry[] _entries = new Entry[fieldCount];
    private readonly List<(int Start, int Length)> _elements = [];
    private readonly ByteBuffer _bytes = new();

    public void Clear()
    {
        Array.Clear(_entries);
        _elements.Clear();
        _bytes.Clear();
    }

    public bool Has(SchemaField field) => _entries[field.Index].IsSet;

    /// <summary>Gives a value as JSON; of several strings or objects what stands between the brackets.</summary>
    public ReadOnlySpan<byte> Json(SchemaField field)
    {
        ref readonly var entry = ref _entries[field.Index];
        return _bytes.Bytes.Slice(entry.Start, entry.Length);
    }

    /// <summary>Gives how many strings a field holds.</summary>
    public int CountOf(SchemaField field) => _entries[field.Index].ElementCount;

    /// <summary>Gives the inside of one of the strings of a field, as it is written in JSON.</summary>
    public ReadOnlySpan<byte> ElementOf(SchemaField field, int index)
    {
        var (start, length) = _elements[_entries[field.Index].FirstElement + index];
        return _bytes.Bytes.Slice(start, length);
    }

    public void Set(SchemaField field, ReadOnlySpan<byte> text)
    {
        var output = Begin(field);
        output.Write((byte)'"');
        output.WriteEscaped(text);
        output.Write((byte)'"');
        End(field);
    }

    public void Set(SchemaField field, string? text)
    {
        if (text is not null)
        {
            Span<byte> buffer = stackalloc byte[ShortText];
            Set(field, Encoding.UTF8.TryGetBytes(text, buffer, out var length) ? buffer[..length] : Encoding.UTF8.GetBytes(text));
        }
    }

    public void Set(SchemaField field, DateTimeOffset? time)
    {
        if (time is { } value)
        {
            Set(field, TimeText.ToIso(value));
        }
    }

    public void Set(SchemaField field, long number)
    {
        Begin(field).Write(number);
        End(field);
    }

    public void Set(SchemaField field, bool value)
    {
        Begin(field).Write(value ? "true"u8 : "false"u8);
        End(field);
    }

    /// <summary>Sets several strings at once, those only that differ.</summary>
    public void SetAll<T>(SchemaField field, IEnumerable<T> items, Func<T, string?> text)
    {
        foreach (var item in items)
        {
            Add(field, text(item));
        }
    }

    public void Add(SchemaField field, string? text)
    {
        if (text is not null)
        {
            Span<byte> buffer = stackalloc byte[ShortText];
            Add(field, Encoding.UTF8.TryGetBytes(text, buffer, out var length) ? buffer[..length] : Encoding.UTF8.GetBytes(text));
        }
    }

    /// <summary>Adds a string to a field of several, unless it is there. The strings of a field are added one after the other, no other field between them.</summary>
    /// <param name="field">The field.</param>
    /// <param name="text">The string.</param>
    /// <param name="mayRepeat">Whether it is added also if it is there, for fields whose strings stand beside those of another.</param>
    public void Add(SchemaField field, ReadOnlySpan<byte> text, bool mayRepeat = false)
    {
        ref var entry = ref _entries[field.Index];
        var start = _bytes.Length;
        if (!entry.IsSet)
        {
            entry = new Entry { IsSet = true, Start = start, FirstElement = _elements.Count };
        }

        _bytes.Write(entry.ElementCount == 0 ? "\""u8 : ",\""u8);
        var inside = _bytes.Length;
        _bytes.WriteEscaped(text);
        var element = (inside, _bytes.Length - inside);
        for (var i = 0; i < entry.ElementCount && !mayRepeat; i++)
        {
            if (ElementOf(field, i).SequenceEqual(_bytes.Bytes[inside..]))
            {
                _bytes.Truncate(start);
                return;
            }
        }

        _bytes.Write((byte)'"');
        _elements.Add(element);
        entry.ElementCount++;
        entry.Length = _bytes.Length - entry.Start;
    }

    /// <summary>Begins a field whose value is written as JSON.</summary>
    public ByteBuffer Begin(SchemaField field)
    {
        _entries[field.Index] = new Entry { IsSet = true, Start = _bytes.Length };
        return _bytes;
    }

    public void End(SchemaField field)
    {
        ref var entry = ref _entries[field.Index];
        entry.Length = _bytes.Length - entry.Start;
        entry.IsSet = entry.Length != 0;
    }

    /// <summary>Writes a value as the right side of a JSON member.</summary>
    public void WriteJson(SchemaField field, ByteBuffer output)
    {
        switch (field.Kind)
        {
            case FieldKind.Words:
                output.Write((byte)'"');
                WriteJoined(field, output);
                output.Write((byte)'"');
                break;
            case FieldKind.List or FieldKind.Objects:
                output.Write((byte)'[');
                output.Write(Json(field));
                output.Write((byte)']');
                break;
            default:
                output.Write(Json(field));
                break;
        }
    }

    /// <summary>Writes a value as plain text: strings without quotes and escapes, several joined by commas; objects as JSON.</summary>
    public void WriteText(SchemaField field, ByteBuffer output)
    {
        switch (field.Kind)
        {
            case FieldKind.Words or FieldKind.List:
                for (var i = 0; i < CountOf(field); i++)
                {
                    output.Write(i == 0 ? default : ","u8);
                    WriteUnescaped(ElementOf(field, i), output);
                }

                break;
            case FieldKind.Text or FieldKind.Time:
                WriteUnescaped(Json(field)[1..^1], output);
                break;
            default:
                WriteJson(field, output);
                break;
        }
    }

    private static void WriteUnescaped(ReadOnlySpan<byte> inside, ByteBuffer output) =>
        output.Write(inside.Contains((byte)'\\') ? JsonText.Unescape(inside, new byte[inside.Length + 4]) : inside);

    private void WriteJoined(SchemaField field, ByteBuffer output)
    {
        for (var i = 0; i < CountOf(field); i++)
        {
            output.Write(i == 0 ? default : ","u8);
            output.Write(ElementOf(field, i));
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private struct Entry
    {
        public bool IsSet;
        public int Start;
        public int Length;
        public int FirstElement;
        public int ElementCount;
    }
}
