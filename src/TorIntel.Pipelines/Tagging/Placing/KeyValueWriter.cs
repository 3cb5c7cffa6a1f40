using System.Buffers;
using System.Text;

namespace TorIntel.Pipelines;

/// <summary>Writes what is added as pairs at the end of a record of key=value pairs, with no key that is there already.</summary>
/// <remarks>
/// Plain (FortiGate, netfilter): names as they are, values quoted where they need it. CEF and LEEF: names in camel case; CEF has its escapes, and also
/// <c>cat</c> and the first free custom string, so that products that know the standard keys only see something too.
/// </remarks>
internal sealed class KeyValueWriter(IReadOnlyList<SchemaField> fields)
{
    private const int CustomStrings = 6;

    private static readonly SearchValues<byte> s_unquoted = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.:/+-"u8);

    private readonly byte[][] _plainKeys = [.. fields.Select(field => Encoding.ASCII.GetBytes(field.Column))];
    private readonly byte[][] _camelKeys = [.. fields.Select(field => Encoding.ASCII.GetBytes(CamelCase(field.Column)))];
    private readonly KeyValueText _keys = new();
    private readonly ByteBuffer _value = new();

    /// <summary>Writes the pairs.</summary>
    /// <param name="text">The record.</param>
    /// <param name="at">Where they go, the end of the record.</param>
    /// <param name="form">The dialect.</param>
    /// <param name="additions">The values.</param>
    /// <param name="roles">The roles, for the custom string of CEF.</param>
    /// <param name="insertions">What takes them.</param>
    /// <returns>Why the record cannot be tagged, or null.</returns>
    public string? Write(ReadOnlySpan<byte> text, int at, TagForm form, Additions additions, RelayRoles roles, Insertions insertions)
    {
        var names = form == TagForm.KeyValue ? _plainKeys : _camelKeys;
        _keys.Read(text[..at], form);
        for (var i = 0; i < fields.Count; i++)
        {
            if (fields[i].Policy == FieldPolicy.Own && _keys.Has(text, names[i]))
            {
                return TagNames.AlreadyThere(Encoding.ASCII.GetString(names[i]));
            }
        }

        insertions.Begin(at);
        var output = insertions.Bytes;
        var isDelimited = at == 0 || text[at - 1] == _keys.Delimiter || text[at - 1] == '|';
        for (var i = 0; i < fields.Count; i++)
        {
            if (additions.Has(fields[i]) && !_keys.Has(text, names[i]))
            {
                _value.Clear();
                additions.WriteText(fields[i], _value);
                WritePair(names[i], _value.Bytes, form, output, ref isDelimited);
            }
        }

        if (form == TagForm.CefExtension)
        {
            WriteStandard(text, roles, output, ref isDelimited);
        }

        insertions.End();
        return null;
    }

    private static string CamelCase(string name)
    {
        var words = name.Split('_', '.', '-', '@');
        return words[0] + string.Concat(words[1..].Select(word => word.Length == 0 ? "" : char.ToUpperInvariant(word[0]) + word[1..]));
    }

    private void WriteStandard(ReadOnlySpan<byte> text, RelayRoles roles, ByteBuffer output, ref bool isDelimited)
    {
        if (!_keys.Has(text, "cat"u8))
        {
            WritePair("cat"u8, "Tor"u8, TagForm.CefExtension, output, ref isDelimited);
        }

        if (roles == RelayRoles.None)
        {
            return;
        }

        Span<byte> key = [(byte)'c', (byte)'s', (byte)'1', .. "Label"u8];
        for (var i = 0; i < CustomStrings; i++)
        {
            key[2] = (byte)('1' + i);
            if (!_keys.Has(text, key) && !_keys.Has(text, key[..3]))
            {
                WritePair(key, "TorRole"u8, TagForm.CefExtension, output, ref isDelimited);
                WritePair(key[..3], Encoding.ASCII.GetBytes(string.Join(',', RoleList.NamesOf(roles))), TagForm.CefExtension, output, ref isDelimited);
                return;
            }
        }
    }

    private void WritePair(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, TagForm form, ByteBuffer output, ref bool isDelimited)
    {
        if (!isDelimited)
        {
            output.Write(_keys.Delimiter);
        }

        isDelimited = false;
        output.Write(key);
        output.Write((byte)'=');
        switch (form)
        {
            case TagForm.CefExtension:
                WriteCef(value, output);
                break;
            case TagForm.LeefAttributes:
                WriteLeef(value, output);
                break;
            default:
                WritePlain(value, output);
                break;
        }
    }

    private static void WritePlain(ReadOnlySpan<byte> value, ByteBuffer output)
    {
        if (!value.IsEmpty && !value.ContainsAnyExcept(s_unquoted))
        {
            output.Write(value);
            return;
        }

        output.Write((byte)'"');
        foreach (var c in value)
        {
            output.Write(c is (byte)'"' or (byte)'\\' ? [(byte)'\\', c] : c < ' ' ? " "u8 : [c]);
        }

        output.Write((byte)'"');
    }

    private static void WriteCef(ReadOnlySpan<byte> value, ByteBuffer output)
    {
        foreach (var c in value)
        {
            output.Write(c switch
            {
                (byte)'\\' => "\\\\"u8,
                (byte)'=' => "\\="u8,
                (byte)'\n' => "\\n"u8,
                (byte)'\r' => "\\r"u8,
                _ => [c],
            });
        }
    }

    // There are no escapes: what would end the value becomes a blank.
    private void WriteLeef(ReadOnlySpan<byte> value, ByteBuffer output)
    {
        foreach (var c in value)
        {
            output.Write(c == _keys.Delimiter || c < ' ' ? (byte)' ' : c);
        }
    }
}
