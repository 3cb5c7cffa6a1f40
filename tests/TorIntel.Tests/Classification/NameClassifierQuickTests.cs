using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace TorIntel.Tests;

/// <summary>What the quick question excludes, the classifier must not know.</summary>
public sealed class NameClassifierQuickTests
{
    private static readonly Arbitrary<string> s_names = (
        from start in Gen.Elements("", "x", "www.", "a.b.c.", "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd", "ü", "\0", ".", ":")
        from middle in Gen.Elements("", ".onion", "onion", ".ONION", "torproject.org", ".onion.ws", "tor2web.org", "onion.pet", "example.com", ".onıon", "\u016Fnion", "\uFF0Eonion")
        from end in Gen.Elements("", ".", ":", ":1", ":80.", ":443", ":65535", ":999999", ".:1", "..", "x", ":4a3", "\0", "\u012E")
        select start + middle + end).ToArbitrary();

    [Property(MaxTest = 5_000)]
    public Property What_is_known_may_be_known() => Prop.ForAll(s_names, name =>
        NameClassifier.MayBeKnown(name) || NameClassifier.Classify(Encoding.UTF8.GetBytes(name)) == NameClass.None);

    [Theory]
    [InlineData("login.shop.example.com")]
    [InlineData("www.example.org")]
    [InlineData("198.51.100.7")]
    public void Usual_names_are_excluded(string name) => Assert.False(NameClassifier.MayBeKnown(name));

    [Theory]
    [InlineData("example.onion")]
    [InlineData("EXAMPLE.ONION")]
    [InlineData("example.onion.")]
    [InlineData("example.onion:80")]
    [InlineData("example.onion:65535")]
    [InlineData("www.torproject.org")]
    [InlineData("onion")]
    public void Names_of_Tor_are_not(string name) => Assert.True(NameClassifier.MayBeKnown(name));
}
