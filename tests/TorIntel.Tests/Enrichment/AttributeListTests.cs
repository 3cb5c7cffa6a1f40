using System.Net;
using TorIntel.Testing;

namespace TorIntel.Tests;

/// <summary>Events that are lists of names and values, as loggers have them.</summary>
public sealed class AttributeListTests
{
    private const string Template = "{OriginalFormat}";

    private readonly TorEnricher _enricher = new(new TorNetworkStore(AdapterViews.Usual));

    [Fact]
    public void Only_what_matters_of_a_loggers_own_state_is_read()
    {
        var list = new AttributeState(new("Count", 5), new("ClientIp", AdapterViews.Unlisted), new("User", "x"), new(Template, "a template"));
        Assert.Null(_enricher.Find(AdapterViews.Usual, list, null));
        list.Reads.Clear();

        Assert.Null(_enricher.Find(AdapterViews.Usual, list, null));

        Assert.Equal([3, 1], list.Reads);
    }

    [Fact]
    public void Places_are_remembered_with_their_names()
    {
        const string Text = "one template, two orders";
        Assert.Null(_enricher.Find(AdapterViews.Usual, new AttributeState(new("User", "x"), new("ClientIp", AdapterViews.Unlisted), new(Template, Text)), null));

        Assert.NotNull(_enricher.Find(AdapterViews.Usual, new AttributeState(new("ClientIp", AdapterViews.Exit), new("User", "x"), new(Template, Text)), null));
    }

    [Fact]
    public void Texts_that_are_put_together_allocate_nothing()
    {
        IReadOnlyList<KeyValuePair<string, object?>>[] states = [.. Enumerable.Range(0, 4_000).Select(i => (IReadOnlyList<KeyValuePair<string, object?>>)new Text($"order {i}"))];
        var next = 0;

        Allocations.AssertNone(() => Assert.Null(_enricher.Find(AdapterViews.Usual, states[next++ % states.Length], null)));
    }

    [Fact]
    public void The_same_template_with_another_value_is_judged_by_that_value()
    {
        string template = "from {ClientIp}";
        for (var i = 0; i < 3; i++)
        {
            Assert.Null(_enricher.Find(AdapterViews.Usual, List(new("ClientIp", AdapterViews.Unlisted), new(Template, template)), null));
            Assert.NotNull(_enricher.Find(AdapterViews.Usual, List(new("ClientIp", AdapterViews.Exit), new(Template, template)), null));
        }
    }

    [Fact]
    public void Lists_of_another_type_with_the_same_template_have_a_layout_of_their_own()
    {
        const string Text = "one text";
        KeyValuePair<string, object?>[] array = [new("x", 1), new("ClientIp", AdapterViews.Exit), new(Template, Text)];
        var other = new AttributeState(new("ClientIp", AdapterViews.Exit), new("x", 1), new(Template, Text));
        for (var i = 0; i < 2; i++)
        {
            Assert.NotNull(_enricher.Find(AdapterViews.Usual, array, null));
            Assert.NotNull(_enricher.Find(AdapterViews.Usual, other, null));
        }
    }

    [Fact]
    public void Addresses_under_other_names_count_if_they_are_asked_for()
    {
        KeyValuePair<string, object?>[] list = [new("Whatever", IPAddress.Parse(AdapterViews.Exit)), new(Template, "t")];
        Assert.Null(_enricher.Find(AdapterViews.Usual, list, null));

        var any = new TorEnricher(new TorNetworkStore(AdapterViews.Usual), new TorEnrichmentOptions { OtherAddresses = TorField.Client });
        Assert.Equal("Whatever", any.Find(AdapterViews.Usual, list, null)!.Evidence[0].Field);
        Assert.Null(any.Find(AdapterViews.Usual, List(new KeyValuePair<string, object?>("Whatever", AdapterViews.Exit)), null)); // Text under other names may be anything.
    }

    [Fact]
    public void Misses_allocate_nothing()
    {
        KeyValuePair<string, object?>[] list = [new("ClientIp", AdapterViews.Unlisted), new("ServerPort", 443), new("Host", "www.example.org"), new(Template, "t")];
        KeyValuePair<string, object?>[] plain = [new("client.address", AdapterViews.Unlisted), new("x", 1)];
        Allocations.AssertNone(() =>
        {
            Assert.Null(_enricher.Find(AdapterViews.Usual, list, null));
            Assert.Null(_enricher.Find(AdapterViews.Usual, plain, null));
        });
    }

    private static KeyValuePair<string, object?>[] List(params KeyValuePair<string, object?>[] pairs) => pairs;

    private readonly struct Text(string text) : IReadOnlyList<KeyValuePair<string, object?>>
    {
        public int Count => 1;

        public KeyValuePair<string, object?> this[int index] => new(Template, text);

        public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => throw new InvalidOperationException("is read by index");

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
