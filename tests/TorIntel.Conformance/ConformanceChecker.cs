using System.Text.Json;

namespace TorIntel.Conformance;

/// <summary>Compares what the tool made of a line with what it should have made.</summary>
public static class ConformanceChecker
{
    /// <summary>The differences in words; empty if there are none.</summary>
    public static IReadOnlyList<string> Check(string input, string output, ExpectedVerdict? expected, CheckOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        if (input == output)
        {
            return expected is null ? [] : [$"untagged, expected {expected.Confidence} with {string.Join(' ', expected.EvidenceNames)}"];
        }

        using var inserted = FindInserted(input, output);
        if (inserted is null)
        {
            return ["the output is not the input with one last member \"tor\""];
        }

        var tag = inserted.RootElement.GetProperty("tor");
        if (expected is null)
        {
            return ["tagged, expected nothing: " + tag.GetRawText()];
        }

        try
        {
            return [.. Compare(tag, expected, options ?? new CheckOptions())];
        }
        catch (Exception e) when (e is InvalidOperationException or KeyNotFoundException)
        {
            return [$"the tag has not the schema's shape ({e.Message}): {tag.GetRawText()}"];
        }
    }

    /// <summary>The text that was added, as an object of its own, if taking it away leaves the input and it is the last member.</summary>
    private static JsonDocument? FindInserted(string input, string output)
    {
        var brace = input.LastIndexOf('}');
        if (brace < 0 || output.Length <= input.Length || !IsJson(output))
        {
            return null;
        }

        // White space before the brace may stand on either side of the new member.
        var first = input.AsSpan(0, brace).TrimEnd().Length;
        for (var at = first; at <= brace; at++)
        {
            var text = output.Substring(at, output.Length - input.Length);
            if (output.StartsWith(input[..at], StringComparison.Ordinal) && output.EndsWith(input[at..], StringComparison.Ordinal)
                && text.TrimStart().StartsWith(',') && IsJson("{" + text.TrimStart()[1..] + "}"))
            {
                var document = JsonDocument.Parse("{" + text.TrimStart()[1..] + "}");
                if (document.RootElement.EnumerateObject().Select(member => member.Name).SequenceEqual(["tor"]))
                {
                    return document;
                }

                document.Dispose();
            }
        }

        return null;
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static IEnumerable<string> Compare(JsonElement tag, ExpectedVerdict expected, CheckOptions options)
    {
        List<JsonElement> evidence = [.. tag.GetProperty("evidence").EnumerateArray()];
        List<JsonElement> relays = [.. Items(tag, "relays")];
        string[] fingerprints = [.. relays.Select(relay => Text(relay, "fingerprint"))];
        var confidence = expected.Confidence.ToString().ToLowerInvariant();

        List<string?> differences =
        [
            Same("confidence", confidence, Text(tag, "confidence")),
            Same("direction", expected.Direction, tag.TryGetProperty("direction", out var direction) ? direction.GetString()! : "unknown"),
            Same("initiator", expected.InitiatorAssumed ? "assumed" : "", tag.TryGetProperty("initiator", out var initiator) ? initiator.GetString()! : ""),
            Same("evidence", Join(expected.EvidenceNames), Join(evidence.Select(item => Text(item, "name")))),
            Same("authorised", Join(expected.Evidence.Where(item => item.Authorised).Select(item => item.Name)),
                Join(evidence.Where(item => item.TryGetProperty("authorised", out var flag) && flag.GetBoolean()).Select(item => Text(item, "name")))),
            evidence.All(item => Text(item, "field").Length > 0 && Text(item, "value").Length > 0) ? null : "evidence without field or value",
            HasNull(tag) ? "a member is null" : null,
            !options.Fields ? null : Same("fields", Join(expected.Evidence.Select(item => item.Name + "=" + item.Field)),
                Join(evidence.Select(item => Text(item, "name") + "=" + Text(item, "field")))),
            !options.Techniques ? null : Within("techniques", expected.Techniques, [.. Items(tag, "techniques").Select(item => item.GetString()!)], options),
            !options.Relays ? null : Within("relays", expected.Relays, fingerprints, options),
        ];
        if (options.Roles)
        {
            differences.AddRange(relays.Where(relay => expected.Roles.ContainsKey(Text(relay, "fingerprint"))).Select(relay => Same(
                "roles of " + Text(relay, "fingerprint"), string.Join(' ', expected.Roles[Text(relay, "fingerprint")]),
                string.Join(' ', Items(relay, "roles").Select(role => role.GetString()).Where(role => role != "authority")))));
        }

        return differences.OfType<string>();
    }

    private static string? Same(string what, string expected, string actual) => expected == actual ? null : $"{what}: expected '{expected}', found '{actual}'";

    private static string? Within(string what, ExpectedSet expected, string[] actual, CheckOptions options)
    {
        var missing = (options.ChosenReading ? expected.Chosen : expected.Required).Except(actual);
        var surplus = actual.Except(options.ChosenReading ? expected.Chosen : expected.Allowed);
        var differences = missing.Select(value => "-" + value).Concat(surplus.Select(value => "+" + value)).ToArray();
        return differences.Length == 0 ? null : $"{what}: {string.Join(' ', differences)}";
    }

    private static string Join(IEnumerable<string> names) => string.Join(' ', names.Distinct().Order(StringComparer.Ordinal));

    private static string Text(JsonElement parent, string name) => parent.GetProperty(name).GetString() ?? "";

    private static IEnumerable<JsonElement> Items(JsonElement parent, string name) => parent.TryGetProperty(name, out var array) ? array.EnumerateArray() : [];

    private static bool HasNull(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null => true,
        JsonValueKind.Object => element.EnumerateObject().Any(member => HasNull(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().Any(HasNull),
        _ => false,
    };
}
