namespace TorIntel.Tests;

public sealed class TechniqueSetTests
{
    [Fact]
    public void Default_is_empty()
    {
        Assert.Equal(0, default(TechniqueSet).Count);
        Assert.Empty(Elements(default));
        Assert.False(default(TechniqueSet).GetEnumerator().MoveNext());
    }

    [Fact]
    public void Enumeration_gives_every_element_once_in_ascending_order()
    {
        for (var bits = 0; bits < 1 << AttackTable.Techniques.Count; bits++)
        {
            var set = new TechniqueSet(bits);
            var expected = AttackTable.Techniques.Where((_, i) => (bits & (1 << i)) != 0);
            Assert.Equal(expected, Elements(set));
            Assert.Equal(expected.Count(), set.Count);
            Assert.Equal(bits, set.Bits);
        }
    }

    [Fact]
    public void Union_joins_two_sets()
    {
        for (var i = 0; i < 1 << AttackTable.Techniques.Count; i++)
        {
            var (left, right) = (new TechniqueSet(i), new TechniqueSet((i * 7) & ((1 << AttackTable.Techniques.Count) - 1)));
            Assert.Equal(Elements(left).Union(Elements(right)).OrderBy(technique => technique.Id), Elements(left.Union(right)));
            Assert.Equal(left.Union(right), right.Union(left));
            Assert.Equal(left, left.Union(default));
        }
    }

    private static List<AttackTechnique> Elements(TechniqueSet set)
    {
        List<AttackTechnique> elements = [];
        foreach (var technique in set)
        {
            elements.Add(technique);
        }

        return elements;
    }
}
