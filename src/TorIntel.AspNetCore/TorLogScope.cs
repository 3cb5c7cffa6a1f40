using System.Collections;
using System.Globalization;

namespace TorIntel;

/// <summary>The tag as the state of a logging scope. Nothing is made of it until something is logged.</summary>
internal sealed class TorLogScope(RequestTagger tagger, TorFinding finding) : IReadOnlyList<KeyValuePair<string, object?>>
{
    // Several threads may make it; all make the same.
    private KeyValuePair<string, object?>[]? _properties;

    public int Count => Properties.Length;

    public KeyValuePair<string, object?> this[int index] => Properties[index];

    private KeyValuePair<string, object?>[] Properties => _properties ??= tagger.PropertiesOf(finding);

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, object?>>)Properties).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Gives what loggers write that know no properties.</summary>
    public override string ToString() => string.Join(' ', Properties.Select(property => string.Create(CultureInfo.InvariantCulture, $"{property.Key}:{TextOf(property.Value)}")));

    private static object? TextOf(object? value) => value is string[] several ? string.Join(',', several) : value;
}
