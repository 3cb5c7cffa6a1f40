using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace TorIntel.Tests;

public sealed class FieldTableTests
{
    // Few characters and lengths, so that names that differ in little and names that fall on one place are common.
    private static readonly Arbitrary<string[]> s_names =
        (from length in Gen.Choose(0, 70) from characters in Gen.ArrayOf(Gen.Elements("abÄ\u0161\0.".ToCharArray()), length % 7 == 0 ? length : length % 7) select new string(characters)).ArrayOf().ToArbitrary();

    [Property(MaxTest = 2_000)]
    public Property It_is_a_dictionary() => Prop.ForAll(s_names, names =>
    {
        var fields = names.Where((name, i) => name.Length != 0 && i % 2 == 0).Distinct(StringComparer.Ordinal).Select((name, i) => KeyValuePair.Create(name, (TorField)((i % 17) + 1))).ToDictionary(StringComparer.Ordinal);
        var table = new FieldTable(fields);
        return names.All(name => table.Find(new string(name)) == fields.GetValueOrDefault(name));
    });

    [Fact]
    public void Every_customary_name_is_found_and_no_part_of_one()
    {
        var table = new FieldTable(TorEnrichmentOptions.ConventionalFields);
        foreach (var (name, field) in TorEnrichmentOptions.ConventionalFields)
        {
            Assert.Equal(field, table.Find(name));
            Assert.Equal(TorField.None, table.Find(name + "x"));
            Assert.Equal(TorField.None, table.Find(name.ToUpperInvariant()));
        }

        Assert.Equal(TorField.None, table.Find(""));
        Assert.Equal(TorField.None, table.Find("\0"));
    }

    [Fact]
    public void A_name_of_nothing_is_refused() => Assert.Throws<ArgumentException>(() => new FieldTable([KeyValuePair.Create("", TorField.Client)]));
}
