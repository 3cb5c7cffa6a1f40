using System.Text;
using System.Text.Json;
using TorIntel.Testing;

namespace TorIntel.Pipelines.Tests;

/// <summary>Whatever an event has already: what comes out is valid, nothing that was there has changed, and nothing is there twice.</summary>
public sealed class SchemaMergeTests
{
    private const int Count = 4_000;

    private static readonly string[] s_own = ["tor", "tor.", "tor_", "torintel", "unmapped.tor", "AdditionalFields.tor"];

    public static IEnumerable<TheoryDataRow<TagSchema>> Schemas => Enum.GetValues<TagSchema>().Select(schema => new TheoryDataRow<TagSchema>(schema));

    [Theory]
    [MemberData(nameof(Schemas))]
    public void Events_that_have_fields_of_the_schema_already(TagSchema schema)
    {
        var forge = new SchemaForge(7);

        Assert.InRange(Check([.. Enumerable.Range(0, Count).Select(_ => forge.Event())], schema), Count / 2, Count);
    }

    [Theory]
    [MemberData(nameof(Schemas))]
    public void Damaged_events(TagSchema schema)
    {
        var forge = new SchemaForge(8);
        var mutator = new Mutator(9, [.. "{}"u8], [.. "\"tags\":["u8], [.. "]"u8], [.. ","u8], [.. "\"threat\":"u8], [.. "\\u0022"u8], [.. "null"u8]);
        var events = Enumerable.Range(0, Count).Select(_ => Encoding.UTF8.GetString(mutator.Mutate(Encoding.UTF8.GetBytes(forge.Event()))).Replace('\n', ' '));

        Assert.InRange(Check([.. events], schema), Count / 10, Count);
    }

    private static int Check(string[] events, TagSchema schema)
    {
        var run = EnricherRun.Of(string.Join('\n', events), LogFormat.Get("eve"), new LogEnricherOptions { Schema = schema });
        var lines = run.Text.Split('\n');
        Assert.Equal(events.Length, lines.Length);
        var changed = 0;
        for (var i = 0; i < lines.Length; i++)
        {
            if (!string.Equals(events[i], lines[i], StringComparison.Ordinal))
            {
                CheckTagged(events[i], lines[i], schema);
                changed++;
            }
        }

        Assert.Equal(run.Summary.Tagged, changed);
        return changed;
    }

    private static void CheckTagged(string text, string tagged, TagSchema schema)
    {
        using var before = JsonDocument.Parse(text);
        using var after = JsonDocument.Parse(tagged);
        var added = new List<string>();
        Compare(before.RootElement, after.RootElement, "", added);
        Assert.Contains(added, path => Array.Exists(s_own, own => path.StartsWith(own, StringComparison.Ordinal)));
        if (schema == TagSchema.Tor)
        {
            return; // One key, whatever stands under others with dots.
        }

        var there = Paths(before.RootElement, "").ToHashSet(StringComparer.Ordinal);
        Assert.All(added, path => Assert.DoesNotContain(path, there));
        Assert.All(Paths(after.RootElement, "").GroupBy(path => path, StringComparer.Ordinal).Where(group => group.Count() > 1), group => Assert.Contains(group.Key, there));
    }

    // Members keep their text and order; new ones come behind them, and have keys of their own.
    private static void Compare(JsonElement before, JsonElement after, string path, List<string> added)
    {
        var old = before.EnumerateObject().ToArray();
        var now = after.EnumerateObject().ToArray();
        Assert.True(now.Length >= old.Length);
        for (var i = 0; i < old.Length; i++)
        {
            Assert.Equal(old[i].Name, now[i].Name);
            CompareValue(old[i].Value, now[i].Value, path + old[i].Name, added);
        }

        foreach (var member in now[old.Length..])
        {
            Assert.Single(now, other => other.Name == member.Name);
            added.AddRange(member.Value.ValueKind == JsonValueKind.Object ? Paths(member.Value, path + member.Name + ".").Prepend(path + member.Name) : [path + member.Name]);
        }
    }

    private static void CompareValue(JsonElement before, JsonElement after, string path, List<string> added)
    {
        Assert.Equal(before.ValueKind, after.ValueKind);
        if (before.GetRawText() == after.GetRawText())
        {
            return;
        }

        if (before.ValueKind == JsonValueKind.Object)
        {
            Compare(before, after, path + ".", added);
            return;
        }

        Assert.Equal(JsonValueKind.Array, before.ValueKind);
        var old = before.EnumerateArray().Select(element => element.GetRawText()).ToArray();
        var now = after.EnumerateArray().Select(element => element.GetRawText()).ToArray();
        Assert.Equal(old, now[..old.Length]);
        Assert.True(now.Length > old.Length);
        Assert.Equal(now.Length - old.Length, now[old.Length..].Except(old, StringComparer.Ordinal).Distinct(StringComparer.Ordinal).Count());
    }

    // Of everything that is no object, keys with dots and nested ones alike; an object that is set counts by what is in it.
    private static IEnumerable<string> Paths(JsonElement element, string path)
    {
        foreach (var member in element.EnumerateObject())
        {
            if (member.Value.ValueKind != JsonValueKind.Object)
            {
                yield return path + member.Name;
                continue;
            }

            foreach (var inner in Paths(member.Value, path + member.Name + "."))
            {
                yield return inner;
            }
        }
    }
}
