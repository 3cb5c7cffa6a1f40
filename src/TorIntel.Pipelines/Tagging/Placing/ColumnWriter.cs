using System.Buffers;

namespace TorIntel.Pipelines;

/// <summary>Writes what is added as further columns of a row.</summary>
internal sealed class ColumnWriter
{
    private static readonly SearchValues<byte> s_quoted = SearchValues.Create("\",;|\r\n\t "u8);

    private readonly ByteBuffer _text = new();

    /// <summary>Writes a column of the row.</summary>
    /// <param name="additions">The values.</param>
    /// <param name="field">The field of the column.</param>
    /// <param name="form">How columns are written.</param>
    /// <param name="unset">What stands for no value.</param>
    /// <param name="output">What takes it.</param>
    public void Write(Additions additions, SchemaField field, TagForm form, ReadOnlySpan<byte> unset, ByteBuffer output)
    {
        output.Write(DelimiterOf(form));
        if (!additions.Has(field))
        {
            output.Write(unset);
            return;
        }

        _text.Clear();
        if (form == TagForm.TabColumn && field.Kind == FieldKind.Boolean)
        {
            _text.Write(additions.Json(field).SequenceEqual("true"u8) ? "T"u8 : "F"u8); // As Zeek writes it.
        }
        else if (form == TagForm.TabColumn && field.Kind == FieldKind.Time && TimeText.TryParseIso(additions.Json(field)[1..^1], out var time))
        {
            _text.Write(time.ToUnixTimeSeconds());
            _text.Write(".000000"u8);
        }
        else
        {
            additions.WriteText(field, _text);
        }

        WriteValue(_text.Bytes.IsEmpty ? unset : _text.Bytes, form, field.Kind is FieldKind.Object or FieldKind.Objects, output);
    }

    /// <summary>Writes a column that holds a JSON object.</summary>
    public static void WriteObject(ReadOnlySpan<byte> json, TagForm form, ByteBuffer output)
    {
        output.Write(DelimiterOf(form));
        WriteValue(json, form, isJson: true, output);
    }

    private static byte DelimiterOf(TagForm form) => form switch
    {
        TagForm.TabColumn => (byte)'\t',
        TagForm.SpaceColumn => (byte)' ',
        TagForm.SemicolonColumn => (byte)';',
        TagForm.BarColumn => (byte)'|',
        _ => (byte)',',
    };

    private static void WriteValue(ReadOnlySpan<byte> text, TagForm form, bool isJson, ByteBuffer output)
    {
        switch (form)
        {
            case TagForm.CommaColumn or TagForm.SemicolonColumn or TagForm.BarColumn:
                WriteQuoted(text, output);
                break;
            case TagForm.SpaceColumn:
                // JSON has blanks in strings only, where they can be escaped; other text has the customary plus.
                WriteReplaced(text, isJson ? "\\u0020"u8 : "+"u8, output);
                break;
            default:
                WriteEscaped(text, output);
                break;
        }
    }

    // RFC 4180.
    private static void WriteQuoted(ReadOnlySpan<byte> text, ByteBuffer output)
    {
        if (!text.ContainsAny(s_quoted))
        {
            output.Write(text);
            return;
        }

        output.Write((byte)'"');
        foreach (var c in text)
        {
            output.Write(c == '"' ? "\"\""u8 : c is (byte)'\r' or (byte)'\n' ? " "u8 : [c]);
        }

        output.Write((byte)'"');
    }

    private static void WriteReplaced(ReadOnlySpan<byte> text, ReadOnlySpan<byte> blank, ByteBuffer output)
    {
        foreach (var c in text)
        {
            output.Write(c <= ' ' ? blank : [c]);
        }
    }

    // What would end a column or a line, as Zeek writes it.
    private static void WriteEscaped(ReadOnlySpan<byte> text, ByteBuffer output)
    {
        foreach (var c in text)
        {
            if (c < ' ')
            {
                output.Write("\\x"u8);
                output.Write((byte)(c < 16 ? '0' : '1'));
                output.Write("0123456789abcdef"u8[c & 15]);
            }
            else
            {
                output.Write(c);
            }
        }
    }
}
