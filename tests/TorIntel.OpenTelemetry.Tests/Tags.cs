using System.Globalization;
using System.Text;

namespace TorIntel.Tests;

/// <summary>Names and values of attributes, for comparing.</summary>
internal static class Tags
{
    public static object? Of(IEnumerable<KeyValuePair<string, object?>>? attributes, string name) => attributes?.FirstOrDefault(pair => pair.Key == name).Value;

    public static string Show(IEnumerable<KeyValuePair<string, object?>>? attributes)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in attributes ?? [])
        {
            text.Append(name).Append('=').Append(value is string[] several ? $"[{string.Join(", ", several)}]" : Convert.ToString(value, CultureInfo.InvariantCulture)).Append('\n');
        }

        return text.ToString();
    }
}
