using System.Text;

namespace TorIntel.Pipelines.Tests;

public sealed class KeyValueWriterTests
{
    private static readonly SchemaField[] s_fields =
    [
        new("tor_confidence", FieldKind.Text, FieldPolicy.Own),
        new("tor_evidence", FieldKind.Words, FieldPolicy.Own),
        new("tor_list_age_s", FieldKind.Number, FieldPolicy.Own),
        new("tor_list_stale", FieldKind.Boolean, FieldPolicy.Own),
        new("app", FieldKind.Text),
        new("tor_value", FieldKind.Text, FieldPolicy.Own),
    ];

    static KeyValueWriterTests()
    {
        for (var i = 0; i < s_fields.Length; i++)
        {
            s_fields[i].SetIndex(i);
        }
    }

    [Theory]
    [InlineData("a=1 b=\"x y\"", "a=1 b=\"x y\" tor_confidence=high tor_evidence=\"a,b\" tor_list_age_s=-5 tor_list_stale=false app=tor")]
    [InlineData("<4>kernel: IN=eth0 SRC=192.0.2.10 DF ", "<4>kernel: IN=eth0 SRC=192.0.2.10 DF tor_confidence=high tor_evidence=\"a,b\" tor_list_age_s=-5 tor_list_stale=false app=tor")]
    [InlineData("app=\"a tor_confidence=1\"", "app=\"a tor_confidence=1\" tor_confidence=high tor_evidence=\"a,b\" tor_list_age_s=-5 tor_list_stale=false")]
    [InlineData("x=\"a\\\" app=1\" y=2", "x=\"a\\\" app=1\" y=2 tor_confidence=high tor_evidence=\"a,b\" tor_list_age_s=-5 tor_list_stale=false app=tor")]
    [InlineData("", "tor_confidence=high tor_evidence=\"a,b\" tor_list_age_s=-5 tor_list_stale=false app=tor")]
    [InlineData("a=1 tor_evidence=x", null)]
    public void Plain(string text, string? expected) => Assert.Equal(expected, Write(text, TagForm.KeyValue));

    [Theory]
    [InlineData("", "\"\"")]
    [InlineData("a b", "\"a b\"")]
    [InlineData("a\"b\\", "\"a\\\"b\\\\\"")]
    [InlineData("a\nb", "\"a b\"")]
    [InlineData("[2001:db8::1]:9001", "\"[2001:db8::1]:9001\"")]
    [InlineData("192.0.2.1:9001", "192.0.2.1:9001")]
    public void Plain_values_are_quoted_where_they_need_it(string value, string expected) =>
        Assert.EndsWith(" tor_value=" + expected, Write("a=1", TagForm.KeyValue, value), StringComparison.Ordinal);

    [Theory]
    [InlineData("CEF:0|v|p|1|100|n=x|5|src=192.0.2.10 msg=a b", " torConfidence=high torEvidence=a,b torListAgeS=-5 torListStale=false app=tor cat=Tor cs1Label=TorRole cs1=guard,exit")]
    [InlineData("<1>host CEF:0|v|p\\|q|1|100|n|5|cs1=x cs2Label=y cat=Own app=ssl", " torConfidence=high torEvidence=a,b torListAgeS=-5 torListStale=false cs3Label=TorRole cs3=guard,exit")]
    [InlineData("CEF:0|v|p|1|100|n|5|cs1=x cs2=x cs3=x cs4Label=x cs5=x cs6=x cat=x app=x", " torConfidence=high torEvidence=a,b torListAgeS=-5 torListStale=false")]
    [InlineData("CEF:0|v|p|1|100|n|5|msg=a torConfidence\\=b cat\\=x", " torConfidence=high torEvidence=a,b torListAgeS=-5 torListStale=false app=tor cat=Tor cs1Label=TorRole cs1=guard,exit")]
    [InlineData("CEF:0|v|p|1|100|n|5|", "torConfidence=high torEvidence=a,b torListAgeS=-5 torListStale=false app=tor cat=Tor cs1Label=TorRole cs1=guard,exit")]
    [InlineData("CEF:0|v|p|1|100|n|5|a=1 torConfidence=low", null)]
    public void Cef(string text, string? added) => Assert.Equal(added is null ? null : text + added, Write(text, TagForm.CefExtension));

    [Theory]
    [InlineData("LEEF:1.0|v|p|1|id|src=192.0.2.10\tapp=x y", "\t", "torConfidence=high\ttorEvidence=a,b\ttorListAgeS=-5\ttorListStale=false")]
    [InlineData("LEEF:2.0|v|p|1|id|^|src=192.0.2.10^b=1", "^", "torConfidence=high^torEvidence=a,b^torListAgeS=-5^torListStale=false^app=tor")]
    [InlineData("LEEF:2.0|v|p|1|id|x5E|src=192.0.2.10^b=1", "^", "torConfidence=high^torEvidence=a,b^torListAgeS=-5^torListStale=false^app=tor")]
    [InlineData("LEEF:2.0|v|p|1|id|0x09|src=192.0.2.10", "\t", "torConfidence=high\ttorEvidence=a,b\ttorListAgeS=-5\ttorListStale=false\tapp=tor")]
    [InlineData("LEEF:2.0|v|p|1|id||src=192.0.2.10", "\t", "torConfidence=high\ttorEvidence=a,b\ttorListAgeS=-5\ttorListStale=false\tapp=tor")]
    [InlineData("LEEF:2.0|v|p|1|id|src=192.0.2.10\ta=|", "", "torConfidence=high\ttorEvidence=a,b\ttorListAgeS=-5\ttorListStale=false\tapp=tor")]
    [InlineData("LEEF:2.0|v|p|1|id|^|", "", "torConfidence=high^torEvidence=a,b^torListAgeS=-5^torListStale=false^app=tor")]
    [InlineData("LEEF:1.0|v|p|1|id|torEvidence=x", null, null)]
    public void Leef(string text, string? delimiter, string? added) => Assert.Equal(added is null ? null : text + delimiter + added, Write(text, TagForm.LeefAttributes));

    [Fact]
    public void A_value_in_a_CEF_extension_can_be_read_back()
    {
        var random = new Random(3);
        for (var i = 0; i < 2_000; i++)
        {
            var value = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => "a=\\|\n\r \"ü"[random.Next(9)]));
            var text = Write("CEF:0|v|p|1|100|n|5|src=192.0.2.10", TagForm.CefExtension, value)!;

            Assert.DoesNotContain('\n', text);
            Assert.Equal(value, Read(text)["torValue"]);
            Assert.Equal("high", Read(text)["torConfidence"]);
        }
    }

    // By the CEF standard: the last word in front of a bare '=' is a key.
    private static Dictionary<string, string> Read(string text)
    {
        var extension = text[(text.LastIndexOf("|5|", StringComparison.Ordinal) + 3)..].Replace("\\\\", "\u0001", StringComparison.Ordinal).Replace("\\=", "\u0002", StringComparison.Ordinal);
        var pieces = extension.Split('=');
        Dictionary<string, string> pairs = new(StringComparer.Ordinal);
        for (var i = 0; i + 1 < pieces.Length; i++)
        {
            var value = i + 2 == pieces.Length ? pieces[i + 1] : pieces[i + 1][..pieces[i + 1].LastIndexOf(' ')];
            pairs.Add(
                pieces[i][(pieces[i].LastIndexOf(' ') + 1)..],
                value.Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\r", "\r", StringComparison.Ordinal).Replace('\u0001', '\\').Replace('\u0002', '='));
        }

        return pairs;
    }

    private static string? Write(string text, TagForm form, string? value = null)
    {
        var additions = new Additions(s_fields.Length);
        additions.Set(s_fields[0], "high"u8);
        additions.Add(s_fields[1], "a"u8);
        additions.Add(s_fields[1], "b"u8);
        additions.Set(s_fields[2], -5);
        additions.Set(s_fields[3], value: false);
        additions.Set(s_fields[4], "tor"u8);
        additions.Set(s_fields[5], value);
        var insertions = new Insertions();
        var bytes = Encoding.UTF8.GetBytes(text);
        var problem = new KeyValueWriter(s_fields).Write(bytes, bytes.Length, form, additions, RelayRoles.Guard | RelayRoles.Exit, insertions);
        return problem is null ? text + Encoding.UTF8.GetString(insertions.TextOf(Assert.Single(insertions.All))) : null;
    }
}
