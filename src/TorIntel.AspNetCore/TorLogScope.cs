using System.Collections;
using System.Globalization;

namespace TorIntel;

/// <summary>The tag as the state of a logging scope.</summary>
internal sealed class TorLogScope(KeyValuePair<string, object?>[] properties) : IReadOnlyList<KeyValuePair<string, object?>>
{
    public int Count => properties.Length;

    public KeyValuePair<string, object?> this[int index] => properties[index];

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, object?>>)properties).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Gives what loggers write that know no properties.</summary>
    public override string ToString() => string.Join(' ', properties.Select(property => string.Create(CultureInfo.InvariantCulture, $"{property.Key}:{TextOf(property.Value)}")));

    private static object? TextOf(object? value) => value is string[] several ? string.Join(',', several) : value;
}
