namespace TorIntel.Tests;

/// <summary>What every value type promises about equality, hashing and order.</summary>
internal static class ValueContract
{
    /// <summary>Checks values that are given in ascending order and differ from one another.</summary>
    public static void AssertOrdered<T>(IReadOnlyList<T> ascending)
        where T : struct, IEquatable<T>, IComparable<T>
    {
        for (var i = 0; i < ascending.Count; i++)
        {
            for (var j = 0; j < ascending.Count; j++)
            {
                Assert.Equal(i.CompareTo(j), Math.Sign(ascending[i].CompareTo(ascending[j])));
            }
        }

        AssertDistinct(ascending);
    }

    /// <summary>Checks values that differ from one another.</summary>
    public static void AssertDistinct<T>(IReadOnlyList<T> distinct)
        where T : struct, IEquatable<T>
    {
        for (var i = 0; i < distinct.Count; i++)
        {
            var copy = distinct[i];
            Assert.Equal(copy.GetHashCode(), distinct[i].GetHashCode());
            Assert.False(copy.Equals((object?)null));
            Assert.False(copy.Equals((object)"text"));
            for (var j = 0; j < distinct.Count; j++)
            {
                Assert.Equal(i == j, distinct[i].Equals(distinct[j]));
                Assert.Equal(i == j, distinct[i].Equals((object)distinct[j]));
            }
        }

        Assert.Equal(distinct.Count, distinct.Select(value => value.GetHashCode()).Distinct().Count());
    }
}
