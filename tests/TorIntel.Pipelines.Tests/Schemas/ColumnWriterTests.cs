using System.Text;

namespace TorIntel.Pipelines.Tests;

public sealed class ColumnWriterTests
{
    [Theory]
    [InlineData("", "\t-", ",", " -")]
    [InlineData("a", "\ta", ",a", " a")]
    [InlineData("a b", "\ta b", ",\"a b\"", " a+b")]
    [InlineData("a,b", "\ta,b", ",\"a,b\"", " a,b")]
    [InlineData("a\"b", "\ta\"b", ",\"a\"\"b\"", " a\"b")]
    [InlineData("a\tb\nc", "\ta\\x09b\\x0ac", ",\"a\tb c\"", " a+b+c")]
    [InlineData("ü\\", "\tü\\", ",ü\\", " ü\\")]
    public void Text(string value, string tab, string comma, string blank)
    {
        Assert.Equal(tab, Write(FieldKind.Text, TagForm.TabColumn, (additions, field) => additions.Set(field, value)));
        Assert.Equal(comma, Write(FieldKind.Text, TagForm.CommaColumn, (additions, field) => additions.Set(field, value)));
        Assert.Equal(blank, Write(FieldKind.Text, TagForm.SpaceColumn, (additions, field) => additions.Set(field, value)));
    }

    [Fact]
    public void Zeek_has_forms_of_its_own_for_times_and_truth()
    {
        Assert.Equal("\tT", Write(FieldKind.Boolean, TagForm.TabColumn, (additions, field) => additions.Set(field, value: true)));
        Assert.Equal(",true", Write(FieldKind.Boolean, TagForm.CommaColumn, (additions, field) => additions.Set(field, value: true)));
        Assert.Equal("\t1787432400.000000", Write(FieldKind.Time, TagForm.TabColumn, (additions, field) => additions.Set(field, "2026-08-22T21:00:00Z"u8)));
        Assert.Equal(",2026-08-22T21:00:00Z", Write(FieldKind.Time, TagForm.CommaColumn, (additions, field) => additions.Set(field, "2026-08-22T21:00:00Z"u8)));
        Assert.Equal("\t-", Write(FieldKind.Time, TagForm.TabColumn, (_, _) => { }));
    }

    [Fact]
    public void Objects_are_JSON_in_every_form()
    {
        Assert.Equal("\t{\"a\":\"b c\"}", WriteObject(TagForm.TabColumn));
        Assert.Equal(",\"{\"\"a\"\":\"\"b c\"\"}\"", WriteObject(TagForm.CommaColumn));
        Assert.Equal(" {\"a\":\"b\\u0020c\"}", WriteObject(TagForm.SpaceColumn));
    }

    private static string WriteObject(TagForm form) => Write(FieldKind.Object, form, (additions, field) =>
    {
        additions.Begin(field).Write("{\"a\":\"b c\"}"u8);
        additions.End(field);
    });

    private static string Write(FieldKind kind, TagForm form, Action<Additions, SchemaField> set)
    {
        var field = new SchemaField("x", kind);
        var additions = new Additions(1);
        set(additions, field);
        var output = new ByteBuffer();
        new ColumnWriter().Write(additions, field, form, form == TagForm.CommaColumn ? default : "-"u8, output);
        return Encoding.UTF8.GetString(output.Bytes);
    }
}
